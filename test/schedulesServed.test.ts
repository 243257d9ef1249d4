/** Schedules over the API, as pages and on the command line, on a real server and database: who sees and does what. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog } from "../src/lib/log.ts";
import { cli } from "../src/cli/testing/double.ts";
import { makeAutomation, type Automation } from "../src/hub/automation/automation.ts";
import { scheduleRoutes } from "../src/hub/automation/routes.tsx";
import { startWeb, type Web } from "../src/hub/http/testing/web.ts";
import { taskStore } from "../src/hub/tasks/store.ts";
import { must } from "./support/schedules.ts";

let web: Web;
let automation: Automation;
const home = mkdtempSync(join(tmpdir(), "ailx-schedules-"));
const machinesOf: Record<string, readonly string[]> = { "tag:web": ["web-1", "web-2"] };
const outsideOf = (scope: string | undefined, ids: readonly string[]): string | undefined =>
  scope === undefined ? undefined : ids.find((id) => !machinesOf[scope]?.includes(id));

beforeAll(async () => {
  web = await startWeb({
    more: ({ http, db }) => {
      automation = makeAutomation({
        db,
        clock: () => Date.now(),
        log: silentLog,
        account: () => ({ role: "operator" }),
        taskState: () => "succeeded",
        outside: outsideOf,
        fire: async ({ id, also }) => {
          await db.commit({ do: [taskStore(db).insertTask(taskRow(id)), ...also.do], audit: also.audit });
          return id;
        },
      });
      scheduleRoutes({
        http,
        live: { view: () => {} },
        automation,
        clock: () => Date.now(),
        strip: () => ({ up: 0, down: 0, needsYou: 0, running: 0 }),
        nameOf: (id) => id,
        within: ({ scope }, ids) => outsideOf(scope, ids) === undefined,
        task: () => ({ state: "succeeded", headline: "It runs." }),
        ask: async () => "t1",
      });
    },
  });
  await web.db.commit({ do: [taskStore(web.db).insertTask(taskRow("t1"))] });
  await web.addPerson("ben", "operator");
  await web.addPerson("wanda", "operator", "tag:web");
  await web.addPerson("vera", "viewer");
});
afterAll(async () => {
  await web.close();
  rmSync(home, { recursive: true, force: true });
});

const taskRow = (id: string) => ({
  id,
  kind: "ask",
  request: "restart nginx",
  askJson: "{}",
  state: "succeeded",
  actorId: "p1",
  actorName: "ben",
  revision: 0,
  machines: 0,
  createdAtMs: 1,
});
let made = 0;
/** A schedule of these machines; its id. */
async function scheduleOf(...machineIds: string[]): Promise<string> {
  const id = `019b0000-0000-7000-8000-${String(++made).padStart(12, "0")}`;
  const when = { kind: "cron", cron: "0 2 * * *", timeZone: "Europe/Berlin", text: "every night at 02:00" };
  const row = {
    id,
    taskId: "t1",
    request: `restart nginx ${made}`,
    digest: "d",
    risk: "medium",
    changes: 1,
    why: "",
    missed: "",
  };
  const steps = machineIds.map((machine) => ({ title: "Restart nginx", machineIds: [machine] }));
  await web.db.commit({
    do: [
      automation.store.insert({
        ...row,
        whenJson: JSON.stringify(when),
        planJson: JSON.stringify({ steps }),
        state: "active",
        nextMs: Date.now() + 3_600_000,
        madeById: "p1",
        madeByName: "ben",
        askJson: "{}",
        madeAtMs: Date.now(),
      }),
    ],
  });
  return id;
}
const as = async (name: string) => {
  const headers = await web.browser(name);
  return async (method: string, path: string, body?: object) => {
    const isForm = !path.startsWith("/api/");
    const given = body === undefined ? {} : { body: isForm ? "" : JSON.stringify(body) };
    const sent = new Headers(headers);
    if (body !== undefined) sent.set("content-type", isForm ? "application/x-www-form-urlencoded" : "application/json");
    const answer = await web.call(path, { method, headers: sent, ...given });
    return { status: answer.status, text: await answer.text(), location: answer.headers.get("location") };
  };
};

describe("a person with a scope", () => {
  test("sees a schedule where all of its machines are in it, and to them no other exists", async () => {
    const [own, mixed] = [await scheduleOf("web-1", "web-2"), await scheduleOf("web-1", "db-1")];
    const wanda = await as("wanda");
    const ids = (text: string): string[] => JSON.parse(text).items.map(({ id }: { id: string }) => id);
    const seen = ids((await wanda("GET", "/api/schedules")).text);
    expect([seen.includes(own), seen.includes(mixed)]).toEqual([true, false]);
    expect((await wanda("GET", `/api/schedules/${own}`)).status).toBe(200);
    for (const [method, path, body] of [
      ["GET", `/api/schedules/${mixed}`],
      ["GET", `/api/schedules/${mixed.slice(-6)}`],
      ["PATCH", `/api/schedules/${mixed}`, { state: "paused" }],
      ["DELETE", `/api/schedules/${mixed}`],
      ["POST", `/api/schedules/${mixed}/run`, {}],
      ["GET", `/schedules/${mixed}`],
      ["POST", `/schedules/${mixed}/pause`, {}],
      ["POST", `/schedules/${mixed}/run`, {}],
      ["POST", `/schedules/${mixed}/removal`, {}],
    ] as const)
      expect([method, path, (await wanda(method, path, body)).status]).toEqual([method, path, 404]);
    expect((await wanda("GET", "/schedules")).text).not.toContain(mixed);
    expect(automation.store.get(mixed)).toMatchObject({ state: "active" });
    expect(automation.store.history(mixed, 1)).toEqual([]);
  });
});

