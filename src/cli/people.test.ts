import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWeb, type Web } from "../hub/http/testing/web.ts";
import { cli } from "./testing/double.ts";

let web: Web;
const home = mkdtempSync(join(tmpdir(), "ailx-people-"));
beforeAll(async () => {
  web = await startWeb();
});
afterAll(() => web.close());

/** At the hub's own computer, as its local admin. */
const run = (words: string[], typed?: string[]) =>
  cli([...words, "--data", web.dir], { home, ...(typed ? { typed } : {}) });
const word = "long enough 1";

describe("ailx user", () => {
  test("adds, lists, changes and removes a person", async () => {
    const added = await run(["user", "add", "bert", "--role", "operator", "--scope", "tag:web"], [word, word]);
    expect([added.status, added.out]).toEqual([0, "bert is there: operator of tag:web.\n"]);
    const { out } = await run(["user", "list"]);
    expect(out.split("\n").map((line) => line.split(/\s{2,}/).slice(0, 4))).toEqual([
      ["NAME", "ROLE", "SCOPE", "TOTP"],
      ["anna", "admin", "all", "no"],
      ["bert", "operator", "tag:web", "no"],
      [""],
    ]);
    expect((await run(["user", "set", "bert", "--inactive", "--scope", "all"])).out).toBe(
      "bert is changed: operator of all machines, not active.\n",
    );
    expect((await run(["user", "password", "bert"], ["another long one", "another long one"])).status).toBe(0);
    expect((await run(["user", "remove", "bert"])).out).toBe("bert is removed.\n");
    expect((await run(["user", "list", "--json"])).out).not.toContain("bert");
  });

  test("keeps the last admin", async () => {
    const { status, err } = await run(["user", "remove", "anna"]);
    expect([status, err]).toEqual([1, expect.stringContaining("This is the last admin")]);
  });

  test.each([
    [["user", "add", "x"], "The role is missing"],
    [["user", "add", "x", "--role", "root"], "is not a role"],
    [["user", "set", "x"], "There is nothing to change"],
    [["user", "set", "x", "--active", "--inactive"], "exclude each other"],
  ])("%j is wrong usage", async (words, says) => {
    const { status, err } = await run(words, [word, word]);
    expect([status, err]).toEqual([2, expect.stringContaining(says)]);
  });

  test("takes no password that was typed differently the second time", async () => {
    const { status, err } = await run(["user", "add", "carl", "--role", "viewer"], [word, "long enough 2"]);
    expect([status, err]).toEqual([2, expect.stringContaining("The two passwords differ")]);
  });
});

describe("ailx key", () => {
  test("makes a key alone on standard output, lists and revokes it", async () => {
    const made = await run(["key", "create", "ci", "--role", "operator", "--scope", "tag:web", "--valid", "90d"]);
    expect(made.out).toMatch(/^ailx_[\w-]{43}\n$/);
    expect(made.err).toContain("operator of tag:web, ends in 90 d");
    const { items } = JSON.parse((await run(["key", "list", "--json"])).out);
    expect(items).toMatchObject([{ label: "ci", role: "operator", scope: "tag:web", by: "local admin" }]);
    const short = String(items[0].id).slice(-6);
    expect((await run(["key", "revoke", short])).out).toBe(`Key ${short} is revoked.\n`);
    const headers = { authorization: `Bearer ${made.out.trim()}` };
    expect((await web.call("/api/auth/me", { headers })).status).toBe(401);
  });
});
