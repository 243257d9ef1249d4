/** What an idle agent holds in memory, beside a compiled program that does nothing. */
import { dialled } from "./lib/dialled.ts";
import { joinAgent, startHub } from "./lib/hub.ts";
import type { Bench } from "./lib/kit.ts";
import { memoryOf } from "./lib/memory.ts";

const idleMs = 30_000;
/** Several of each at once: they wait together. */
const count = 5;
/** As the agent's service unit sets it. Both sides get it, so that only what is ours is compared. */
const env = { BUN_JSC_useJIT: "0" };

export const memoryBench: Bench = {
  name: "memory",
  about: `an agent after ${idleMs / 1_000} s of idling: Anonymous and Rss of smaps_rollup, beside an empty compiled program`,
  run: async (kit) => {
    if (process.platform !== "linux") return kit.skip("ailx agent", "needs /proc");
    const bare = await kit.bare();
    const hub = await startHub(kit);
    const ours: number[] = [];
    for (let n = 1; n <= count; n++) ours.push((await joinAgent(kit, hub, { name: `idle-${n}`, env })).process.pid);
    const empty = ours.map(() => kit.scratch.start([bare, "idle"], { env }).pid);
    const address = dialled(kit);
    const dialling = ours.map(() => kit.scratch.start([bare, "dial", address], { env }).pid);
    await Bun.sleep(idleMs);
    const agents = ours.map(memoryOf);
    const empties = empty.map(memoryOf);

    const about = { n: 1, unit: "MiB" };
    const anonymous = { ...about, metric: "anonymous" };
    const rss = { ...about, metric: "rss" };
    kit.row({
      name: "agent's anonymous memory, idle",
      ours: kit.figure(
        { ...anonymous, subject: "ailx agent" },
        agents.map((each) => each.anonymousMiB),
      ),
      floor: kit.figure(
        { ...anonymous, subject: "floor empty program" },
        empties.map((each) => each.anonymousMiB),
      ),
      goal: { kind: "over", atMost: 5 },
    });
    kit.row({
      name: "agent's RSS, idle",
      ours: kit.figure(
        { ...rss, subject: "ailx agent" },
        agents.map((each) => each.rssMiB),
      ),
      floor: kit.figure(
        { ...rss, subject: "floor empty program" },
        empties.map((each) => each.rssMiB),
      ),
      goal: { kind: "times", atMost: 1.45 },
    });
    // What one WebSocket of the runtime costs, with nothing of ours behind it.
    const diallers = dialling.map(memoryOf);
    kit.figure(
      { ...anonymous, subject: "floor bare dialler" },
      diallers.map((each) => each.anonymousMiB),
    );
    kit.figure(
      { ...rss, subject: "floor bare dialler" },
      diallers.map((each) => each.rssMiB),
    );
    const hubMemory = memoryOf(hub.process.pid);
    kit.figure({ ...anonymous, n: count, subject: "ailx hub" }, [hubMemory.anonymousMiB]);
    kit.figure({ ...rss, n: count, subject: "ailx hub" }, [hubMemory.rssMiB]);
  },
};