describe("a viewer", () => {
  test("sees all of it, has nothing to press, and may do none of it", async () => {
    const id = await scheduleOf("web-1");
    const vera = await as("vera");
    const page = await vera("GET", `/schedules/${id}`);
    expect([page.status, page.text.includes("Run now"), page.text.includes("Every night at 02:00")]).toEqual([
      200,
      false,
      true,
    ]);
    for (const [method, path, body] of [
      ["PATCH", `/api/schedules/${id}`, { state: "paused" }],
      ["DELETE", `/api/schedules/${id}`],
      ["POST", `/api/schedules/${id}/run`, {}],
      ["POST", `/schedules/${id}/pause`, {}],
      ["POST", "/api/schedules", { request: "every night at 2 restart nginx on web-1" }],
    ] as const)
      expect([method, path, (await vera(method, path, body)).status]).toEqual([method, path, 403]);
    expect(automation.store.get(id).state).toBe("active");
  });
});

describe("an operator", () => {
  test("pauses, lets go on, begins and removes it; what is wrong is said with its code", async () => {
    const id = await scheduleOf("web-1");
    const ben = await as("ben");
    expect(JSON.parse((await ben("PATCH", `/api/schedules/${id}`, { state: "paused" })).text)).toMatchObject({
      state: "paused",
      why: "paused by ben",
      next: [],
    });
    expect((await ben("PATCH", `/api/schedules/${id}`, { state: "paused" })).status).toBe(409);
    expect((await ben("PATCH", `/api/schedules/${id}`, { state: "over" })).status).toBe(400);
    expect(JSON.parse((await ben("PATCH", `/api/schedules/${id}`, { state: "active" })).text).next).toHaveLength(5);
    expect((await ben("POST", `/api/schedules/${id}/run`, {})).status).toBe(202);
    expect(JSON.parse((await ben("GET", `/api/schedules/${id}`)).text).history).toMatchObject([
      { outcome: "by_hand", why: "by ben", state: "succeeded" },
    ]);
    expect((await ben("DELETE", `/api/schedules/${id}`)).status).toBe(204);
    for (const path of [`/api/schedules/${id}`, "/api/schedules/abcdef", "/api/schedules/%27%20or%201=1"])
      expect([path, (await ben("GET", path)).status]).toEqual([path, 404]);
  });

  test("of another site's making is refused", async () => {
    const id = await scheduleOf("web-1");
    const { cookie } = await web.browser("ben");
    const foreign = { cookie, origin: "https://evil.example", "content-type": "application/json" };
    const answer = await web.call(`/schedules/${id}/run`, { method: "POST", headers: foreign, body: "{}" });
    expect(answer.status).toBe(403);
    expect(automation.store.history(id, 1)).toEqual([]);
  });
});

describe("ailx schedule", () => {
  const run = (...words: string[]) => cli(["schedule", ...words, "--data", web.dir], { home });

  test("lists, shows, pauses, lets go on, begins and removes", async () => {
    const id = await scheduleOf("web-1");
    const short = id.slice(-6);
    expect((await run("list")).out).toContain(`restart nginx ${made}`);
    expect((await run("show", short)).out).toContain("Every night at 02:00 (Europe/Berlin); active");
    expect((await run("pause", short)).out).toContain("paused by");
    expect((await run("resume", short)).out).toContain("; active");
    expect((await run("run", short)).out).toMatch(/^Begun as task [0-9a-f]{6}\. /);
    expect((await run("show", short)).out).toContain("succeeded");
    expect((await run("remove", short)).out).toBe(`The schedule ${short} is removed.\n`);
    const gone = await run("show", short);
    expect([gone.status, gone.err]).toEqual([1, expect.stringContaining("There is no schedule")]);
  });

  test("tells programs the same as JSON", async () => {
    const id = await scheduleOf("web-1");
    const told = async (...words: string[]) => JSON.parse((await run(...words, "--json")).out);
    expect((await told("list")).items.map((one: { id: string }) => one.id)).toContain(id);
    expect(await told("show", id)).toMatchObject({ id, state: "active", timeZone: "Europe/Berlin" });
    expect(await told("pause", id)).toMatchObject({ state: "paused" });
    expect(await told("resume", id)).toMatchObject({ state: "active" });
    expect(await told("missed", id, "late")).toMatchObject({ missed: "late", state: "active" });
    expect((await run("show", id.slice(-6))).out).toContain("a missed time is done once, at most a day late");
    expect(await told("missed", id, "usual")).not.toHaveProperty("missed");
    expect((await run("missed", id, "sometimes")).status).toBe(2);
    expect(must((await told("run", id)).task)).toHaveLength(36);
    expect(await told("remove", id)).toEqual({ removed: id });
  });

  test.each(["list", "show", "pause", "resume", "missed", "run", "remove"])(
    "%s has help with an example",
    async (verb) => {
      const { status, out } = await cli(["schedule", verb, "--help"], { home });
      expect([status, out]).toEqual([0, expect.stringContaining(`ailx schedule ${verb}`)]);
    },
  );

  test("without an id is wrong usage", async () => {
    expect((await run("show")).status).toBe(2);
  });
});
