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

describe("less power", () => {
  const word = "correct horse battery";
  type As = Record<string, string>;

  // By what happens to whom; each happens to somebody of their own, all at the same time.
  const changes: Record<string, (name: string, as: As) => Promise<Response>> = {
    "a new password of one's own": async (username) => {
      const own = await signInAs(username);
      return hub.post("/api/account/password", { oldPassword: word, password: "another long one" }, own);
    },
    "a new password by an admin": (name) => patch(name, { password: "another long one" }),
    "another role": (name) => patch(name, { role: "viewer" }),
    "a scope": (name) => patch(name, { scope: "tag:web" }),
    "not being active": (name) => patch(name, { active: false }),
    "being removed": (name) => hub.call(`/api/users/${name}`, { method: "DELETE", headers: hub.boss }),
    "ending the sign-ins": (name) => hub.call(`/api/users/${name}/sign-ins`, { method: "DELETE", headers: hub.boss }),
    "ending that one sign-in": async (_name, as) => {
      const { items } = (await (await hub.call("/api/account/sign-ins", { headers: as })).json()) as {
        items: { id: string; current: boolean }[];
      };
      const id = items.find(({ current }) => current)?.id ?? "";
      return hub.call(`/api/account/sign-ins/${id}`, { method: "DELETE", headers: as });
    },
  };
  const patch = (name: string, body: object) => hub.post(`/api/users/${name}`, body, hub.boss, "PATCH");

  async function signInAs(username: string): Promise<As> {
    const answer = await hub.post("/api/auth/login", { username, password: word }, { origin: hub.url });
    return { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "", origin: hub.url };
  }

  async function outliving(change: (typeof changes)[string], name: string): Promise<object> {
    await hub.ask("/api/users", { username: name, password: word, role: "operator" });
    const theirs = await signInAs(name);
    const events = await hub.call(`/api/tasks/${task.id}/events`, { headers: theirs });
    const page = await hub.call(`/events?view=task:${task.id}`, { headers: theirs });
    const runId = (await hub.task(task.id)).runs[0]?.id ?? "";
    const socket = new Client(`${hub.url.replace(/^http/, "ws")}/ws/runs/${runId}/output`, { headers: theirs });
    const closed = Promise.withResolvers<number>();
    const opened = Promise.withResolvers<void>();
    socket.onopen = () => opened.resolve();
    socket.onclose = ({ code }) => closed.resolve(code);
    await opened.promise;
    const done = await change(name, theirs);
    const outMs = performance.now();
    const me = await hub.call("/api/auth/me", { headers: theirs });
    await Promise.all([events, page].map((answer) => endOf(answer, () => outMs)));
    const code = await closed.promise;
    const inTime = performance.now() - outMs < 5_000;
    return { opened: [events.status, page.status], done: done.ok, me: me.status, code, inTime };
  }

  test("ends streams and sockets within 5 s, whichever way it is taken", async () => {
    const found = await Promise.all(Object.values(changes).map((change, n) => outliving(change, `otto-${n}`)));
    const gone = { opened: [200, 200], done: true, me: 401, code: 4401, inTime: true };
    expect(Object.keys(changes).map((name, n) => [name, found[n]])).toEqual(
      Object.keys(changes).map((name) => [name, gone]),
    );
  }, 30_000);
});
