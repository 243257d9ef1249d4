/** People and keys with a scope: every route, with what is theirs and with what is not, made from the table of routes. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { MachineView } from "../../src/api/machine.ts";
import type { TaskView } from "../../src/api/task.ts";
import { permissions, type RouteKey } from "../../src/hub/http/permissions.ts";
import { reachOf } from "../../src/hub/http/reach.ts";
import { hubHere, type HubHere } from "../support/hub.ts";
import { until } from "../support/program.ts";
import { connectAs, done, joinHub, type Joined, type Peer } from "../support/peer.ts";

const keys = Object.keys(permissions) as RouteKey[];
const roles = ["viewer", "operator"] as const;
type Headers = Record<string, string>;
const word = "correct horse battery";
const noOne = "01a1fbef-c49b-7479-b464-cd3f6847b4d1";

let hub: HubHere;
let webOne: Joined;
const peers: Peer[] = [];
/** By who asks: sign-ins of people with the scope `tag:web`, and keys narrowed to it. */
const callers: Record<string, Headers> = {};
const theirs: Record<"machine" | "task" | "run", string> = { machine: "", task: "", run: "" };
const foreign: typeof theirs & { mixed: string; mixedRun: string } = { ...theirs, mixed: "", mixedRun: "" };

beforeAll(async () => {
  hub = await hubHere();
  for (const name of ["web-1", "db-1"]) {
    const who = await joinHub(hub, name);
    peers.push(await playing(who));
    if (name === "web-1") webOne = who;
    await hub.ask(`/api/machines/${who.machine}`, { tags: [name.slice(0, -2)] }, "PATCH");
    (name === "web-1" ? theirs : foreign).machine = who.machine;
  }
  const ran = async (on: string): Promise<{ task: string; run: string }> => {
    const { id } = await hub.ask<TaskView>("/api/exec", { on, command: "uptime", approveUpTo: "high", waitMs: 8_000 });
    const { runs } = await hub.ended(id);
    return { task: id, run: runs.find(({ machineName }) => machineName === "web-1" || on !== "all")?.id ?? "" };
  };
  Object.assign(theirs, await ran("web-1"));
  Object.assign(foreign, await ran("db-1"));
  const mixed = await ran("all");
  Object.assign(foreign, { mixed: mixed.task, mixedRun: mixed.run });
  for (const role of roles) {
    await hub.ask("/api/users", { username: role, password: word, role, scope: "tag:web" });
    const answer = await hub.post("/api/auth/login", { username: role, password: word }, { origin: hub.url });
    callers[role] = { cookie: answer.headers.getSetCookie()[0]?.split(";")[0] ?? "", origin: hub.url };
    const { secret } = await hub.ask<{ secret: string }>("/api/keys", { label: role, role, scope: "tag:web" });
    callers[`${role} key`] = { authorization: `Bearer ${secret}` };
  }
}, 60_000);
afterAll(async () => {
  for (const peer of peers) peer.close();
  await hub.close();
});

async function playing(who: Joined): Promise<Peer> {
  const peer = await connectAs(hub, who);
  peer.on((frame) => {
    if (frame.kind === "ping") peer.say({ kind: "pong" });
    if (frame.kind !== "call") return;
    peer.say({ kind: "accepted", id: frame.id });
    peer.say(done(frame.id));
  });
  return peer;
}

const send = (key: RouteKey, id: string, headers: Headers): Promise<Response> => {
  const [method = "", path = ""] = key.split(" ");
  const socket = key.startsWith("GET /ws/");
  return hub.call(path.replace(/:id/, id).replaceAll(/:\w+/g, "overview"), {
    method,
    headers: {
      ...headers,
      ...(socket
        ? {
            origin: hub.url,
            upgrade: "websocket",
            connection: "Upgrade",
            "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
            "sec-websocket-version": "13",
          }
        : {}),
    },
  });
};
/** What is said, without what is different in each answer. */
const said = async (answer: Response, id: string): Promise<string> =>
  `${answer.status} ${(await answer.text()).replaceAll(id, "ID").replaceAll(/content="[\dT:.Z-]+"/g, "")}`;
