import { describe, expect, test } from "bun:test";
import { decide, nameToType, refusedOn, type PlanPart, type Standing } from "./decide.ts";
import { machineId } from "./machine.ts";
import type { Permit } from "./permit.ts";
import type { PolicyRule } from "./policy.ts";
import type { Risk } from "./risk.ts";
import { machineOf } from "./target-testing.ts";
import type { TaskKind } from "./task.ts";

const operator = { role: "operator", id: "p1", name: "ann" } as const;
type More = Partial<Parameters<typeof decide>[0]>;
const verdict = (kind: TaskKind, risk: Risk, more: More = {}) =>
  decide({ actor: operator, kind, assessment: { risk, level: 3 }, ...more });

describe("what may run at once", () => {
  test.each([
    ["ask", "low", undefined, "auto"],
    ["ask", "medium", undefined, "ask"],
    ["ask", "medium", "medium", "auto"],
    ["ask", "high", "medium", "ask"],
    ["ask", "high", "high", "auto"],
    ["exec", "medium", undefined, "auto"],
    ["exec", "high", undefined, "ask"],
    ["exec", "high", "high", "auto"],
    ["tool", "medium", undefined, "ask"],
  ] as const)("%s of risk %s, allowed up to %s: %s", (kind, risk, approveUpTo, expected) => {
    expect(verdict(kind, risk, approveUpTo === undefined ? {} : { approveUpTo }).kind).toBe(expected);
  });

  test.each(["ask", "exec", "tool"] as const)("is never anything critical, however %s was allowed", (kind) => {
    expect(verdict(kind, "critical", { approveUpTo: "high" })).toMatchObject({ kind: "ask", rule: "critical" });
  });

  test("is nothing where asking was asked for", () => {
    expect(verdict("ask", "low", { confirm: "always" })).toMatchObject({ kind: "ask", rule: "asked-to-confirm" });
  });

  test("is nothing for viewers, and nothing above the level that was given", () => {
    expect(verdict("ask", "low", { actor: { role: "viewer" } })).toMatchObject({ kind: "refuse", rule: "role" });
    expect(verdict("exec", "low", { maxLevel: 2 })).toMatchObject({ kind: "refuse", rule: "max-level" });
  });
});

const web = machineOf({ name: "web-1", tags: ["web"] });
const db = machineOf({ name: "db-1", tags: ["production"] });
const restart = (risk: Risk, machines = [web], more: Partial<PlanPart> = {}): PlanPart => ({
  title: "Restart nginx",
  tool: "service.restart",
  input: { service: "nginx" },
  risk,
  level: 3,
  changes: true,
  machines,
  ...more,
});
const look = (machines = [web]): PlanPart =>
  restart("low", machines, { tool: "service.list", changes: false, level: 1, input: {} });
const rule = (id: string, then: PolicyRule["then"], more: Partial<PolicyRule> = {}): PolicyRule => ({
  id,
  title: `rule ${id}`,
  then,
  ...(then === "auto" ? { risk: { to: "high" } } : {}),
  ...more,
});
const standing = (...rules: PolicyRule[]): Standing => ({ rules, readOnly: [], permits: [] });
const under = (risk: Risk, parts: PlanPart[], stands: Standing, more: More = {}) =>
  verdict("ask", risk, { parts, standing: stands, nowMs: Date.UTC(2026, 0, 5, 12), ...more });

describe("a rule of the hub", () => {
  test("counts by how strict it is, wherever it stands in the list", () => {
    const rules = [rule("a", "auto"), rule("b", "refuse"), rule("c", "two"), rule("d", "ask")];
    for (const order of [rules, rules.toReversed()])
      expect(under("medium", [restart("medium")], standing(...order))).toMatchObject({ kind: "refuse", rule: "b" });
    expect(under("medium", [restart("medium")], standing(...rules.filter(({ id }) => id !== "b")))).toMatchObject({
      kind: "two",
      rule: "c",
    });
  });

  test("refuses with its name and where it is written", () => {
    const refused = under(
      "medium",
      [restart("medium", [web, db])],
      standing(rule("prod", "refuse", { machines: "tag:production" })),
    );
    expect(refused).toEqual({
      kind: "refuse",
      rule: "prod",
      where: "rule prod of this hub (/policies#rule-prod)",
      why: "The rule “rule prod” refuses “Restart nginx” on db-1.",
      hint: "It is rule prod of this hub (/policies#rule-prod).",
    });
  });

  test("makes even a look ask", () => {
    expect(under("low", [look()], standing(rule("all", "ask")))).toMatchObject({ kind: "ask", rule: "all" });
  });

  test("lets medium and high run where it says so, and never anything critical", () => {
    const free = standing(rule("free", "auto"));
    expect(under("high", [restart("high")], free)).toMatchObject({ kind: "auto", rule: "free" });
    expect(under("critical", [restart("critical")], free)).toMatchObject({ kind: "ask", rule: "critical" });
    expect(under("high", [restart("high")], standing(rule("free", "auto", { risk: { to: "medium" } })))).toMatchObject({
      kind: "ask",
      rule: "risk",
    });
  });

  test("that lets run has to speak for each step on each machine", () => {
    const free = standing(rule("free", "auto", { machines: "tag:web" }));
    expect(under("medium", [look([web, db]), restart("medium")], free).kind).toBe("auto");
    expect(under("medium", [restart("medium", [web, db])], free).kind).toBe("ask");
  });

  test("does not let run what is worse as a whole than each of its steps", () => {
    expect(under("high", [restart("medium")], standing(rule("free", "auto"))).kind).toBe("ask");
    expect(under("high", [look()], standing(rule("free", "auto"))).kind).toBe("ask");
  });

  test("that lets reading run does not mean what nothing holds to reading", () => {
    const loose = look();
    const unheld: PlanPart = { ...loose, tool: "shell.run", holdTo: "local" };
    const low = standing(rule("free", "auto", { risk: { to: "low" } }));
    const medium = standing(rule("free", "auto", { risk: { to: "medium" } }));
    const kinds = [under("low", [loose], low), under("low", [unheld], low), under("low", [unheld], medium)].map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(["auto", "ask", "auto"]);
  });

  test("is not lifted by who asked to be asked, nor by what was allowed beforehand", () => {
    expect(under("medium", [restart("medium")], standing(rule("free", "auto")), { confirm: "always" }).kind).toBe(
      "ask",
    );
    expect(under("medium", [restart("medium")], standing(rule("four", "two")), { approveUpTo: "high" }).kind).toBe(
      "two",
    );
  });

  test("makes a viewer no operator", () => {
    expect(under("low", [look()], standing(rule("free", "auto")), { actor: { role: "viewer" } })).toMatchObject({
      rule: "role",
    });
  });
});

