import { describe, expect, test } from "bun:test";
import { plan, step } from "../hub/tasks/testing/plans.ts";
import { machineId } from "./machine.ts";
import { digestOf, stepId, type Plan, type Step } from "./plan.ts";
import { planDiff } from "./planDiff.ts";

const naming = {
  nameOf: String,
  exactOf: ({ tool, input }: Step) => `${tool} ${Object.values(input).map(String).join(" ")}`,
};
const rated = (of: Plan, risk: "medium" | "high" = "medium") => ({ plan: of, assessment: { risk, level: 3 as const } });
const diff = (before: Plan, after: Plan) => planDiff(rated(before), rated(after), naming);
const texts = (before: Plan, after: Plan) => diff(before, after).map(({ text }) => text);
const stop = step({ id: stepId("s2"), title: "Stop php", tool: "service.stop", input: { service: "php" } });

describe("between two revisions of a plan", () => {
  test("is nothing where they are the same", () => expect(diff(plan(step()), plan(step()))).toEqual([]));
  test("steps that came and went are named with their bytes", () => {
    expect(diff(plan(step()), plan(step(), stop))).toEqual([
      { kind: "added", text: "New: Stop php on web-1, web-2, web-3", after: "service.stop php" },
    ]);
    expect(diff(plan(step(), stop), plan(step()))).toEqual([
      { kind: "removed", text: "No longer: Stop php", before: "service.stop php" },
    ]);
  });
  test("another argument shows before and after", () => {
    expect(diff(plan(step()), plan(step({ input: { service: "ssh" } })))).toEqual([
      {
        kind: "changed",
        text: "Restart nginx: what runs is another",
        before: "service.restart nginx",
        after: "service.restart ssh",
      },
    ]);
  });
  test("machines are named, those that came and those that went", () => {
    expect(texts(plan(step()), plan(step({ machineIds: ["web-1", "web-9"].map(machineId) })))).toEqual([
      "Restart nginx: now also on web-9",
      "Restart nginx: no longer on web-2, web-3",
    ]);
  });
  test("the order is told", () => {
    expect(texts(plan(step(), stop), plan(stop, step()))).toEqual(["The order is now: Stop php, then Restart nginx"]);
  });
  test("risk and facts are told", () => {
    const facts = (is: string) => ({ ...plan(step()), factsUsed: { "service nginx@web-1": is } });
    expect(planDiff(rated(facts("there")), rated(facts("gone"), "high"), naming)).toEqual([
      { kind: "risk", text: "The risk was medium and is high" },
      { kind: "facts", text: "It rests on service nginx on web-1", before: "there", after: "gone" },
    ]);
  });

  const variants: [string, Partial<Step>][] = [
    ["id", { id: stepId("s9") }],
    ["condition", { condition: { kind: "always" } as unknown as NonNullable<Step["condition"]> }],
    ["rollout", { rollout: { mode: "parallel" } }],
    ["verify", { verify: ["it answers"] }],
    ["undo", { undo: { kind: "impossible", why: "gone" } }],
    ["limits", { limits: { timeoutMs: 2, outputBytes: 1_000 } }],
    ["secrets", { secrets: [{ name: "db", version: 1 }] }],
    ["onFailure", { onFailure: "continue" }],
    ["toolVersion", { toolVersion: 2 }],
    ["input that its bytes do not show", { input: { service: "nginx", x: [] } }],
  ];
  test.each(variants)("is never empty where the digest differs: %s", (what, more) => {
    const [before, after] = [plan(step()), plan(step(more))];
    expect(digestOf(before, { risk: "medium", level: 3 })).not.toBe(digestOf(after, { risk: "medium", level: 3 }));
    if (what !== "id") expect(diff(before, after)).not.toEqual([]);
  });
});