const may = (who: string, key: RouteKey): boolean =>
  permissions[key] === "viewer" ||
  permissions[key] === "metrics" ||
  (permissions[key] === "operator" && who.startsWith("operator"));
const get = async <T>(path: string, headers: Headers): Promise<T> =>
  (await hub.call(path, { headers })).json() as Promise<T>;
const who = () => Object.entries(callers);

describe("every route", () => {
  test("says what it touches of the fleet; one that does not is closed to scopes", () => {
    expect(
      keys.filter((key) => reachOf(key) === undefined),
      "say it in src/hub/http/reach.ts, and keep to it",
    ).toEqual([]);
  });

  const objects = keys.flatMap((key) => {
    const reach = reachOf(key);
    return reach === "machine" || reach === "task" || reach === "run" ? [[key, reach] as const] : [];
  });

  test.each(objects)("%s says of another's %s what it says of none", async (key, kind) => {
    const strangers: string[] =
      kind === "task"
        ? [foreign.task, foreign.mixed]
        : kind === "run"
          ? [foreign.run, foreign.mixedRun]
          : [foreign.machine];
    for (const [name, headers] of who()) {
      if (!may(name, key)) {
        expect([name, (await send(key, foreign[kind], headers)).status]).toEqual([name, 403]);
        continue;
      }
      const nothing = await said(await send(key, noOne, headers), noOne);
      expect([name, nothing.slice(0, 3)]).toEqual([name, "404"]);
      for (const id of [...strangers, ...strangers.map((each) => each.slice(-6))])
        expect([name, id, await said(await send(key, id, headers), id)]).toEqual([name, id, nothing]);
    }
  });

  test.each(objects.filter(([key]) => key.startsWith("GET ")))("%s shows their own %s", async (key, kind) => {
    for (const [name, headers] of who()) {
      const stop = new AbortController();
      const [, path = ""] = key.split(" ");
      if (key.startsWith("GET /ws/")) continue;
      const answer = await hub.call(
        path.replace(/:id/, theirs[kind]).replaceAll(/:\w+/g, "overview").concat("?text=a"),
        {
          headers,
          signal: stop.signal,
        },
      );
      // Evidence leads to the page of its task.
      expect([name, answer.status]).toEqual([name, key === "GET /runs/:id" ? 303 : 200]);
      stop.abort();
    }
  });

  test.each(keys.filter((key) => reachOf(key) === "whole" && permissions[key] !== "admin"))(
    "%s is closed",
    async (key) => {
      for (const [name, headers] of who()) expect([name, (await send(key, "x", headers)).status]).toEqual([name, 403]);
    },
  );
});

