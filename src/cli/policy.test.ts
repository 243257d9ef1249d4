import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineOf } from "../domain/target-testing.ts";
import { startWeb, type Web } from "../hub/http/testing/web.ts";
import { makeChanges } from "../hub/policy/change.ts";
import { policyRoutes } from "../hub/policy/routes.ts";
import { policyStore, type PolicyStore } from "../hub/policy/store.ts";
import { cli } from "./testing/double.ts";

let web: Web;
let store: PolicyStore;
const home = mkdtempSync(join(tmpdir(), "ailx-policy-"));
const fleet = [machineOf({ name: "web-1", tags: ["web"] })];
beforeAll(async () => {
  web = await startWeb({
    more: ({ http, db }) => {
      store = policyStore(db);
      policyRoutes({
        ...http,
        store,
        changes: makeChanges({ db, store, clock: Date.now }),
        clock: Date.now,
        fleet: { machines: () => fleet, find: (name) => machineOf({ name }), nameOf: (id) => id.replace("id-", "") },
        personNamed: () => undefined,
        simulate: async ({ command = "" }, { actor }) => ({
          who: { name: actor.name, role: actor.role },
          at: "2026-01-05T12:00:00.000Z",
          whole: {
            decision: "refuse",
            rule: "freeze",
            where: "rule freeze of this hub",
            why: "No.",
            understood: command,
            risk: "high",
            level: 4,
            reasons: [],
          },
          steps: [],
          machines: [
            {
              machine: "web-1",
              decision: "refuse",
              rule: "freeze",
              where: "rule freeze of this hub",
              risk: "high",
              level: 4,
              permits: 3,
            },
          ],
        }),
      });
    },
  });
});
afterAll(() => web.close());

const run = (words: string[]) => cli([...words, "--data", web.dir], { home });
const file = (text: string): string => {
  const path = join(home, `${crypto.randomUUID()}.yaml`);
  writeFileSync(path, text);
  return path;
};
const freeze = "id: freeze\ntitle: No changes at night\nthen: refuse\nmachines: tag:web\nrisk: { from: medium }\n";

describe("ailx policy", () => {
  test("sets rules from a file, lists them, prints them as that file, and removes them", async () => {
    expect((await run(["policy", "list"])).out).toContain("There are no rules");
    expect((await run(["policy", "set", file(freeze)])).out).toBe("1 rule is in force.\n");
    expect((await run(["policy", "set", "--add", file("rules:\n  - { id: four, title: Two, then: two }\n")])).out).toBe(
      "2 rules are in force.\n",
    );
    const listed = await run(["policy", "list"]);
    expect(listed.out).toContain("freeze  refuse  everybody  tag:web");
    const { out } = await run(["policy", "show"]);
    expect((await run(["policy", "set", file(out)])).status).toBe(0);
    expect(store.standing().rules.map(({ id }) => id)).toEqual(["freeze", "four"]);
    expect((await run(["policy", "remove", "four"])).status).toBe(0);
    expect((await run(["policy", "remove", "four"])).err).toContain("There is no rule");
  });

  test("changes nothing where a rule of the file is wrong, and says which field", async () => {
    const { status, err } = await run(["policy", "set", file("rules:\n  - { id: x, title: X, then: maybe }\n")]);
    expect([status, err]).toEqual([2, expect.stringContaining("rules.0.then is auto, ask, two or refuse")]);
    expect(store.standing().rules.map(({ id }) => id)).toEqual(["freeze"]);
  });

  test("switches to read-only and back", async () => {
    expect((await run(["policy", "read-only", "on", "--reason", "migration"])).out).toContain("The hub is read-only");
    expect((await run(["policy", "list"])).out).toContain("This hub is read-only (migration), by local admin");
    expect((await run(["policy", "read-only", "off"])).status).toBe(0);
    expect((await run(["policy", "read-only", "maybe"])).status).toBe(2);
  });

  test("tells what would happen, and ends with 3 where it would be refused", async () => {
    const { status, out } = await run(["policy", "test", "--command", "reboot", "--on", "web-1", "--role", "operator"]);
    expect(status).toBe(3);
    expect(out).toContain("As any operator: refused, by freeze (rule freeze of this hub)");
    expect(out).toContain("web-1    refused  freeze");
  });
});

describe("ailx permit", () => {
  test("lists and revokes", async () => {
    const permit = {
      id: "019b0000-0000-7000-8000-000000abcdef",
      tool: "service.restart",
      input: { service: "nginx" },
      machines: "web-1",
    };
    await web.db.commit({
      do: [
        store.insertPermit({
          ...permit,
          risk: "medium",
          untilMs: Date.now() + 3_600_000,
          createdAtMs: 1,
          createdBy: "ann",
          used: 2,
        }),
      ],
      events: [{ kind: "permit", data: {} }],
    });
    expect((await run(["permit", "list"])).out).toContain("systemctl restart nginx.service");
    expect((await run(["permit", "revoke", "abcdef"])).out).toContain("is revoked");
    expect((await run(["permit", "list"])).out).toContain("There are no standing permissions");
    expect((await run(["permit", "list", "--all"])).out).toContain("revoked");
  });
});

describe("on the machine itself", () => {
  const state = mkdtempSync(join(tmpdir(), "ailx-state-"));
  const local = (words: string[]) => cli(words, { home });
  writeFileSync(join(state, "policy.yaml"), "maxLevel: 2\ntools:\n  deny: [package.*]\n", { mode: 0o644 });

  test("ailx agent policy shows each rule with its line, or what is wrong with a file", async () => {
    const { out } = await local(["agent", "policy", "--state", state]);
    expect(out).toBe(`${join(state, "policy.yaml")} permits level 2 at most.\n  line   3  tools.deny     package.*\n`);
    expect((await local(["agent", "policy", "--file", file("maxLevel: 9\n")])).err).toContain(
      "line 1: maxLevel must be 1, 2, 3 or 4",
    );
  });

  test("ailx agent grant grants a level for a while, and ends it", async () => {
    const grant = (...words: string[]) => local(["agent", "grant", ...words, "--state", state]);
    expect((await grant("--level", "4", "--for", "2h", "--reason", "kernel")).out).toContain(
      "Level 4 is granted for 2 h.",
    );
    expect(JSON.parse(readFileSync(join(state, "grant.json"), "utf8"))).toMatchObject({ level: 4, reason: "kernel" });
    expect((await local(["agent", "policy", "--state", state])).out).toContain("Level 4 is granted for another");
    expect((await grant("--level", "4", "--for", "8d")).err).toContain("A grant is for 7 days at most");
    expect((await grant("--level", "2", "--for", "1h")).err).toContain("permits level 2 already");
    expect((await grant("--level", "4")).status).toBe(2);
    expect((await grant("--end")).out).toBe("The grant has ended.\n");
    expect((await grant("--end")).out).toBe("Nothing was granted.\n");
  });
});
