/** `true` on 10, 100 and 1,000 machines at once: what the hub takes by itself, and with programs that really run. */
import { percentile } from "./lib/figure.ts";
import { certificate, type Certificate } from "./lib/certificate.ts";
import { cpuMsOf } from "./lib/cpu.ts";
import { fanOutFloor } from "./lib/fanOutFloor.ts";
import { startHub, type Hub } from "./lib/hub.ts";
import type { Bench, Kit } from "./lib/kit.ts";
import { memoryOf } from "./lib/memory.ts";
import { bunPool, posixPool } from "./lib/rawSpawn.ts";
import { simulatedAgents, type Agents } from "./lib/simulated.ts";
import { until } from "./lib/until.ts";
import type { Manner } from "./simulated/messages.ts";
import type { TaskView } from "../src/api/task.ts";

type Size = { n: number; rounds: number; execRounds: number; execAtMost: number; replyAtMost?: number };
/** Goals: with programs so many times what starting them costs; without, so many ms. */
const sizes: readonly Size[] = [
  { n: 10, rounds: 30, execRounds: 20, execAtMost: 2.5 },
  { n: 100, rounds: 20, execRounds: 10, execAtMost: 2 },
  { n: 1_000, rounds: 12, execRounds: 5, execAtMost: 2, replyAtMost: 60 },
];
const warmups = 3;
/** As the C floor has them in flight. */
const spawnsAtOnce = 4;

type Values = { totalMs: number[]; p50Ms: number[]; p99Ms: number[]; cpuMs: number[] };
type Round = { totalMs: number; settledMs: number[]; cpuMs: number };

export const fleetBench: Bench = {
  name: "fleet",
  about: "`true` on 10, 100, 1,000 simulated agents of one hub: its own cost, and with programs that run",
  long: true,
  run: async (kit) => {
    await measured(kit, "plain");
    const tls = certificate(kit);
    if (tls) await measured(kit, "TLS", tls);
    else kit.skip("ailx over TLS", "needs openssl");
  },
};

async function measured(kit: Kit, line: "plain" | "TLS", tls?: Certificate): Promise<void> {
  const hub = await startHub(kit, tls ? { tls } : {});
  const agents = simulatedAgents(kit);
  const where = { url: hub.url, ...(hub.ca === undefined ? {} : { ca: hub.ca }) };
  const pool = posixPool(kit) ?? bunPool;
  // Over TLS the largest alone says what encryption adds.
  for (const size of sizes.filter(({ n }) => line === "plain" || n === 1_000)) {
    const tag = `g${size.n}`;
    await agents.join({ hub, where, prefix: tag, count: size.n });
    const reply = await rounds({ hub, agents, size, tag, manner: "reply" });
    const floor = line === "plain" ? await fanOutFloor(kit, { n: size.n, rounds: size.rounds, warmups }) : undefined;
    tellReply({ kit, hub, size, line, reply, ...(floor ? { floor } : {}) });
    if (line === "TLS") continue;
    const spawning: number[] = [];
    const exec = await rounds({
      hub,
      agents,
      size,
      tag,
      manner: "exec",
      beside: async () => void spawning.push(await pool(size.n, Math.min(size.n, spawnsAtOnce))),
    });
    tellExec({ kit, size, exec, spawning });
  }
}

async function rounds({
  hub,
  agents,
  size,
  tag,
  manner,
  beside,
}: {
  hub: Hub;
  agents: Agents;
  size: Size;
  tag: string;
  manner: Manner;
  /** What is measured in turn with it. */
  beside?: () => Promise<void>;
}): Promise<Values> {
  await agents.manner(manner);
  const values: Values = { totalMs: [], p50Ms: [], p99Ms: [], cpuMs: [] };
  const count = manner === "exec" ? size.execRounds : size.rounds;
  for (let round = -warmups; round < count; round++) {
    if (round >= 0) await beside?.();
    const { totalMs, settledMs, cpuMs } = await once({ hub, agents, n: size.n, tag });
    if (round < 0) continue;
    values.totalMs.push(totalMs);
    values.p50Ms.push(percentile(settledMs, 0.5));
    values.p99Ms.push(percentile(settledMs, 0.99));
    values.cpuMs.push(cpuMs);
  }
  return values;
}

