import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeKept } from "../hub/kept.ts";
import { Fleet } from "../hub/machines/fleet.ts";
import { startWeb, type Web } from "../hub/http/testing/web.ts";
import { taskStore } from "../hub/tasks/store.ts";
import { cli } from "./testing/double.ts";

let web: Web;
const home = mkdtempSync(join(tmpdir(), "ailx-keeping-"));
const unstick = readFileSync(join(import.meta.dir, "../hub/planning/runbooks/testing/web-unstick.yaml"), "utf8");
beforeAll(async () => {
  web = await startWeb({
    more: ({ http, db }) =>
      makeKept({
        db,
        key: { markKey: new Uint8Array(32) },
        fleet: new Fleet([]),
        store: taskStore(db),
        clock: () => Date.now(),
        dataDir: home,
      }).routes(http, () => ({ up: 0, down: 0, needsYou: 0, running: 0 })),
  });
});
afterAll(async () => {
  await web.close();
  rmSync(home, { recursive: true, force: true });
});
/** At the hub's own computer, as its local admin. */
const run = (...words: string[]) => cli([...words, "--data", web.dir], { home });

describe("ailx memory", () => {
  test("adds, lists, edits and removes", async () => {
    const added = await run("memory", "add", "backups", "run", "at", "2");
    expect(added.out).toMatch(/^Remembered as [0-9a-f]{6}: “backups run at 2”\.\n$/);
    const id = added.out.slice(14, 20);
    expect((await run("memory", "edit", id, "--kind", "preference")).out).toContain("backups run at 2");
    expect((await run("memory", "list")).out).toContain("preference");
    expect(JSON.parse((await run("memory", "list", "--json")).out).items).toHaveLength(1);
    expect((await run("memory", "remove", id)).out).toBe(`${id} is forgotten.\n`);
    expect((await run("memory", "remove", id)).status).toBe(1);
  });

  test.each([
    [["memory", "add", "x y", "--kind", "wish"], "--kind wish is none"],
    [["memory", "edit", "abcdef"], "There is nothing to change"],
  ])("%j is wrong usage", async (words, says) => {
    const { status, err } = await run(...words);
    expect([status, err]).toEqual([2, expect.stringContaining(says)]);
  });
});

describe("ailx runbook", () => {
  const file = join(home, "web-unstick.yaml");
  test("tests a file without a hub", async () => {
    writeFileSync(file, unstick);
    const { status, out } = await cli(["runbook", "test", file], { home });
    expect([status, out]).toEqual([0, expect.stringContaining("5 of 5 tests pass; it can be used.")]);
  });

  test("says where a file is wrong, and ends with 1", async () => {
    writeFileSync(file, unstick.replace("service.logs", "service.logz"));
    const { status, out } = await cli(["runbook", "test", file], { home });
    expect([status, out]).toEqual([1, expect.stringContaining(`${file}:12: There is no tool “service.logz”.`)]);
  });

  test("tests a file beside those of the hub, lists and shows them", async () => {
    writeFileSync(file, unstick);
    const answer = await web.local("/api/runbooks/other", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ source: unstick.replace("id: web-unstick", "id: other") }),
    });
    expect(answer.status).toBe(200);
    expect((await run("runbook", "test", file, "--on-hub")).out).toContain(
      "asks for the runbook “Bring a web server back” already",
    );
    expect((await run("runbook", "list")).out).toContain("other");
    expect((await run("runbook", "show", "other")).out).toContain("id: other");
    expect((await run("runbook", "test")).out).toBe("1 of 1 runbooks of the hub are in use.\n");
    expect((await run("runbook", "test", "/nowhere.yaml")).status).toBe(2);
  });
});