describe("with a scope", () => {
  test("lists hold what is theirs only", async () => {
    for (const [name, headers] of who()) {
      for (const path of [
        "/api/machines",
        "/api/machines?expr=all",
        "/api/machines?expr=db-1, web-1",
        "/api/machines?expr=not tag:web, tag:web",
      ]) {
        const { items } = await get<{ items: MachineView[] }>(path, headers);
        expect([name, path, items.map((machine) => machine.name)]).toEqual([name, path, ["web-1"]]);
      }
      const { items } = await get<{ items: TaskView[] }>("/api/tasks?limit=200", headers);
      expect([name, items.map(({ id }) => id)]).toEqual([name, [theirs.task]]);
      const named = await get<{ detail: string }>("/api/tasks?machine=db-1", headers);
      const none = await get<{ detail: string }>("/api/tasks?machine=xx-1", headers);
      expect(named).toEqual({ ...none, detail: none.detail.replace("xx-1", "db-1") });
    }
  });

  test("pages and what they follow say nothing of the rest", async () => {
    for (const [name, headers] of who())
      for (const path of ["/", "/tasks", "/machines", "/machines?expr=all", `/machines/${theirs.machine}/tasks`]) {
        const html = await (await hub.call(path, { headers })).text();
        expect([
          name,
          path,
          html.includes("db-1"),
          html.includes(foreign.machine),
          html.includes(foreign.mixed),
        ]).toEqual([name, path, false, false, false]);
      }
    for (const [name, headers] of who())
      for (const [view, status] of [
        ["home", 200],
        ["machines:all", 200],
        [`machine:${theirs.machine}`, 200],
        [`task:${theirs.task}`, 200],
        [`machine:${foreign.machine}`, 404],
        [`task:${foreign.task}`, 404],
        [`task:${foreign.mixed}`, 404],
        [`add:${noOne}`, 404],
        ["audit:", 404],
      ] as const) {
        const stop = new AbortController();
        const answer = await hub.call(`/events?view=${encodeURIComponent(view)}`, { headers, signal: stop.signal });
        expect([name, view, answer.status]).toEqual([name, view, status]);
        if (status === 200) {
          const reader = answer.body?.getReader();
          let text = "";
          while (!text.includes("hx-partial")) text += new TextDecoder().decode((await reader?.read())?.value);
          expect([view, text.includes("db-1"), text.includes(foreign.machine)]).toEqual([view, false, false]);
        }
        stop.abort();
      }
  });

  test("commands and tools reach no further, whatever names the machines", async () => {
    for (const name of ["operator", "operator key"]) {
      const headers = callers[name] ?? {};
      const asked = { command: "uptime", approveUpTo: "high", waitMs: 8_000 };
      for (const on of ["db-1", "tag:db", foreign.machine]) {
        const refused = await hub.post("/api/exec", { ...asked, on }, headers);
        const none = await hub.post("/api/exec", { ...asked, on: "xx-1" }, headers);
        expect([on, refused.status, (await refused.json()).code]).toEqual([on, none.status, (await none.json()).code]);
      }
      for (const on of ["all", "not tag:db, tag:db", "web-1, db-1"]) {
        const task = (await (await hub.post("/api/exec", { ...asked, on }, headers)).json()) as TaskView;
        expect([on, task.runs.map(({ machineName }) => machineName)]).toEqual([on, ["web-1"]]);
      }
    }
  });

  test("the planner and the hub's own tools know of no other machine", async () => {
    for (const name of ["operator", "operator key"]) {
      const headers = callers[name] ?? {};
      const found = await hub.post("/api/tools/fleet.find", { input: { on: "all" }, waitMs: 8_000 }, headers);
      expect(JSON.stringify(await found.json())).not.toContain("db-1");
      for (const request of [
        "which machines are online?",
        "show disk usage on all machines",
        "show disk usage on db-1",
      ]) {
        const made = (await (await hub.post("/api/tasks", { request, planOnly: true }, headers)).json()) as TaskView;
        const { plan, summary, question } = await hub.ended(made.id).catch(() => hub.task(made.id));
        const told = JSON.stringify([plan?.steps.flatMap(({ machines }) => machines), summary, question?.options]);
        expect([request, told.includes("db-1"), told.includes(foreign.machine)]).toEqual([request, false, false]);
      }
    }
  });

  test("nothing goes on from another's task, by the API or by the page's form", async () => {
    for (const name of ["operator", "operator key"]) {
      const headers = callers[name] ?? {};
      const refused = async (path: string, follows: string): Promise<string> =>
        said(await hub.post(path, { request: "why?", follows }, headers), follows);
      for (const path of ["/api/tasks", ...(name === "operator" ? ["/tasks"] : [])])
        for (const id of [foreign.task, foreign.mixed])
          expect([path, await refused(path, id)]).toEqual([path, await refused(path, noOne)]);
    }
  });

  test("a conversation shows the requests that are theirs, and no other", async () => {
    const headers = callers["operator"] ?? {};
    const first = (await (
      await hub.post("/api/tasks", { request: "show disk usage on all machines" }, headers)
    ).json()) as TaskView;
    const later = await hub.ask<TaskView>("/api/tasks", { request: "show load on db-1", follows: first.id });
    for (const id of [first.id, later.id]) await hub.ended(id);
    for (const path of [`/tasks/${first.id}`, "/tasks"]) {
      const html = await (await hub.call(path, { headers })).text();
      expect([path, html.includes(first.id), html.includes(later.id)]).toEqual([path, true, false]);
    }
    expect(await (await hub.call(`/tasks/${first.id}`, { headers: hub.boss })).text()).toContain(later.id);
  });

  test("an answer without machines is for who asked, not for another of the same scope", async () => {
    const headers = callers["operator"] ?? {};
    const made = (await (
      await hub.post("/api/tasks", { request: "which machines are online?" }, headers)
    ).json()) as TaskView;
    expect((await hub.call(`/api/tasks/${made.id}`, { headers })).status).toBe(200);
    expect((await hub.call(`/api/tasks/${made.id}`, { headers: callers["viewer"] ?? {} })).status).toBe(404);
    expect((await hub.call(`/api/tasks/${made.id}`, { headers: hub.boss })).status).toBe(200);
  });

  test("a machine that gets another tag is gone, with its tasks", async () => {
    const headers = callers["operator"] ?? {};
    await hub.ask(`/api/machines/${theirs.machine}`, { tags: ["db"] }, "PATCH");
    expect((await get<{ items: object[] }>("/api/machines", headers)).items).toEqual([]);
    expect((await hub.call(`/api/tasks/${theirs.task}`, { headers })).status).toBe(404);
    await hub.ask(`/api/machines/${theirs.machine}`, { tags: ["web"] }, "PATCH");
    expect((await hub.call(`/api/tasks/${theirs.task}`, { headers })).status).toBe(200);
  });

  test("a machine that is no longer in the scope is not sent what waited for it", async () => {
    const headers = callers["operator"] ?? {};
    peers[0]?.close();
    const state = async () => (await hub.ask<MachineView>(`/api/machines/${theirs.machine}`)).state;
    await until("web-1 to be away", async () => (await state()) === "offline");
    const asked = { on: "web-1", command: "uptime", approveUpTo: "high", queueForMs: 600_000 };
    const task = (await (await hub.post("/api/exec", asked, headers)).json()) as TaskView;
    expect(task.runs.map((run) => run.state)).toEqual(["queued"]);
    await hub.ask(`/api/machines/${theirs.machine}`, { tags: ["db"] }, "PATCH");
    peers[0] = await playing(webOne);
    const { runs } = await hub.ended(task.id);
    expect(runs.map((run) => [run.state, run.line])).toEqual([
      ["skipped", "web-1 is no longer in the scope of who asked"],
    ]);
    await hub.ask(`/api/machines/${theirs.machine}`, { tags: ["web"] }, "PATCH");
  });

  test("what an admin tries again for them is not what they may not", async () => {
    const headers = callers["operator"] ?? {};
    const refused = await hub.post(`/api/tasks/${foreign.task}/retry`, {}, headers);
    expect(refused.status).toBe(404);
  });
});

describe("trying out a policy", () => {
  test("is about no machine outside of the scope", async () => {
    for (const name of ["operator", "viewer key"]) {
      const headers = callers[name] ?? {};
      const foreignOnly = await hub.post("/api/policies/simulation", { on: "db-1", command: "uptime" }, headers);
      const none = await hub.post("/api/policies/simulation", { on: "xx-1", command: "uptime" }, headers);
      expect([name, foreignOnly.status]).toEqual([name, none.status]);
      const all = await (await hub.post("/api/policies/simulation", { on: "all", command: "uptime" }, headers)).text();
      expect([name, all.includes("db-1"), all.includes(foreign.machine)]).toEqual([name, false, false]);
    }
  });
});
