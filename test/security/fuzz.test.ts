/** 500 broken frames of every kind in each direction, the same in every run: each costs its sender's connection and no more. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { MachineView } from "../../src/api/machine.ts";
import type { RunningAgent } from "../../src/agent/main.ts";
import { agentFrames, hubFrames } from "../../src/protocol/frames.ts";
import { facts } from "../support/counting.ts";
import { agentSays, hubSays } from "../support/fuzz.ts";
import { fuzzAgent } from "../support/fuzzAgent.ts";
import { fuzzHub } from "../support/fuzzHub.ts";
import { hubHere, type HubHere } from "../support/hub.ts";
import { agentHere, connectAs, joinHub, stillRuns } from "../support/peer.ts";

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
const machineOf = async (name: string): Promise<MachineView | undefined> =>
  (await hub.ask<{ items: MachineView[] }>("/api/machines")).items.find((machine) => machine.name === name);

describe("500 broken frames from agents", () => {
  test("close their own connections, and the others work", async () => {
    const { wrong, broken } = await fuzzHub({ hub, cases: 500, seed: 0x2459 });
    expect(wrong).toEqual([]);
    expect(broken).toBeGreaterThan(300);
    expect(await stillRuns(hub, "honest")).toBe("succeeded");
    expect((await machineOf("honest"))?.state).toBe("online");
  }, 60_000);

  test("are of every kind that there is", () => {
    const known = Object.keys(agentFrames()).toSorted();
    expect(Object.keys(agentSays).toSorted()).toEqual(known);
    for (const [kind, frame] of Object.entries(agentSays))
      expect(agentFrames()[kind as keyof ReturnType<typeof agentFrames>].safeParse(frame).success).toBe(true);
  });

  test("of more than a message may have close at once", async () => {
    const peer = await connectAs(hub, await joinHub(hub, "long"));
    peer.raw(JSON.stringify({ kind: "facts", facts: { ...facts, hostname: "x".repeat(1_100_000) } }));
    await peer.closed;
    const binary = await connectAs(hub, await joinHub(hub, "long-2"));
    binary.raw(new Uint8Array(70_000).fill(1));
    expect((await binary.next("bye")).code).toBe("protocol");
    expect(await stillRuns(hub, "honest")).toBe("succeeded");
  });
});

describe("500 broken frames from a hub", () => {
  test("close their connection, before its proof and after it, and leave the agent with nothing", async () => {
    const { wrong, broken, held } = await fuzzAgent({ cases: 500, seed: 0x2459 });
    expect(wrong).toEqual([]);
    expect(broken).toBeGreaterThan(300);
    expect(held).toBe(0);
  }, 60_000);

  test("are of every kind that there is", () => {
    expect(Object.keys(hubSays).toSorted()).toEqual(Object.keys(hubFrames()).toSorted());
    for (const [kind, frame] of Object.entries(hubSays))
      expect(hubFrames()[kind as keyof ReturnType<typeof hubFrames>].safeParse(frame).success).toBe(true);
  });
});