describe("a read-only switch", () => {
  const off = (scope: string): Standing => ({
    rules: [],
    permits: [],
    readOnly: [{ scope, reason: "migration", by: "ann", sinceMs: 0 }],
  });
  test("refuses every change, on the whole hub or on one machine, and no look", () => {
    expect(under("medium", [restart("medium")], off("hub"))).toMatchObject({ kind: "refuse", rule: "read-only" });
    expect(under("medium", [restart("medium")], off("hub"), { approveUpTo: "high" })).toMatchObject({
      why: "Nothing is changed now: ann switched this hub to read-only (migration).",
    });
    expect(under("medium", [restart("medium", [web])], off(web.id)).kind).toBe("refuse");
    expect(under("medium", [restart("medium", [db])], off(web.id)).kind).toBe("ask");
    expect(under("low", [look()], off("hub")).kind).toBe("auto");
  });
});

describe("what a machine permits", () => {
  const strict = {
    ...web,
    policy: { file: "/etc/ailx/policy.yaml", rules: [{ id: "tools.deny", value: "service.*", line: 4 }] },
  };
  test("refuses beforehand where none of them would do it, naming file and line", () => {
    expect(under("medium", [restart("medium", [strict])], standing(rule("free", "auto")))).toMatchObject({
      kind: "refuse",
      rule: "tools.deny",
      where: "web-1:/etc/ailx/policy.yaml:4",
      why: "web-1 refuses “Restart nginx” by tools.deny in /etc/ailx/policy.yaml:4: the tool service.restart is denied there.",
    });
    expect(under("medium", [restart("medium", [strict, db])], standing()).kind).toBe("ask");
  });
});

describe("a standing permission", () => {
  const given = (more: Partial<Permit> = {}): Permit => ({
    id: "019b0000-0000-7000-8000-000000abcdef",
    tool: "service.restart",
    input: { service: "nginx" },
    machines: "web-1",
    person: { id: "p1", name: "ann" },
    risk: "medium",
    untilMs: Date.UTC(2026, 0, 6),
    createdAtMs: 0,
    createdBy: "ben",
    used: 0,
    ...more,
  });
  const by = (permit: Permit, parts = [restart("medium")], risk: Risk = "medium", more: More = {}) =>
    under(risk, parts, { rules: [], readOnly: [], permits: [permit] }, more);

  test("stands in for an approval, and says which it was", () => {
    expect(by(given())).toMatchObject({ kind: "auto", rule: "permit abcdef", permits: [given().id] });
  });

  test.each([
    ["another argument", given(), [restart("medium", [web], { input: { service: "ssh" } })], {}],
    ["one argument more", given(), [restart("medium", [web], { input: { service: "nginx", force: true } })], {}],
    ["another machine too", given(), [restart("medium", [web, db])], {}],
    ["another tool", given(), [restart("medium", [web], { tool: "service.stop" })], {}],
    ["another person", given(), [restart("medium")], { actor: { ...operator, id: "p2" } }],
    ["after its time", given({ untilMs: Date.UTC(2026, 0, 5, 12) }), [restart("medium")], {}],
    ["once revoked", given({ revokedAtMs: 1 }), [restart("medium")], {}],
    ["asked to be asked", given(), [restart("medium")], { confirm: "always" as const }],
  ])("says nothing of %s", (_, permit, parts, more) => {
    expect(by(permit, parts, "medium", more).kind).toBe("ask");
  });

  test("covers no higher risk than it was given for, and nothing critical", () => {
    expect(by(given(), [restart("high")], "high").kind).toBe("ask");
    expect(by(given({ risk: "critical" }), [restart("critical")], "critical").kind).toBe("ask");
  });

  test("lifts a rule that asks, not one that asks two or refuses", () => {
    const with_ = (then: PolicyRule["then"]) =>
      under("medium", [restart("medium")], { rules: [rule("r", then)], readOnly: [], permits: [given()] }).kind;
    expect([with_("ask"), with_("two"), with_("refuse")]).toEqual(["auto", "two", "refuse"]);
  });

  test("takes a pattern for a name, never for a command", () => {
    const site = restart("medium", [web], { input: { service: "php8.2-fpm" } });
    expect(by(given({ input: { service: "php*" } }), [site]).kind).toBe("auto");
    expect(
      by(given({ input: { service: "*" } }), [restart("medium", [web], { input: { service: "../x y" } })]).kind,
    ).toBe("ask");
    const command = restart("medium", [web], { tool: "shell.run", input: { command: "rm -rf /srv" } });
    expect(by(given({ tool: "shell.run", input: { command: "*" } }), [command]).kind).toBe("ask");
  });
});

