/** 10,000 broken frames in each direction: connections end, memory stays, and everybody else goes on. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { heapStats } from "bun:jsc";
import type { RunningAgent } from "../../src/agent/main.ts";
import { fuzzAgent } from "../support/fuzzAgent.ts";
import { fuzzHub } from "../support/fuzzHub.ts";
import { hubHere, type HubHere } from "../support/hub.ts";
import { agentHere, stillRuns } from "../support/peer.ts";

let hub: HubHere;
let honest: RunningAgent;
beforeAll(async () => {
  hub = await hubHere();
  honest = await agentHere(hub, "honest");
});
afterAll(async () => {
  await honest.close();
  await hub.close();
});

const mebi = 1 << 20;
/** What is in use once everything that can be freed is. */
function used(): { heapMiB: number; rssMiB: number } {
  Bun.gc(true);
  Bun.gc(true);
  return { heapMiB: heapStats().heapSize / mebi, rssMiB: process.memoryUsage.rss() / mebi };
}

describe("10,000 broken frames", () => {
  test("from agents leave the hub as it was", async () => {
    // Each of its machines stays known; what those cost is not what a frame costs.
    await fuzzHub({ hub, cases: 2_000, seed: 1 });
    const before = used();
    const { wrong, broken } = await fuzzHub({ hub, cases: 10_000, seed: 2 });
    const after = used();
    console.log(
      `hub and peers: heap ${before.heapMiB.toFixed(1)} → ${after.heapMiB.toFixed(1)} MiB, RSS ${before.rssMiB.toFixed(0)} → ${after.rssMiB.toFixed(0)} MiB`,
    );
    expect(wrong).toEqual([]);
    expect(broken).toBeGreaterThan(6_000);
    expect(after.heapMiB - before.heapMiB).toBeLessThan(16);
    expect(after.rssMiB - before.rssMiB).toBeLessThan(64);
    expect(await stillRuns(hub, "honest")).toBe("succeeded");
  }, 300_000);

  test("from a hub leave the agent as it was", async () => {
    await fuzzAgent({ cases: 1_000, seed: 1 });
    const before = used();
    const { wrong, held } = await fuzzAgent({ cases: 10_000, seed: 2 });
    const after = used();
    console.log(`agent and hub: heap ${before.heapMiB.toFixed(1)} → ${after.heapMiB.toFixed(1)} MiB`);
    expect([wrong, held]).toEqual([[], 0]);
    expect(after.heapMiB - before.heapMiB).toBeLessThan(16);
  }, 300_000);
});
