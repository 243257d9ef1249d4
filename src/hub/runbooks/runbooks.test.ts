/** People's own runbooks: files, routes, and a finished task that becomes one. */
import { afterEach, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditWords } from "../../domain/auditWords.ts";
import type { Plan } from "../../domain/plan.ts";
import { machineOf } from "../../domain/target-testing.ts";
import { audit } from "../audit/table.ts";
import { startWeb } from "../http/testing/web.ts";
import { embeddedPlanner } from "../planning/embedded/planner.ts";
import { readRunbook } from "../planning/embedded/runbook.ts";
import { fleet } from "../planning/embedded/testing.ts";
import { checkRunbook } from "../planning/runbooks/check.ts";
import { draftOf } from "./draft.ts";
import { makeLibrary } from "./library.ts";
import { runbookRoutes } from "./routes.tsx";

const ends: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const unstick = readFileSync(join(import.meta.dir, "../planning/runbooks/testing/web-unstick.yaml"), "utf8");

function folder() {
  const dir = mkdtempSync(join(tmpdir(), "ailx-runbooks-"));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  const runbooks = join(dir, "runbooks");
  mkdirSync(runbooks);
  const put = (name: string, text: string): void => writeFileSync(join(runbooks, name), text);
  return { dir: runbooks, put, library: makeLibrary({ dir: runbooks }) };
}

describe("the runbooks of the data directory", () => {
  test("are read again when a file changes, comes or goes", async () => {
    const { dir, put, library } = folder();
    expect(await library.active()).toEqual([]);
    put("web-unstick.yaml", unstick);
    expect((await library.active()).map(({ id }) => id)).toEqual(["web-unstick"]);
    put("web-unstick.yaml", unstick.replace("Bring a web server back", "Mend a web server"));
    expect((await library.active())[0]?.title).toBe("Mend a web server");
    rmSync(join(dir, "web-unstick.yaml"));
    expect(await library.active()).toEqual([]);
  });

  test("are not in use while something is wrong with them, and say what", async () => {
    const { put, library } = folder();
    put("web-unstick.yaml", unstick.replace("machines: [web-2]", "machines: [web-1]"));
    put("other.yaml", unstick);
    put("torn.yaml", "id: torn\ntitle: [");
    put("ignored.txt", unstick);
    const lines = (await library.list()).filter(({ from }) => from === "own");
    expect(lines.map(({ id, active, problems }) => [id, active, problems[0]?.text.slice(0, 40)])).toEqual([
      ["other", false, "Its id is web-unstick, and its file is c"],
      ["torn", false, expect.any(String)],
      ["web-unstick", false, "The test “please unstick web-2” expects "],
    ]);
    expect(await library.active()).toEqual([]);
  });

  test("have no sentence in common: of two the first by name is in use", async () => {
    const { put, library } = folder();
    put("a-first.yaml", unstick.replace("id: web-unstick", "id: a-first"));
    put("web-unstick.yaml", unstick);
    expect((await library.active()).map(({ id }) => id)).toEqual(["a-first"]);
    expect((await library.view("web-unstick")).problems[0]?.text).toContain("asks for the runbook");
  });

  test("cannot be called like a built-in one, nor leave their folder", async () => {
    const { dir, library } = folder();
    expect(library.save(unstick.replace("id: web-unstick", "id: disk-full"), "disk-full")).rejects.toThrow("built-in");
    for (const id of ["../evil", "a/b", "", "A", "x.yaml", ".."])
      expect(library.save(unstick, id)).rejects.toMatchObject({ code: "validation" });
    expect(library.save(unstick, "another")).rejects.toThrow("its id is web-unstick");
    expect(readdirSync(dir)).toEqual([]);
  });
});

async function start() {
  const { dir, library } = folder();
  const web = await startWeb({
    more: ({ http, db }) =>
      runbookRoutes({
        http,
        db,
        library,
        strip: () => ({ up: 0, down: 0, needsYou: 0, running: 0 }),
        draftOf: (id) => Promise.resolve(id === "t1" ? unstick : ""),
      }),
  });
  ends.push(web.close);
  const as = async (name: string, role: string, scope: string | null = null) => {
    await web.addPerson(name, role, scope);
    const headers = await web.browser(name);
    return async (method: string, path: string, given?: object) => {
      const answer = await web.call(path, {
        method,
        headers: { ...headers, ...(given ? { "content-type": "application/json" } : {}) },
        ...(given ? { body: JSON.stringify(given) } : {}),
      });
      const text = await answer.text();
      return { status: answer.status, body: text.startsWith("{") ? JSON.parse(text) : text };
    };
  };
  const told = () =>
    web.db.read
      .select()
      .from(audit)
      .all()
      .filter(({ action }) => action.startsWith("runbook"))
      .map(({ action, actorName, dataJson }) => `${actorName} ${auditWords({ action, data: JSON.parse(dataJson) })}`);
  return { web, dir, as, told };
}

