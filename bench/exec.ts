/** One command on one machine, from request to result, and where its time goes. */
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { delayedLine, type Way } from "./lib/delayedLine.ts";
import { apiKey, exec, joinAgent, startHub, type Hub } from "./lib/hub.ts";
import { interleave, timed, type Run } from "./lib/interleave.ts";
import type { Bench, Kit } from "./lib/kit.ts";
import { bunSpawn, posixSpawn } from "./lib/rawSpawn.ts";

const rounds = 60;
/** Until the runtime has compiled what runs often: a hub is slower at its first commands, and that is told apart. */
const warmUp = 300;
/** The hub's commit before it sends, the agent's line that it begins, the hub's commit of the result: each is on disk before the next step. */
const syncsPerCommand = 3;

export const execBench: Bench = {
  name: "exec",
  about: "`true` on one machine: POST /api/exec to its result, beside starting /bin/true and waiting for it",
  run: async (kit) => {
    const hub = await startHub(kit);
    const key = await apiKey(hub);
    await joinAgent(kit, hub, { name: "near" });
    const first = await repeated(10, () => exec(hub, key, "near"));
    await repeated(warmUp, () => exec(hub, key, "near"));
    const posix = posixSpawn(kit);
    if (!posix) kit.skip("floor posix_spawn", "needs a C compiler as `cc`");

    const times = await interleave({
      rounds,
      warmups: 3,
      subjects: {
        ours: () => timed(() => exec(hub, key, "near")),
        posix: posix ?? (() => Number.NaN),
        bun: bunSpawn,
        healthz: () => timed(async () => await (await fetch(`${hub.url}/healthz`)).text()),
        sync: diskSync(kit, hub),
      },
    });
    const metric = { n: 1, metric: "request_to_result", unit: "ms" };
    const ours = kit.figure({ ...metric, subject: "ailx" }, times.ours);
    kit.figure({ ...metric, subject: "ailx, first of a fresh hub" }, first);
    const bun = kit.figure({ ...metric, subject: "floor Bun.spawn" }, times.bun);
    const floor = posix ? kit.figure({ ...metric, subject: "floor posix_spawn" }, times.posix) : bun;
    kit.figure({ ...metric, subject: "ailx GET /healthz" }, times.healthz);
    const disk = kit.figure(
      { n: syncsPerCommand, metric: "fdatasync", unit: "ms", subject: `floor ${syncsPerCommand} syncs` },
      times.sync,
    );
    kit.row({ name: "`true` on 1 machine, in the hub", ours, floor, goal: { kind: "times", atMost: 3 } });
    kit.row({ name: "… of which what must be on disk", ours, floor: disk });
    await split(kit, hub, key);
  },
};

async function repeated(times: number, work: () => Promise<void>): Promise<number[]> {
  const tookMs: number[] = [];
  for (let n = 0; n < times; n++) tookMs.push(await timed(work));
  return tookMs;
}

/** The disk's part: as many lines of a journal's size, each synced, on the disk that hub and agent write to. */
function diskSync({ scratch }: Kit, { dataDir }: Hub): Run {
  const line = "x".repeat(200);
  const file = openSync(`${dataDir}/syncs`, "a");
  scratch.onEnd(() => closeSync(file));
  return () => {
    const startedAtMs = performance.now();
    for (let n = 0; n < syncsPerCommand; n++) {
      writeSync(file, line);
      fdatasyncSync(file);
    }
    return performance.now() - startedAtMs;
  };
}

type Times = { before: number[]; agent: number[]; after: number[] };

/** Where the time goes, seen from the wire: a proxy between hub and agent writes down who spoke when. */
async function split(kit: Kit, hub: Hub, key: string): Promise<void> {
  const line = await delayedLine({ scratch: kit.scratch, to: hub.port, delayMs: 0 });
  await joinAgent(kit, hub, { name: "watched", by: `http://127.0.0.1:${line.port}` });
  const times: Times = { before: [], agent: [], after: [] };
  for (let round = -10; round < rounds; round++) {
    const heard: { way: Way; atMs: number }[] = [];
    line.onChunk((way, atMs) => heard.push({ way, atMs }));
    const startedAtMs = performance.now();
    await exec(hub, key, "watched");
    const endedAtMs = performance.now();
    // The first word of the hub is the call, the agent's last one is the result.
    const call = heard.find(({ way }) => way === "back");
    const result = heard.findLast(({ way }) => way === "out");
    if (!call || !result || round < 0) continue;
    times.before.push(call.atMs - startedAtMs);
    times.agent.push(result.atMs - call.atMs);
    times.after.push(endedAtMs - result.atMs);
  }
  const about = { n: 1, unit: "ms", subject: "ailx" };
  kit.figure({ ...about, metric: "hub_before_send" }, times.before);
  kit.figure({ ...about, metric: "agent_and_wire" }, times.agent);
  kit.figure({ ...about, metric: "hub_after_result" }, times.after);
}
