/** From a request to its page: a command that only reads is sent to be held, says by what, and is asked about where it cannot be. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { RunningAgent } from "../src/agent/main.ts";
import { makeConfiner } from "../src/agent/confine/confiner.ts";
import type { MachineView } from "../src/api/machine.ts";
import type { TaskView } from "../src/api/task.ts";
import type { CallPayload } from "../src/protocol/call.ts";
import { hubHere, type HubHere } from "./support/hub.ts";
import { agentHere, connectAs, joinHub, type Peer } from "./support/peer.ts";
import { testWhere } from "./support/skip.ts";

const { holding } = await makeConfiner({ hide: [], runDir: "/run/ailx-test" });
const testHeld = testWhere(holding.profiles.length > 0, "Linux with seccomp, and Landlock or read-only mounts");

let hub: HubHere;
let agent: RunningAgent;
let old: Peer;
beforeAll(async () => {
  hub = await hubHere();
  agent = await agentHere(hub, "web-1");
  old = await connectAs(hub, await joinHub(hub, "old-1"));
});
afterAll(async () => {
  old.close();
  await agent.close();
  await hub.close();
});

const exec = async (on: string, command: string, more: object = {}): Promise<TaskView> =>
  await hub.ask<TaskView>("/api/exec", { on, command, waitMs: 10_000, ...more });

describe("a command that only reads", () => {
  testHeld("runs at once, and its run says what held it", async () => {
    const task = await exec("web-1", "cat /etc/hostname | wc -l", { approveUpTo: "low" });
    expect(task).toMatchObject({ state: "succeeded", plan: { risk: "low" } });
    expect(task.runs[0]?.heldBy).toMatchObject({ profile: "local", by: holding.by });
    const page = await (await hub.call(`/tasks/${task.id}`, { headers: { cookie: hub.boss.cookie } })).text();
    expect(page).toContain("Held to writing nothing, reaching no daemon and no network, by ");
  });

  testHeld("is held by a machine that says so, on its page too", async () => {
    const { items } = await hub.ask<{ items: MachineView[] }>("/api/machines");
    const machine = items.find(({ name }) => name === "web-1");
    expect(machine?.facts.confinement).toEqual(holding);
    const page = await (await hub.call(`/machines/${machine?.id}`, { headers: { cookie: hub.boss.cookie } })).text();
    expect(page).toContain(holding.by.join(", "));
  });

  test("is asked about on a machine whose agent cannot hold it", async () => {
    const task = await exec("old-1", "cat /etc/hostname | wc -l", { approveUpTo: "low" });
    expect(task).toMatchObject({ state: "needs_approval", plan: { risk: "low" } });
    await hub.ask(`/api/tasks/${task.id}/approval`, { digest: task.plan?.digest });
    const call = await old.next("call");
    expect((JSON.parse(call.payload) as CallPayload).confine).toBeUndefined();
  });
});

const isRoot = process.geteuid?.() === 0;

describe("a command that needs no root", () => {
  testWhere(isRoot && holding.profiles.length > 0, "root")(
    "runs as somebody else, says so where it fails, and runs as root where that is asked for",
    async () => {
      const denied = await exec("web-1", "ls /root/none-such");
      expect(denied.runs[0]).toMatchObject({ state: "failed", warnings: [{ code: "ran_without_root" }] });
      const asRoot = await exec("web-1", "test $(id -u) = 0", { root: true, approveUpTo: "high" });
      expect(asRoot).toMatchObject({ state: "succeeded", plan: { steps: [{ level: 3 }] } });
      expect(asRoot.runs[0]?.heldBy?.by).toEqual([]);
    },
  );
});