describe("the routes of runbooks", () => {
  test("check, save, show and remove one, with an audit entry each", async () => {
    const { as, told, dir } = await start();
    const ben = await as("ben", "operator");
    const checked = await ben("POST", "/api/runbooks/check", { source: unstick, say: "unstick web-1 please" });
    expect(checked.body).toMatchObject({ active: true, tests: { passed: 5, all: 5 } });
    expect(checked.body.said).toStartWith("a plan comes on web-1 with service.status");
    expect(readdirSync(dir)).toEqual([]);
    expect(await ben("PUT", "/api/runbooks/web-unstick", { source: unstick })).toMatchObject({
      status: 200,
      body: { active: true },
    });
    const broken = unstick.replace("machines: [web-2]", "machines: [web-1]");
    expect((await ben("PUT", "/api/runbooks/web-unstick", { source: broken })).body).toMatchObject({ active: false });
    expect((await ben("GET", "/runbooks/web-unstick")).body).toContain("not in use until this is mended");
    expect((await ben("GET", "/runbooks")).body).toContain("not in use");
    expect((await ben("DELETE", "/api/runbooks/web-unstick")).status).toBe(204);
    expect(told()).toEqual([
      "ben saved the runbook “Bring a web server back”",
      "ben saved the runbook “Bring a web server back”; it is not in use yet",
      "ben removed the runbook “Bring a web server back”",
    ]);
  });

  test("are for those who may act and see the whole fleet", async () => {
    const { as } = await start();
    const [vera, wanda] = [await as("vera", "viewer"), await as("wanda", "operator", "tag:web")];
    expect((await vera("GET", "/api/runbooks")).status).toBe(200);
    expect((await vera("PUT", "/api/runbooks/x", { source: unstick })).status).toBe(403);
    expect((await wanda("GET", "/api/runbooks")).status).toBe(403);
    expect((await vera("GET", "/runbooks/disk-full")).body).toContain("id: disk-full");
    expect((await vera("GET", "/runbooks/none")).status).toBe(404);
  });

  test("open the editor with what a task was, and check what is typed", async () => {
    const { as, web } = await start();
    const ben = await as("ben", "operator");
    expect((await ben("GET", "/runbooks/new?task=t1")).body).toContain("Bring a web server back");
    const typed = new URLSearchParams({ source: unstick.replace("service.logs", "service.logz"), say: "" });
    const answer = await web.call("/runbooks/check", {
      method: "POST",
      headers: { ...(await web.browser("ben")), "content-type": "application/x-www-form-urlencoded" },
      body: typed.toString(),
    });
    expect(await answer.text()).toContain("There is no tool “service.logz”.");
  });
});

const planned = async (text: string): Promise<Plan> => {
  const outcome = await embeddedPlanner({ text, fleet, nowMs: 0 });
  if (outcome.kind !== "plan") throw new Error(`${text}: ${outcome.kind}`);
  return outcome.plan;
};
const draft = (request: string, plan: Plan): string => draftOf({ request, kind: "ask", plan, machines: fleet });

describe("a finished task as a runbook", () => {
  test("has its machines, services and numbers as slots, its guards as text, and itself as the test", async () => {
    const source = draft("bring nginx on web-1 to its senses", await planned("if nginx is down on web-1 restart it"));
    const book = readRunbook(source, "x.yaml");
    expect(book).toMatchObject({
      id: "bring-its-senses",
      sentences: ["bring {service} on {target} to its senses"],
      slots: { service: { kind: "service", default: "nginx" }, target: { required: true } },
      steps: [
        { id: "status", tool: "service.status", input: { service: "{service}" } },
        { id: "restart", condition: "status.active == false" },
      ],
      tests: [
        {
          say: "bring nginx on web-1 to its senses",
          expect: { machines: ["web-1"], tools: ["service.status", "service.restart"] },
        },
      ],
    });
    expect((await checkRunbook(source, "x.yaml", [])).problems).toEqual([]);
  });

  test("does the same on another machine without a model", async () => {
    const source = draft("bring nginx on web-1 to its senses", await planned("if nginx is down on web-1 restart it"));
    const runbooks = [readRunbook(source, "x.yaml")];
    const again = await embeddedPlanner({
      text: "Please bring postgresql on db-2 to its senses",
      fleet,
      nowMs: 0,
      runbooks,
    });
    expect(again).toMatchObject({
      plan: {
        by: "runbook",
        steps: [{ input: { service: "postgresql" }, machineIds: ["id-db-2"] }, { tool: "service.restart" }],
      },
    });
  });

  test("whose request names no machine is asked for by one", async () => {
    const source = draft("please calm the front end down", await planned("restart nginx on web-1"));
    expect(readRunbook(source, "x.yaml").sentences).toEqual(["please calm the front end down on {target}"]);
  });

  test("that is understood anyway says so instead of being used", async () => {
    const source = draft("restart nginx on web-1", await planned("restart nginx on web-1"));
    const { problems } = await checkRunbook(source, "x.yaml", []);
    expect(problems[0]?.text).toContain("means something already");
  });

  test("keeps braces that are no slots", async () => {
    const plan = await planned("run `docker ps --format '{word}'` on app-2");
    const source = draft("frob the things of app-2", plan);
    const runbooks = [readRunbook(source, "x.yaml")];
    const again = await embeddedPlanner({ text: "frob the things of app-2", fleet, nowMs: 0, runbooks });
    expect(again).toMatchObject({ plan: { steps: [{ input: plan.steps[0]?.input }] } });
  });

  test("cannot be made where its steps are on different machines, or need a secret", async () => {
    const plan = await planned("show disk usage on web-1 and restart nginx on web-2");
    expect(() => draft("x", plan)).toThrow("different machines");
    const [step] = plan.steps;
    if (!step) throw new Error("no step");
    const secret = { ...plan, steps: [{ ...step, secrets: [{ name: "db", version: 1 }] }] };
    expect(() => draft("x", secret)).toThrow("needs a secret");
    expect(() => draftOf({ request: "x", kind: "ask", plan, machines: [machineOf({ name: "other" })] })).toThrow(
      "left",
    );
  });
});
