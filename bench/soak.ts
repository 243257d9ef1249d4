/** Whether hub and agent grow: over very many calls, over reconnects, and while nothing happens. */
import { rounded } from "./lib/figure.ts";
import { execLocally, joinAgent, startHub } from "./lib/hub.ts";
import type { Bench, Kit } from "./lib/kit.ts";
import { memoryOf } from "./lib/memory.ts";
import { simulatedAgents } from "./lib/simulated.ts";
import { growthOf, type Point } from "./lib/slope.ts";

const inFlight = 8;
const points = 100;
/**
 * Under load the heap swings by more than what is looked for. So every so often nothing is asked for a while, which is when
 * the runtime collects what is dead, and what is left then is what counts.
 */
const restEvery = 5;
const restMs = 10_000;
/** The first part fills caches and compiles what runs often; it is looked at and not counted. */
const warmUpShare = 0.2;
const reconnecting = 100;
const goal = { kind: "value", atMost: 1 } as const;

export const soakBench: Bench = {
  name: "soak",
  about:
    "growth of hub and agent over 100,000 calls, 10,000 reconnects and a minute of idling; --full: 1,000,000, and an hour",
  long: true,
  run: async (kit) => {
    if (process.platform !== "linux") return kit.skip("ailx", "needs /proc");
    const hub = await startHub(kit);
    const agent = await joinAgent(kit, hub, { name: "near", env: { BUN_JSC_useJIT: "0" }, maxLevel: 4 });
    const pids = { hub: hub.process.pid, agent: agent.process.pid };
    const followCalls = async (calls: number, { what, command }: { what: string; command: string }): Promise<void> => {
      let workedMs = 0;
      const curves = await followed(pids, async () => {
        const startedAtMs = performance.now();
        let left = calls / points;
        const one = async (): Promise<void> => {
          while (left-- > 0) await execLocally(hub, "near", command);
        };
        await Promise.all(Array.from({ length: inFlight }, one));
        workedMs += performance.now() - startedAtMs;
      });
      const rate = calls / (workedMs / 1_000);
      kit.figure({ n: calls, subject: `ailx, ${what}`, metric: "rate", unit: "1/s" }, [rate]);
      tell(kit, { what: `${calls} ${what}`, n: calls, curves });
    };
    await followCalls(kit.full ? 1_000_000 : 100_000, { what: "calls that look", command: "true" });
    // A key of each is kept for seven days, so that no repeat ever runs again.
    await followCalls(kit.full ? 100_000 : 10_000, { what: "calls that change", command: "true >/dev/null; cd /" });

    const idleMs = kit.full ? 3_600_000 : 60_000;
    tell(kit, {
      what: `${idleMs / 60_000} min of idling`,
      n: idleMs / 60_000,
      curves: await followed(pids, () => Bun.sleep(idleMs / points), 0),
    });

    const agents = simulatedAgents(kit);
    await agents.join({ hub, where: { url: hub.url }, prefix: "again", count: reconnecting });
    tell(kit, {
      what: `${reconnecting * points} reconnects`,
      n: reconnecting * points,
      curves: await followed({ hub: pids.hub }, async () => void (await agents.order({ do: "reconnect" }))),
    });
  },
};

type Curves = Record<string, { anonymous: Point[]; rss: Point[] }>;

async function followed(
  pids: Record<string, number>,
  work: () => Promise<void>,
  rest: number = restMs,
): Promise<Curves> {
  const curves: Curves = Object.fromEntries(Object.keys(pids).map((who) => [who, { anonymous: [], rss: [] }]));
  for (let at = 1; at <= points; at++) {
    await work();
    if (at % restEvery !== 0) continue;
    await Bun.sleep(rest);
    for (const [who, pid] of Object.entries(pids)) {
      const { anonymousMiB, rssMiB } = memoryOf(pid);
      curves[who]?.anonymous.push({ at, value: anonymousMiB });
      curves[who]?.rss.push({ at, value: rssMiB });
    }
  }
  return curves;
}

function tell(kit: Kit, { what, n, curves }: { what: string; n: number; curves: Curves }): void {
  for (const [who, { anonymous, rss }] of Object.entries(curves)) {
    const about = { n, subject: `ailx ${who}, ${what}`, unit: "MiB" };
    const counted = (all: Point[]): Point[] => all.filter(({ at }) => at > points * warmUpShare);
    const values = anonymous.map(({ value }) => value);
    kit.figure({ ...about, metric: "anonymous" }, values);
    kit.figure({ ...about, metric: "rss_growth" }, [growthOf(counted(rss))]);
    // So that a reader sees the shape and not only the line through it.
    kit.print({ bench: "soak", ...about, metric: "anonymous_curve", values: values.map(rounded) });
    kit.row({
      name: `${who}: growth over ${what}, the first fifth left out`,
      ours: kit.figure({ ...about, metric: "anonymous_growth" }, [growthOf(counted(anonymous))]),
      floor: kit.figure({ ...about, subject: "floor nothing", metric: "anonymous_growth" }, [0]),
      goal,
    });
  }
}
