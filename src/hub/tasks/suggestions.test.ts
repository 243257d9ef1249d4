/** What is offered after a failure names what failed, and can be planned as it stands. */
import { describe, expect, test } from "bun:test";
import { embeddedPlanner } from "../planning/embedded/planner.ts";
import { machineOf } from "../../domain/target-testing.ts";
import { machineId } from "../../domain/machine.ts";
import type { Finding } from "../../domain/finding.ts";
import { untrusted } from "../../domain/untrusted.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Run } from "./rows.ts";
import { suggestionsFor } from "./suggestions.ts";

const fleet = [machineOf({ name: "web-1", services: ["nginx"] }), machineOf({ name: "web-2", services: ["nginx"] })];

async function failed(request: string, more: Partial<Run> = {}): Promise<string[]> {
  const outcome = await embeddedPlanner({ text: request, fleet, nowMs: 0 });
  if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
  const step = outcome.plan.steps.at(-1);
  const run = { state: "failed", line: "", machineName: "web-1", machineId: machineId("id-web-1"), stepId: step?.id };
  return offered(outcome.plan, { ...run, ...more } as Run);
}
const offered = (plan: Plan, run: Run): string[] =>
  (suggestionsFor({ task: { state: "failed", outcome: undefined }, plan, runs: [run] }).suggestions ?? []).map(
    ({ say }) => say,
  );

describe("what is offered after a failure", () => {
  test("is about the service and the machine that failed", async () => {
    expect((await failed("restart nginx on web-1"))[0]).toBe("why is nginx not working on web-1?");
  });

  test("begins with the disk where that is full", async () => {
    const said = await failed("restart nginx on web-1", { line: "write error: No space left on device" });
    expect(said[0]).toBe("why is the disk full on web-1?");
  });

  test("asks for the machine where it could not be reached", async () => {
    expect(await failed("restart nginx on web-1", { state: "unreachable" })).toContain("is web-1 online?");
  });

  test("is understood as it stands, and changes nothing", async () => {
    const all = [
      ...(await failed("restart nginx on web-1")),
      ...(await failed("restart nginx on web-1", { line: "No space left on device" })),
      ...(await failed("restart nginx on web-1", { state: "unreachable" })),
    ];
    for (const text of new Set(all)) {
      const outcome = await embeddedPlanner({ text, fleet, nowMs: 0 });
      expect([text, outcome.kind === "answer" || outcome.kind === "plan"]).toEqual([text, true]);
      if (outcome.kind === "plan") expect(outcome.plan.steps.every(({ access }) => access === "read")).toBe(true);
    }
  });

  test("is nothing where it went well", async () => {
    const outcome = await embeddedPlanner({ text: "restart nginx on web-1", fleet, nowMs: 0 });
    const plan = outcome.kind === "plan" ? outcome.plan : undefined;
    expect(suggestionsFor({ task: { state: "succeeded", outcome: undefined }, plan, runs: [] })).toEqual({});
  });
});

describe("what is offered after something was mended", () => {
  const found: Finding = {
    id: "unit-stopped",
    machineId: machineId("id-web-1"),
    machine: "web-1",
    certainty: "certain",
    cause: untrusted("nginx is stopped"),
    evidence: [],
    fixes: [],
  };
  const mended = async (request: string, findings: Finding[]): Promise<unknown> => {
    const outcome = await embeddedPlanner({ text: request, fleet, nowMs: 0 });
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    const outcomeBefore = { kind: "summary" as const, headline: "", lines: [], findings };
    return suggestionsFor({
      task: { state: "succeeded", outcome: undefined },
      plan: outcome.plan,
      runs: [],
      before: { request: "why is nginx down on web-1?", outcome: outcomeBefore },
    }).suggestions?.map(({ say }) => say);
  };
  test("is the question that led to it", async () => {
    expect(await mended("start nginx on web-1", [found])).toEqual(["why is nginx down on web-1?"]);
  });
  test("is nothing where that found nothing, or nothing was changed", async () => {
    expect(await mended("start nginx on web-1", [])).toBeUndefined();
    expect(await mended("check nginx on web-1", [found])).toBeUndefined();
  });
});
