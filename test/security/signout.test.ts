/** Who signed out hears nothing more: streams and sockets end within five seconds. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import { hubHere, type HubHere } from "../support/hub.ts";
import { connectAs, joinHub, type Peer } from "../support/peer.ts";

let hub: HubHere;
let peer: Peer;
let task: TaskView;
beforeAll(async () => {
  hub = await hubHere();
  peer = await connectAs(hub, await joinHub(hub, "web-1"));
  peer.on(({ kind }) => kind === "ping" && peer.say({ kind: "pong" }));
  task = await hub.ask<TaskView>("/api/exec", { on: "web-1", command: "/bin/sleep 60", approveUpTo: "high" });
  const call = await peer.next("call");
  peer.say({ kind: "accepted", id: call.id });
  peer.say({ kind: "started", id: call.id, atMs: Date.now() });
});
afterAll(async () => {
  peer.close();
  await hub.close();
});

/** Resolves with the ms until the body ends. */
async function endOf(answer: Response, sinceMs: () => number): Promise<number> {
  const reader = answer.body?.getReader();
  for (;;) {
    const read = await reader?.read().catch(() => undefined);
    if (read === undefined || read.done) return performance.now() - sinceMs();
  }
}

// The DOM's type of WebSocket hides what Bun's takes as its second argument.
const Client = WebSocket as unknown as new (url: string, options: object) => WebSocket;

describe("a sign-out", () => {
  test("ends live pages, a task's events, a streamed answer and an output socket within 5 s", async () => {
    const mine = await hub.signIn();
    let outMs = 0;
    const since = (): number => outMs;
    const page = await hub.call("/events?view=home", { headers: mine });
    const events = await hub.call(`/api/tasks/${task.id}/events`, { headers: mine });
    const streamed = await hub.post(
      "/api/exec",
      { on: "web-1", command: "/bin/sleep 50", approveUpTo: "high" },
      { ...mine, accept: "application/x-ndjson" },
    );
    const runId = (await hub.task(task.id)).runs[0]?.id ?? "";
    const socket = new Client(`${hub.url.replace(/^http/, "ws")}/ws/runs/${runId}/output`, { headers: mine });
    const closed = Promise.withResolvers<number>();
    const opened = Promise.withResolvers<void>();
    socket.onopen = () => opened.resolve();
    socket.onclose = ({ code }) => closed.resolve(code);
    await opened.promise;
    expect([page.status, events.status, streamed.status]).toEqual([200, 200, 200]);

    outMs = performance.now();
    await hub.post("/api/auth/logout", {}, mine);
    const ends = await Promise.all([page, events, streamed].map((answer) => endOf(answer, since)));
    expect(Math.max(...ends)).toBeLessThan(5_000);
    expect(await closed.promise).toBe(4401);
    expect(performance.now() - outMs).toBeLessThan(5_000);
  }, 15_000);

  test("of one leaves the others' streams alone", async () => {
    const [mine, other] = [await hub.signIn(), await hub.signIn()];
    const events = await hub.call(`/api/tasks/${task.id}/events`, { headers: other });
    await hub.post("/api/auth/logout", {}, mine);
    const ended = endOf(events, () => 0);
    expect(await Promise.race([ended, Bun.sleep(2_500).then(() => "open")])).toBe("open");
    await events.body?.cancel().catch(() => {});
  });

  test("is what revoking a key does to what it opened", async () => {
    const { key, secret } = await hub.ask<{ key: { id: string }; secret: string }>("/api/keys", {
      label: "k",
      role: "viewer",
    });
    const events = await hub.call(`/api/tasks/${task.id}/events`, { headers: { authorization: `Bearer ${secret}` } });
    const outMs = performance.now();
    await hub.call(`/api/keys/${key.id}`, { method: "DELETE", headers: hub.boss });
    expect(await endOf(events, () => outMs)).toBeLessThan(5_000);
  });
});
