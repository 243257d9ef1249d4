/** The job end to end in the hub: what machines permit, plans that only plan, one machine after the other, and stopping. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { TaskView } from "../src/api/task.ts";
import { hubHere, type HubHere } from "./support/hub.ts";
import { connectAs, done, joinHub, type Frame, type Peer } from "./support/peer.ts";

const names = ["app-1", "app-2", "app-3"];
const facts = { services: ["nginx"] };
let hub: HubHere;
const peers = new Map<string, Peer>();
/** Who was told to do something, in order; a machine in `broken` fails it. */
let told: string[] = [];
const broken = new Set<string>();

const unit = (mainPid: number) => ({
  service: "nginx",
  active: true,
  state: "active",
  subState: "running",
  enabled: true,
  mainPid,
  sinceMs: 1,
  restarts: 0,
  description: "web",
  result: "success",
  oneshot: false,
  invocation: String(mainPid),
});
const [before, after] = [unit(1), unit(2)];
const restarted = { service: "nginx", before, after, settled: after, exitCode: 0, said: "", journal: [] };

function obey(name: string, peer: Peer, frame: Frame): void {
  if (frame.kind === "ping") return peer.say({ kind: "pong" });
  if (frame.kind !== "call") return;
  told.push(name);
  peer.say({ kind: "accepted", id: frame.id });
  const failed = {
    outcome: "failed",
    output: undefined,
    error: { code: "config_invalid", detail: "nginx found an error in line 14 of shop.conf" },
  };
  peer.say(done(frame.id, broken.has(name) ? failed : { output: restarted }));
}

beforeAll(async () => {
  hub = await hubHere();
  for (const name of [...names, "reader"]) {
    const who = await joinHub(hub, name);
    const peer = await connectAs(
      hub,
      { ...who, facts: { ...who.facts, ...facts } },
      { maxLevel: name === "reader" ? 1 : 4 },
    );
    peer.on((frame) => obey(name, peer, frame));
    peers.set(name, peer);
  }
});
afterAll(async () => {
  for (const peer of peers.values()) peer.close();
  await hub.close();
});

const ask = (request: string, more: object = {}) => hub.ask<TaskView>("/api/tasks", { request, ...more });
const approve = (task: TaskView) => hub.ask<TaskView>(`/api/tasks/${task.id}/approval`, { digest: task.plan?.digest });

describe("what a machine permits", () => {
  test("is known before anybody is asked", async () => {
    told = [];
    const task = await hub.ask<TaskView>("/api/exec", { on: "reader", command: "touch /tmp/never" });
    expect(task).toMatchObject({
      state: "failed",
      error: { code: "level_too_low", hint: expect.stringContaining("policy.yaml") },
    });
    expect([told, task.plan?.expiresAt]).toEqual([[], undefined]);
  });

  test("leaves the others to do it, and is named", async () => {
    const task = await hub.ask<TaskView>("/api/exec", {
      on: "reader or app-1",
      command: "touch /tmp/never",
      approveUpTo: "high",
      waitMs: 5_000,
    });
    expect(task.runs.map(({ machineName, state, error }) => [machineName, state, error?.code])).toEqual([
      ["app-1", "failed", "output_invalid"],
      ["reader", "failed", "level_too_low"],
    ]);
  });
});

describe("a request that only plans", () => {
  test("shows the plan and does nothing", async () => {
    told = [];
    const task = await ask("restart nginx on app-1", { planOnly: true });
    expect(task).toMatchObject({ state: "succeeded", plan: { understood: expect.stringContaining("nginx") } });
    expect([told, task.runs]).toEqual([[], []]);
  });
});

describe("a change on several machines", () => {
  test("asks, goes one after the other, is verified and told", async () => {
    told = [];
    const task = await ask("restart nginx on app-1, app-2 and app-3");
    expect([task.state, told]).toEqual(["needs_approval", []]);
    await approve(task);
    const ended = await hub.ended(task.id);
    expect([ended.state, told, ended.summary?.headline]).toEqual([
      "succeeded",
      names,
      "Restart nginx: done and verified on app-1, app-2 and app-3.",
    ]);
  });

  test("stops at the first that fails, names it and its reason, and leaves the rest alone", async () => {
    told = [];
    broken.add("app-2");
    const task = await ask("restart nginx on app-1, app-2 and app-3");
    await approve(task);
    const ended = await hub.ended(task.id);
    broken.clear();
    expect([ended.state, told]).toEqual(["partly_failed", ["app-1", "app-2"]]);
    expect(ended.summary?.headline).toContain("app-2: nginx found an error in line 14 of shop.conf");
    expect(ended.summary?.headline).toContain("Not touched: app-3");
  });

  test("that was rejected never reached a machine", async () => {
    told = [];
    const task = await ask("restart nginx on app-1, app-2 and app-3");
    const rejected = await hub.ask<TaskView>(`/api/tasks/${task.id}/rejection`, { reason: "not now" });
    expect([rejected.state, rejected.rejectedBecause, told]).toEqual(["rejected", "not now", []]);
  });
});