async function once({ hub, agents, n, tag }: { hub: Hub; agents: Agents; n: number; tag: string }): Promise<Round> {
  await agents.times();
  const cpuBeforeMs = cpuMsOf(hub.process.pid);
  const startedAtMs = performance.timeOrigin + performance.now();
  const task = await hub.call<TaskView>("POST", "/api/exec", {
    on: `tag:${tag}`,
    command: "true",
    waitMs: 60_000,
    approveUpTo: "high",
  });
  const totalMs = performance.timeOrigin + performance.now() - startedAtMs;
  const ok = task.runs.filter(({ state }) => state === "ok").length;
  if (task.state !== "succeeded" || ok !== n) throw new Error(`${ok} of ${n} succeeded; the task is ${task.state}`);
  // The last "settled" may still be on its way when the task is told as ended.
  const settled: number[] = [];
  await until("every agent's settled", async () => {
    const times = await agents.times();
    settled.push(...times.settled);
    return settled.length >= n ? true : undefined;
  });
  return {
    totalMs,
    settledMs: settled.map((atMs) => atMs - startedAtMs),
    cpuMs: cpuMsOf(hub.process.pid) - cpuBeforeMs,
  };
}

function tellReply({
  kit,
  hub,
  size,
  line,
  reply,
  floor,
}: {
  kit: Kit;
  hub: Hub;
  size: Size;
  line: string;
  reply: Values;
  floor?: number[];
}): void {
  const subject = line === "plain" ? "ailx, answered at once" : `ailx, answered at once, ${line}`;
  const about = { n: size.n, unit: "ms", subject };
  const total = kit.figure({ ...about, metric: "request_to_all" }, reply.totalMs);
  kit.figure({ ...about, metric: "request_to_settled_p50" }, reply.p50Ms);
  kit.figure({ ...about, metric: "request_to_settled_p99" }, reply.p99Ms);
  kit.figure({ ...about, metric: "hub_cpu" }, reply.cpuMs);
  const { rssMiB, anonymousMiB } = memoryOf(hub.process.pid);
  kit.figure({ n: size.n, unit: "MiB", subject: "ailx hub", metric: "rss" }, [rssMiB]);
  kit.figure({ n: size.n, unit: "MiB", subject: "ailx hub", metric: "anonymous" }, [anonymousMiB]);
  if (!floor) return;
  kit.row({
    name: `${size.n} machines, answered at once: request to all results`,
    ours: total,
    floor: kit.figure({ ...about, subject: "floor bare sockets", metric: "request_to_all" }, floor),
    ...(size.replyAtMost === undefined ? {} : { goal: { kind: "value", atMost: size.replyAtMost } }),
  });
}

function tellExec({ kit, size, exec, spawning }: { kit: Kit; size: Size; exec: Values; spawning: number[] }): void {
  const about = { n: size.n, unit: "ms", subject: "ailx, /bin/true run" };
  kit.figure({ ...about, metric: "request_to_settled_p50" }, exec.p50Ms);
  kit.figure({ ...about, metric: "request_to_settled_p99" }, exec.p99Ms);
  kit.figure({ ...about, metric: "hub_cpu" }, exec.cpuMs);
  kit.row({
    name: `\`true\` on ${size.n} machines: request to all results`,
    ours: kit.figure({ ...about, metric: "request_to_all" }, exec.totalMs),
    floor: kit.figure({ ...about, subject: "floor posix_spawn", metric: "request_to_all" }, spawning),
    goal: { kind: "times", atMost: size.execAtMost },
  });
}
