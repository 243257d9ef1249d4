/** Writes the steps of a runbook into a plan. */
import { type Condition, withSteps } from "../../../domain/condition.ts";
import type { Machine } from "../../../domain/machine.ts";
import { AppError } from "../../../domain/error.ts";
import { readCondition } from "../../../domain/expression.ts";
import type { JsonObject } from "../../../lib/json.ts";
import type { RunbookStep } from "./runbook.ts";
import { runbookNamed } from "./runbooks.ts";
import { addStep, raise, type Sketch } from "./sketch.ts";

type Call = { id: string; inputs: Record<string, string> };

export function addRunbook(sketch: Sketch, call: Call, machines: readonly Machine[]): void {
  const book = runbookNamed(call.id);
  if (!book) throw new AppError("not_found", `There is no runbook ${call.id}.`);
  const said = call.inputs["svc"]?.split(",") ?? [];
  for (const [service, group] of serviceGroups(book.steps, machines, said)) {
    const made = new Map<string, string>();
    for (const step of book.steps) {
      if (step.each && service === "") continue;
      const condition = step.condition === undefined ? undefined : conditionOf(step.condition, made);
      if (condition === "missing") continue;
      const id = addStep(sketch, {
        tool: step.tool,
        input: inputOf(step, service),
        machines: group,
        ...(condition ? { condition } : {}),
      });
      if (id !== undefined) made.set(step.id, id);
    }
  }
  if (book.risk) raise(sketch, book.risk);
  if (book.note !== undefined) sketch.assumptions.push(book.note);
}

/** Machines by the service that the steps with `each` are about there; several services are several groups. */
function serviceGroups(
  steps: readonly RunbookStep[],
  machines: readonly Machine[],
  said: readonly string[],
): [string, Machine[]][] {
  const asked = steps.flatMap((step) => (step.each === "{svc}" ? said : (step.each ?? [])));
  const wanted = [...new Set(asked)];
  if (wanted.length === 0) return [["", [...machines]]];
  const groups = wanted.map((service): [string, Machine[]] => [
    service,
    machines.filter(({ facts }) => facts.services.includes(service)),
  ]);
  const none = machines.filter(({ facts }) => !wanted.some((service) => facts.services.includes(service)));
  return [...groups, ["", none] satisfies [string, Machine[]]].filter(([, group]) => group.length > 0);
}

const inputOf = ({ input }: RunbookStep, service: string): JsonObject =>
  Object.fromEntries(
    Object.entries(input ?? {}).map(([key, value]) => [
      key,
      typeof value === "string" ? value.replaceAll("{service}", service) : value,
    ]),
  );

/** “missing” where a step it looks at was left out: then the guarded step is left out as well. */
const conditionOf = (text: string, made: ReadonlyMap<string, string>): Condition | "missing" =>
  withSteps(readCondition(text), made) ?? "missing";
