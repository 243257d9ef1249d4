import { describe, expect, test } from "bun:test";
import {
  checkRule,
  narrowed,
  policyRuleSchema,
  ruleMatches,
  ruleNotes,
  strictest,
  type Part,
  type PolicyRule,
} from "./policy.ts";
import { machineOf } from "./target-testing.ts";
import { within } from "./timeWindow.ts";

const part: Part = { title: "Restart nginx", tool: "service.restart", risk: "medium", level: 3, changes: true };
const web = machineOf({ name: "web-1", tags: ["web"] });
const asking = { actor: { role: "operator", name: "ann" }, nowMs: Date.UTC(2026, 0, 5, 12) } as const;
const rule = (more: Partial<PolicyRule>): PolicyRule => ({ id: "r", title: "R", then: "ask", ...more });
const matches = (more: Partial<PolicyRule>, machine: typeof web | undefined = web) =>
  ruleMatches(rule(more), part, machine, asking);

describe("a rule matches", () => {
  test("everything where it says nothing", () => expect(matches({})).toBe(true));
  test("roles and people, people also by their keys", () => {
    expect([matches({ who: ["operator"] }), matches({ who: ["admin"] })]).toEqual([true, false]);
    expect([matches({ who: ["person:ann"] }), matches({ who: ["admin", "person:an"] })]).toEqual([true, false]);
    const key = { ...asking, actor: { role: "operator", name: "ann (key deploy)" } as const };
    expect(ruleMatches(rule({ who: ["person:ann"] }), part, web, key)).toBe(true);
  });
  test("tools by name and glob, risk and level by their range", () => {
    expect([matches({ tools: ["service.*"] }), matches({ tools: ["package.*", "shell.run"] })]).toEqual([true, false]);
    expect([
      matches({ risk: { from: "medium" } }),
      matches({ risk: { from: "high" } }),
      matches({ risk: { to: "low" } }),
    ]).toEqual([true, false, false]);
    expect([matches({ level: { from: 3, to: 3 } }), matches({ level: { to: 2 } })]).toEqual([true, false]);
  });
  test("a look at what a tool would change where it refuses that tool", () => {
    const look = { ...part, tool: "change.preview", looksAt: "file.edit", changes: false };
    const of = (then: PolicyRule["then"]) => ruleMatches(rule({ tools: ["file.*"], then }), look, web, asking);
    expect([of("refuse"), of("ask"), of("auto")]).toEqual([true, false, false]);
  });
  test("machines by expression; the hub itself is none", () => {
    expect([matches({ machines: "tag:web" }), matches({ machines: "tag:db" })]).toEqual([true, false]);
    expect(ruleMatches(rule({ machines: "all" }), part, undefined, asking)).toBe(false);
    expect(ruleMatches(rule({}), part, undefined, asking)).toBe(true);
  });
  test("strictly where its expression can no longer be read", () => {
    expect([matches({ machines: "tag:((", then: "refuse" }), matches({ machines: "tag:((", then: "auto" })]).toEqual([
      true,
      false,
    ]);
  });
  test("only in its window", () => {
    const at = (from: string, to: string) => matches({ during: { from, to, zone: "Europe/Berlin" } });
    expect([at("12:00", "14:00"), at("13:00", "13:01"), at("12:00", "13:00")]).toEqual([true, true, false]);
  });
});

describe("a window of time", () => {
  const night = { days: ["fri" as const], from: "22:00", to: "06:00", zone: "Europe/Berlin" };
  test("over midnight belongs to the evening it begins in", () => {
    // Friday 2026-01-09; Berlin is an hour ahead.
    expect(within(night, Date.UTC(2026, 0, 9, 21, 0))).toBe(true);
    expect(within(night, Date.UTC(2026, 0, 9, 20, 59))).toBe(false);
    expect(within(night, Date.UTC(2026, 0, 10, 4, 59))).toBe(true);
    expect(within(night, Date.UTC(2026, 0, 10, 5, 0))).toBe(false);
    expect(within(night, Date.UTC(2026, 0, 9, 3, 0))).toBe(false);
    expect(within(night, Date.UTC(2026, 0, 10, 22, 0))).toBe(false);
  });
  test("follows the clocks of its place through summer time", () => {
    const morning = { from: "09:00", to: "10:00", zone: "Europe/Berlin" };
    expect(within(morning, Date.UTC(2026, 0, 5, 8, 30))).toBe(true);
    expect(within(morning, Date.UTC(2026, 6, 6, 8, 30))).toBe(false);
    expect(within(morning, Date.UTC(2026, 6, 6, 7, 30))).toBe(true);
  });
  test("from a time to the same is the whole day", () => {
    expect(within({ days: ["mon"], from: "00:00", to: "00:00", zone: "UTC" }, Date.UTC(2026, 0, 5, 23, 59))).toBe(true);
    expect(within({ days: ["tue"], from: "00:00", to: "00:00", zone: "UTC" }, Date.UTC(2026, 0, 5, 23, 59))).toBe(
      false,
    );
  });
});

