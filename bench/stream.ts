/** Output of a program on its way to a browser: how fast, whether all of it, and what grows meanwhile. */
import type { TaskView } from "../src/api/task.ts";
import { watchGrowth } from "./lib/growth.ts";
import { apiKey, joinAgent, ready, startHub, type Agent, type Hub } from "./lib/hub.ts";
import type { Bench, Kit } from "./lib/kit.ts";
import { readOutput, type Read } from "./lib/outputReader.ts";
import { freePort } from "./lib/port.ts";
import { stop } from "./lib/scratch.ts";
import { Gone, until } from "./lib/until.ts";

const stallMs = 3_000;
const sizesMB = [100, 1_000];

type Measured = Read & { seconds: number; hubMiB: number; agentMiB: number };
type Text = { command: string; bytes: number; sha256: string };

export const streamBench: Bench = {
  name: "stream",
  about: "output of 100 MB and 1 GB from a real agent to a browser's socket, beside a pipe and a bare WebSocket",
  long: true,
  run: async (kit) => {
    for (const mb of sizesMB) {
      const text = await textOf(mb);
      for (const stalled of mb === sizesMB[0] ? [false, true] : [false]) {
        const hub = await startHub(kit);
        const key = await apiKey(hub);
        const agent = await joinAgent(kit, hub, {
          name: `writes-${mb}-${stalled ? "stalled" : "free"}`,
          maxLevel: 4,
        });
        const measured: Measured[] = [];
        const pipe: number[] = [];
        const bare: number[] = [];
        for (let round = 0; round < (mb === sizesMB[0] ? 3 : 1); round++) {
          pipe.push(pipeSeconds(text));
          bare.push(await bareSeconds(kit, text, stalled ? stallMs : 0));
          measured.push(await streamed({ hub, key, agent, text, stall: stalled ? stallMs : 0 }));
        }
        tell(kit, { text, mb, stalled, measured, pipe, bare });
        await Promise.all([stop(agent.process), stop(hub.process)]);
      }
    }
  },
};

/** Numbers, a line each: no two lines are alike, so that a swap would show. */
async function textOf(mb: number): Promise<Text> {
  const bytes = mb * 1e6;
  const command = `seq 1 ${bytes} | head -c ${bytes}`;
  const hash = new Bun.CryptoHasher("sha256");
  const { stdout } = Bun.spawn(["sh", "-c", command], { stdin: "ignore", stdout: "pipe", stderr: "ignore" });
  for await (const part of stdout) hash.update(part);
  return { command, bytes, sha256: hash.digest("hex") };
}

function pipeSeconds({ command }: Text): number {
  const startedAtMs = performance.now();
  Bun.spawnSync(["sh", "-c", `${command} | cat >/dev/null`]);
  return (performance.now() - startedAtMs) / 1_000;
}

async function bareSeconds(kit: Kit, text: Text, stall: number): Promise<number> {
  const port = freePort();
  const child = kit.scratch.start([await kit.bare(), "stream", String(port), text.command]);
  await until("the bare server's start", () => ready(`http://127.0.0.1:${port}`, child));
  const startedAtMs = performance.now();
  await readOutput({ url: `ws://127.0.0.1:${port}/`, framed: false, stallMs: stall });
  const seconds = (performance.now() - startedAtMs - stall) / 1_000;
  await stop(child);
  return seconds;
}

async function streamed({
  hub,
  key,
  agent,
  text,
  stall,
}: {
  hub: Hub;
  key: string;
  agent: Agent;
  text: Text;
  stall: number;
}): Promise<Measured> {
  const [hubGrowth, agentGrowth] = [watchGrowth(hub.process.pid), watchGrowth(agent.process.pid)];
  const startedAtMs = performance.now();
  const asked = await hub.call<TaskView>("POST", "/api/exec", {
    on: agent.name,
    command: text.command,
    outputBytes: text.bytes,
    approveUpTo: "high",
  });
  const run = await until("the run's start", async () => {
    const task = await hub.call<TaskView>("GET", `/api/tasks/${asked.id}`);
    if (task.error) throw new Gone(task.error.detail);
    return task.runs[0]?.id;
  });
  const read = await readOutput({
    url: `${hub.url.replace(/^http/, "ws")}/ws/runs/${run}/output`,
    key,
    framed: true,
    stallMs: stall,
  });
  const seconds = (performance.now() - startedAtMs - stall) / 1_000;
  const measured = { ...read, seconds, hubMiB: hubGrowth.peakMiB(), agentMiB: agentGrowth.peakMiB() };
  if (read.bytes === text.bytes && read.sha256 !== text.sha256) throw new Error("what came is not what was written");
  return measured;
}

function tell(
  kit: Kit,
  {
    text,
    mb,
    stalled,
    measured,
    pipe,
    bare,
  }: { text: Text; mb: number; stalled: boolean; measured: Measured[]; pipe: number[]; bare: number[] },
): void {
  const how = stalled ? `, reader stalled for ${stallMs / 1_000} s` : "";
  const subject = `ailx${how}`;
  // While nobody reads, some of it goes on: how fast the rest comes says nothing.
  if (!stalled) tellSpeed(kit, { mb, measured, pipe, bare });
  const none = kit.figure({ n: mb, metric: "lost", unit: "B", subject: "floor nothing" }, [0]);
  const lost = measured.map(({ bytes }) => text.bytes - bytes);
  const goal = { kind: "value", atMost: 0 } as const;
  kit.row({
    name: `output of ${mb} MB${how}: bytes lost`,
    ours: kit.figure({ n: mb, metric: "lost", unit: "B", subject }, lost),
    floor: none,
    goal,
  });
  kit.figure(
    { n: mb, metric: "breaks", unit: "", subject },
    measured.map(({ breaks }) => breaks),
  );
  const growth = { n: mb, metric: "anonymous_growth", unit: "MiB" };
  const nothing = kit.figure({ ...growth, subject: "floor nothing" }, [0]);
  for (const [who, key] of [
    ["agent", "agentMiB"],
    ["hub", "hubMiB"],
  ] as const)
    kit.row({
      name: `… the ${who}'s growth`,
      ours: kit.figure(
        { ...growth, subject: `ailx ${who}${how}` },
        measured.map((each) => each[key]),
      ),
      floor: nothing,
      goal: { kind: "value", atMost: 25 },
    });
}

function tellSpeed(
  kit: Kit,
  { mb, measured, pipe, bare }: { mb: number; measured: Measured[]; pipe: number[]; bare: number[] },
): void {
  const speed = { n: mb, metric: "rate", unit: "MB/s" };
  const ours = kit.figure(
    { ...speed, subject: "ailx" },
    measured.map(({ bytes, seconds }) => bytes / 1e6 / seconds),
  );
  const perSecond = (seconds: number): number => mb / seconds;
  const floor = kit.figure({ ...speed, subject: "floor pipe to cat" }, pipe.map(perSecond));
  const reference = kit.figure({ ...speed, subject: "floor bare WebSocket" }, bare.map(perSecond));
  kit.row({ name: `output of ${mb} MB`, ours, floor, goal: { kind: "share", atLeast: 0.5 } });
  kit.row({ name: "… beside a bare WebSocket", ours, floor: reference });
}
