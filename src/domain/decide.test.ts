import { describe, expect, test } from "bun:test";
import { decide, nameToType } from "./decide.ts";
import type { Risk } from "./risk.ts";
import type { TaskKind } from "./task.ts";

const operator = { role: "operator" } as const;
const verdict = (kind: TaskKind, risk: Risk, more: Partial<Parameters<typeof decide>[0]> = {}) =>
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
    expect(verdict(kind, "critical", { approveUpTo: "high" })).toEqual({ kind: "ask", rule: "critical" });
  });

  test("is nothing where asking was asked for", () => {
    expect(verdict("ask", "low", { confirm: "always" })).toEqual({ kind: "ask", rule: "asked-to-confirm" });
  });

  test("is nothing for viewers, and nothing above the level that was given", () => {
    expect(verdict("ask", "low", { actor: { role: "viewer" } })).toMatchObject({ kind: "refuse", rule: "role" });
    expect(verdict("exec", "low", { maxLevel: 2 })).toMatchObject({ kind: "refuse", rule: "max-level" });
  });
});

describe("the name to type", () => {
  test("is asked for what is critical only: the machine's, or how many there are", () => {
    expect(nameToType("high", ["web-1"])).toBeUndefined();
    expect(nameToType("critical", ["web-1"])).toBe("web-1");
    expect(nameToType("critical", ["web-1", "web-2"])).toBe("2 machines");
  });
});
