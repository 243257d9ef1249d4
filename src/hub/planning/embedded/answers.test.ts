/** What people are told where nothing is planned: why, what comes near, and what is known already. */
import { machineOf } from "../../../domain/target-testing.ts";
import { describe, expect, test } from "bun:test";
import { ask, fleet, shortly } from "./testing.ts";

describe("what is not understood", () => {
  const declined = async (text: string) => {
    const outcome = await ask(text);
    if (outcome.kind !== "decline") throw new Error(outcome.kind);
    return outcome;
  };

  test("is quoted as it was typed", async () => {
    expect((await declined("ls -la /var/log on ALL machines, sorted by size")).reason).toContain(
      "“ls -la /var/log on ALL",
    );
  });

  test("in another language says which languages are understood", async () => {
    expect((await declined("zeige die Wolkenbelegung auf web-1")).reason).toContain("German, Spanish and Chinese");
    expect((await declined("frobnicate web-1")).reason).toBe("I do not understand “frobnicate web-1”.");
  });

  test("comes with examples of what is there, and never with itself", async () => {
    for (const text of ["dance with web-2 and its log", "ping 1.1.1.1 from web-2 with love", "compare nginx versions"])
      for (const near of (await declined(text)).nearest) {
        expect(near).not.toBe(text);
        for (const [name] of near.matchAll(/\b[a-z]+-\d\b/g))
          expect(fleet.map((machine) => machine.name)).toContain(name);
      }
    const away = fleet.map((machine) => ({ ...machine, state: "offline" as const }));
    expect(await ask("why is web-1 slow?", { fleet: away })).toMatchObject({
      nearest: expect.not.arrayContaining(["why is web-1 slow"]),
    });
    expect((await declined("dance with the log of nginx on web-2")).nearest[0]).toContain("web-2");
  });
});

describe("the machine with most", () => {
  const lastWord = async (text: string, among = fleet) => {
    const outcome = await ask(text, { fleet: among });
    return outcome.kind === "answer" ? outcome.text : outcome.kind;
  };
  test("is named with what it has most of, and with those that have as much", async () => {
    expect(await lastWord("which machine has the highest CPU load")).toBe("ci-1 has the highest CPU use: 95%.");
    const even = fleet.filter(({ name }) => name.startsWith("lb-"));
    expect(await lastWord("which machine has the most free disk space", even)).toBe(
      "lb-1 and lb-2 have the highest free disk space: 70.0G.",
    );
  });
});

describe("a machine that does not permit what is asked", () => {
  test("is named once, with where to permit it", async () => {
    const low = fleet.map((machine) => ({ ...machine, maxLevel: 3 as const }));
    const outcome = await ask("lock the account of tom on web-1", { fleet: low });
    expect(outcome).toMatchObject({
      kind: "decline",
      reason:
        "This cannot be done on web-1: it permits level 3, and user.lock needs level 4. Only root there can permit more, in /etc/ailx/policy.yaml.",
    });
  });
});

describe("a role whose service is not known", () => {
  test("is not taken for the whole machine without asking", async () => {
    const bare = fleet
      .filter(({ name }) => name !== "db-1")
      .map((machine) =>
        machine.name === "db-2" ? { ...machine, facts: { ...machine.facts, services: ["cron", "ssh"] } } : machine,
      );
    const outcome = await ask("turn off the database", { fleet: bare });
    expect(outcome).toMatchObject({ kind: "clarify", options: [{ value: "shut down db-2" }] });
  });
});

describe("repositories", () => {
  const withRepositories = fleet.map((machine) =>
    machine.name.startsWith("web")
      ? { ...machine, facts: { ...machine.facts, repositories: ["/home/mira/src/infra", "/srv/shop"] } }
      : machine,
  );
  test.each<[string, string[]]>([
    [
      "are there uncommitted changes in mira's infra repo on web-1",
      ['git.status {"path":"/home/mira/src/infra"} @web-1'],
    ],
    [
      "show the last five commits of shop on web-2",
      ['shell.run {"command":"git -C /srv/shop log --oneline -n 5"} @web-2'],
    ],
    ["pull shop on all web servers", ['git.pull {"path":"/srv/shop"} @web-1,web-2,web-3']],
  ])("are known by name: %s", async (text, steps) => {
    const outcome = await ask(text, { fleet: withRepositories });
    expect(outcome.kind === "plan" && shortly(outcome.plan)).toEqual(steps);
  });
});

describe("questions about what machines are", () => {
  const names = async (text: string): Promise<string[]> => {
    const outcome = await ask(text, { nowMs: 300 * 86_400_000 });
    if (outcome.kind !== "answer") throw new Error(outcome.kind);
    return (outcome.table?.rows ?? []).map(([name]) => name ?? "");
  };
  test("by how long they are up", async () => {
    expect(await names("which db servers have been up for more than 200 days")).toEqual(["db-1", "db-2"]);
    expect(await names("which db servers have been up for more than 400 days")).toEqual([]);
  });
  test("by what they do not run", async () => {
    expect(await names("which web servers do not run ubuntu")).toEqual([]);
    expect(await names("which machines are not running nginx")).not.toContain("web-1");
  });
  test("by their use, whatever they are", async () => {
    expect(await names("list everything using over 90 percent memory")).toEqual(["cache-1"]);
  });
});

describe("a part of a name", () => {
  test("that only one machine has, and that is no ordinary word, is that machine", async () => {
    const own = [
      machineOf({ name: "edge-hamburg", services: ["till-sync"] }),
      machineOf({ name: "edge-berlin", services: ["till-sync"] }),
    ];
    const { embeddedPlanner } = await import("./planner.ts");
    const outcome = await embeddedPlanner({ text: "till-sync in hamburg is down, start it", fleet: own, nowMs: 0 });
    expect(outcome.kind === "plan" && outcome.plan.steps.at(-1)).toMatchObject({
      tool: "service.start",
      machineIds: ["id-edge-hamburg"],
    });
    expect((await embeddedPlanner({ text: "reboot edge", fleet: own, nowMs: 0 })).kind).not.toBe("plan");
  });
});