describe("of several rules", () => {
  test("the strictest that matches counts", () => {
    const rules = [
      rule({ id: "a" }),
      rule({ id: "b", then: "two" }),
      rule({ id: "c", then: "refuse", machines: "tag:db" }),
    ];
    expect(strictest(rules, part, web, asking)?.id).toBe("b");
    expect(strictest([], part, web, asking)).toBeUndefined();
  });
});

describe("rules narrowed to a step", () => {
  test("decide as all of them do, for every machine", () => {
    const some = <T>(from: readonly T[], at: number): T | undefined => from[at % (from.length + 1)];
    const rules = Array.from({ length: 200 }, (_, n) => {
      const [who, machines, tools, risk, during] = [
        some([["operator"], ["admin"], ["person:ann"]], n),
        some(["tag:web", "db-*", "not tag:web"], n * 3),
        some([["service.*"], ["package.*"]], n * 5),
        some([{ from: "medium" as const }, { from: "high" as const }, { to: "low" as const }], n * 7),
        some(
          [
            { from: "00:00", to: "00:00", zone: "UTC" },
            { from: "20:00", to: "21:00", zone: "UTC" },
          ],
          n * 11,
        ),
      ];
      const then = (["ask", "two", "refuse", "ask"] as const)[n % 4] ?? "ask";
      return rule({
        id: `r${n}`,
        then,
        ...(who ? { who } : {}),
        ...(machines ? { machines } : {}),
        ...(tools ? { tools } : {}),
        ...(risk ? { risk } : {}),
        ...(during ? { during } : {}),
      });
    });
    for (let from = 0; from < rules.length; from += 3) {
      const few = rules.slice(from, from + 5);
      for (const machine of [web, machineOf({ name: "db-1" }), undefined])
        expect(strictest(narrowed(few, part, asking), part, machine, asking)?.id ?? "none").toBe(
          strictest(few, part, machine, asking)?.id ?? "none",
        );
    }
  });
});

describe("a rule that is written down", () => {
  const fault = (given: object): string => {
    const read = policyRuleSchema().safeParse({ id: "r", title: "R", then: "ask", ...given });
    if (read.success) return "fine";
    const [issue] = read.error.issues;
    return issue?.code === "unrecognized_keys"
      ? `unknown ${issue.keys.join()}`
      : `${issue?.path.join(".")}: ${issue?.message}`;
  };
  test.each([
    [{}, "fine"],
    [{ machnes: "all" }, "unknown machnes"],
    [{ risk: { form: "low" } }, "unknown form"],
    [{ who: ["operators"] }, "who.0: is viewer, operator, admin, or person:NAME with the name of an account"],
    [{ tools: ["rm -rf"] }, "tools.0: is a tool's name such as service.restart or service.*"],
    [{ during: { from: "22:00", to: "24:00", zone: "UTC" } }, "during.to: has the form HH:MM, e.g. 22:00"],
    [
      { during: { from: "22:00", to: "23:00", zone: "Mars/Base" } },
      "during.zone: is a time zone such as Europe/Berlin or UTC",
    ],
    [{ then: "auto", risk: { to: "high" } }, "fine"],
  ])("%j: %s", (given, expected) => expect(fault(given)).toBe(expected));

  test("lets nothing run without naming the highest risk, and nothing critical", () => {
    for (const risk of [undefined, {}, { from: "low" }, { to: "critical" }])
      expect(fault({ then: "auto", ...(risk ? { risk } : {}) })).toContain("names the highest risk");
  });
  test("with an expression that cannot be read is refused", () => {
    expect(() => checkRule(rule({ machines: "tag:((" }))).toThrow("validation");
    expect(() => checkRule(rule({ machines: "tag:web" }))).not.toThrow();
  });
  test("is told what a machine itself decides of it", () => {
    expect(ruleNotes(rule({ machines: "os:debian and tag:web" }))[0]).toContain(
      "“os” is what a machine says of itself",
    );
    expect(ruleNotes(rule({ machines: "tag:web" }))).toEqual([]);
  });
});
