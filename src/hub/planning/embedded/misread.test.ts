/** Requests that were once taken for another one: nothing is better than the wrong thing. */
import { describe, expect, test } from "bun:test";
import { ask } from "./testing.ts";

describe("a request is not taken for another", () => {
  test.each([
    ["a file that is renamed for a branch", "move /etc/nginx/conf.d/old.conf to old.conf.disabled on web-2"],
    ["an order for a package", "update the ubuntu servers, ci-1 eventually"],
    ["a rotation for a ping", "get web-1 out of the load balancer"],
    ["a program on a machine for all of it", "upgrade the main database on db-1"],
    ["units of a part of the fleet for a complaint about all of it", "display failed units on everything in rank a"],
  ])("%s", async (_what, text) => {
    expect((await ask(text)).kind).not.toBe("plan");
  });

  test("a zombie for what can be killed", async () => {
    const outcome = await ask("kill every defunct chromium on ci-1");
    expect(outcome).toMatchObject({ kind: "decline" });
    expect(JSON.stringify(outcome)).toContain("zombie");
  });
});
