/** How soon a command reaches one agent while a thousand others talk: 5,000 messages a second in all. */
import { cpuMsOf } from "./lib/cpu.ts";
import { percentile } from "./lib/figure.ts";
import { execLocally, startHub } from "./lib/hub.ts";
import { timed } from "./lib/interleave.ts";
import type { Bench, Kit } from "./lib/kit.ts";
import { simulatedAgents } from "./lib/simulated.ts";
import { talkingFloor } from "./lib/talkingFloor.ts";

const count = 1_000;
/** Of each agent in a second; a hub takes no more than 4 samples. Together: 5,000 a second. */
const talk = { samples: 3, pongs: 2 };
const pauseMs = 8;
const warmUp = 300;

export const dispatchBench: Bench = {
  name: "dispatch",
  about: `one command after another to one agent while ${count} send ${count * (talk.samples + talk.pongs)} samples and heartbeats a second`,
  long: true,
  run: async (kit) => {
    const batches = kit.full ? 5 : 3;
    const perBatch = kit.full ? 600 : 300;
    const hub = await startHub(kit);
    const many = simulatedAgents(kit);
    const one = simulatedAgents(kit);
    await many.join({ hub, where: { url: hub.url }, prefix: "talks", count });
    await one.join({ hub, where: { url: hub.url }, prefix: "one", count: 1 });
    const once = (): Promise<void> => execLocally(hub, "tag:one");
    await repeated(warmUp, once, 0);
    const floor = await talkingFloor(kit, { count, talk });

    const figures: Record<"quiet" | "loaded" | "bare", { p50: number[]; p99: number[] }> = {
      quiet: { p50: [], p99: [] },
      loaded: { p50: [], p99: [] },
      bare: { p50: [], p99: [] },
    };
    const note = (name: keyof typeof figures, values: number[]): void => {
      figures[name].p50.push(percentile(values, 0.5));
      figures[name].p99.push(percentile(values, 0.99));
    };
    const rates: number[] = [];
    const cpu: number[] = [];
    for (let batch = 0; batch < batches; batch++) {
      note("quiet", await repeated(perBatch, once, pauseMs));
      await many.order({ do: "talk", ...talk });
      await Bun.sleep(1_000);
      await many.times();
      const [fromMs, cpuFromMs] = [performance.now(), cpuMsOf(hub.process.pid)];
      note("loaded", await repeated(perBatch, once, pauseMs));
      const tookMs = performance.now() - fromMs;
      cpu.push(((cpuMsOf(hub.process.pid) - cpuFromMs) / tookMs) * 100);
      const { sent, ended } = await many.times();
      if (ended > 0) throw new Error(`${ended} agents lost their connection`);
      rates.push(sent / (tookMs / 1_000));
      await many.order({ do: "talk", samples: 0, pongs: 0 });
      note("bare", await floor.loaded(() => repeated(perBatch, floor.once, pauseMs)));
    }
    tell(kit, figures, { rates, cpu });
  },
};

type Figures = Record<"quiet" | "loaded" | "bare", { p50: number[]; p99: number[] }>;

function tell(kit: Kit, { quiet, loaded, bare }: Figures, { rates, cpu }: { rates: number[]; cpu: number[] }): void {
  const about = { n: count, unit: "ms" };
  const [p50, p99] = ["request_to_result_p50", "request_to_result_p99"];
  const [ours, without, floor] = ["ailx under load", "ailx, nobody talks", "floor bare hub under load"];
  kit.figure({ n: count, unit: "1/s", subject: ours, metric: "messages" }, rates);
  kit.figure({ n: count, unit: "%", subject: ours, metric: "hub_cpu" }, cpu);
  kit.row({
    name: `dispatch under ${count * (talk.samples + talk.pongs)} messages a second, p50`,
    ours: kit.figure({ ...about, subject: ours, metric: p50 }, loaded.p50),
    floor: kit.figure({ ...about, subject: floor, metric: p50 }, bare.p50),
  });
  const ours99 = kit.figure({ ...about, subject: ours, metric: p99 }, loaded.p99);
  const floor99 = kit.figure({ ...about, subject: floor, metric: p99 }, bare.p99);
  kit.row({ name: "… p99", ours: ours99, floor: floor99, goal: { kind: "value", atMost: 5 } });
  kit.row({
    name: "… p99 beside a hub that stores nothing",
    ours: ours99,
    floor: floor99,
    goal: { kind: "times", atMost: 1.5 },
  });
  kit.figure({ ...about, subject: without, metric: p50 }, quiet.p50);
  kit.row({
    name: "… p99 beside the same hub while nobody talks",
    ours: ours99,
    floor: kit.figure({ ...about, subject: without, metric: p99 }, quiet.p99),
  });
}

async function repeated(times: number, work: () => Promise<void>, pause: number): Promise<number[]> {
  const tookMs: number[] = [];
  for (let n = 0; n < times; n++) {
    tookMs.push(await timed(work));
    if (pause > 0) await Bun.sleep(pause);
  }
  return tookMs;
}
