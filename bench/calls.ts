/** Commands per second: on one real agent, beside starting programs, and in the hub by itself. */
import { execLocally, joinAgent, startHub } from "./lib/hub.ts";
import { interleave } from "./lib/interleave.ts";
import type { Bench } from "./lib/kit.ts";
import { bunPool, posixPool } from "./lib/rawSpawn.ts";
import { simulatedAgents } from "./lib/simulated.ts";

const perRound = 400;
/** As many as one agent runs at a time. */
const inFlight = 8;
const rounds = 7;

export const callsBench: Bench = {
  name: "calls",
  about: `commands per second with ${inFlight} in flight: one agent, and the hub by itself, beside posix_spawn and Bun.spawn`,
  long: true,
  run: async (kit) => {
    const hub = await startHub(kit);
    await joinAgent(kit, hub, { name: "near" });
    const agents = simulatedAgents(kit);
    await agents.join({ hub, where: { url: hub.url }, prefix: "one", count: 1 });
    const pool = posixPool(kit);
    if (!pool) kit.skip("floor posix_spawn", "needs a C compiler as `cc`");
    const many = (on: string) => async (): Promise<number> => {
      const startedAtMs = performance.now();
      let left = perRound;
      const one = async (): Promise<void> => {
        while (left-- > 0) await execLocally(hub, on);
      };
      await Promise.all(Array.from({ length: inFlight }, one));
      return perRound / ((performance.now() - startedAtMs) / 1_000);
    };
    const rate = (ms: number): number => perRound / (ms / 1_000);
    const rates = await interleave({
      rounds,
      subjects: {
        ours: many("near"),
        hub: many("tag:one"),
        posix: () => (pool ? rate(pool(perRound, inFlight)) : Number.NaN),
        bun: async () => rate(await bunPool(perRound, inFlight)),
      },
    });
    const about = { n: inFlight, metric: "rate", unit: "1/s" };
    const ours = kit.figure({ ...about, subject: "ailx, one agent" }, rates.ours);
    const bun = kit.figure({ ...about, subject: "floor Bun.spawn" }, rates.bun);
    const floor = pool ? kit.figure({ ...about, subject: "floor posix_spawn" }, rates.posix) : bun;
    kit.row({
      name: `commands/s on one agent, ${inFlight} in flight`,
      ours,
      floor,
      goal: { kind: "share", atLeast: 0.7 },
    });
    kit.row({ name: "… beside Bun.spawn with both pipes", ours, floor: bun });
    kit.row({
      name: "tasks/s of the hub, answered at once",
      ours: kit.figure({ ...about, subject: "ailx hub" }, rates.hub),
      floor,
    });
  },
};