describe("a standing permission that was given on an approval", () => {
  const approved = (more: Partial<Permit> = {}): Permit => ({
    id: "019b0000-0000-7000-8000-000000abcdef",
    tool: "file.write",
    input: { path: "/etc/motd", content: "*" },
    machines: "web-1",
    machineIds: [web.id],
    risk: "medium",
    untilMs: Date.UTC(2027, 0, 6),
    createdAtMs: 0,
    createdBy: "ben",
    used: 0,
    ...more,
  });
  const by = (permit: Permit, content: string, machine = web) =>
    under("medium", [restart("medium", [machine], { tool: "file.write", input: { path: "/etc/motd", content } })], {
      rules: [],
      readOnly: [],
      permits: [permit],
    }).kind;

  test("means its very arguments: a star in them is no pattern, and what holds spaces still fits itself", () => {
    expect([by(approved(), "*"), by(approved(), "root")]).toEqual(["auto", "ask"]);
    const every = { path: "/etc/motd", content: "*/5 * * * *" };
    expect([by(approved({ input: every }), "*/5 * * * *"), by(approved({ input: every }), "*/5")]).toEqual([
      "auto",
      "ask",
    ]);
  });

  test("means its very machines, not another one that has the name by now", () => {
    expect(by(approved(), "*", { ...web, id: machineId("another") })).toBe("ask");
    expect(by(approved(), "*", { ...web, name: "renamed" })).toBe("ask");
  });
});

describe("asked again before it is sent", () => {
  test("a rule that came meanwhile refuses", () => {
    const question = { actor: operator, standing: standing(rule("freeze", "refuse")), nowMs: 0 };
    expect(refusedOn(question, restart("medium"), web)).toMatchObject({ rule: "freeze" });
    expect(refusedOn({ ...question, standing: standing(rule("two", "two")) }, restart("medium"), web)).toBeUndefined();
  });
});

describe("the name to type", () => {
  test("is asked for what is critical only: the machine's, or how many there are", () => {
    expect(nameToType("high", ["web-1"])).toBeUndefined();
    expect(nameToType("critical", ["web-1"])).toBe("web-1");
    expect(nameToType("critical", ["web-1", "web-2"])).toBe("2 machines");
  });
});

describe("a command that only reads", () => {
  const all = { by: ["Landlock 7", "seccomp"], gaps: [] };
  const holding = (profiles: readonly ("local" | "network-read")[]) => ({
    ...web,
    facts: { ...web.facts, confinement: { ...all, profiles: [...profiles] } },
  });
  const reading = (machine: PlanPart["machines"][number], holdTo: PlanPart["holdTo"]): More => ({
    parts: [look([machine])].map((part) => ({ ...part, tool: "shell.run", ...(holdTo ? { holdTo } : {}) })),
  });

  test.each([
    ["local", ["local", "network-read"], "reads"],
    ["network-read", ["local"], "not-enforceable"],
    ["local", [], "not-enforceable"],
    ["nothing", ["local", "network-read"], "not-enforceable"],
  ] as const)("to be held to %s, where %j can be held: %s", (holdTo, profiles, expected) => {
    expect(verdict("ask", "low", reading(holding(profiles), holdTo))).toMatchObject({ rule: expected });
  });

  test("is asked about on a machine whose agent says nothing of it", () => {
    expect(verdict("ask", "low", reading(web, "local"))).toMatchObject({ kind: "ask", rule: "not-enforceable" });
  });

  test("runs unheld where a person typed it, or allowed medium beforehand", () => {
    expect(verdict("exec", "low", reading(web, "local"))).toMatchObject({ kind: "auto", rule: "typed" });
    expect(verdict("exec", "low", { ...reading(web, "local"), approveUpTo: "low" })).toMatchObject({ kind: "ask" });
    expect(verdict("ask", "low", { ...reading(web, "local"), approveUpTo: "medium" }).kind).toBe("auto");
  });
});
