/** A plan's steps as policies see them: tool, machines, and the risk that a rule asks for. */
import { riskRank } from "../../domain/risk.ts";
import type { PlanPart } from "../../domain/decide.ts";
import type { Machine } from "../../domain/machine.ts";
import type { Step } from "../../domain/plan.ts";
import { assessStep, onlyLooks } from "../../tools/assess.ts";
import { toolNamed } from "../../tools/index.ts";
import type { StoredPlan } from "./rows.ts";

type Assessed = Pick<StoredPlan, "plan" | "assessment">;
type Bare = Omit<PlanPart, "machines"> & { step: Step };

/** Judging a command costs; the steps of a stored plan are judged once, however many machines they go to. */
const judged = new WeakMap<object, Bare[]>();

const bareParts = (stored: Assessed): Bare[] => {
  const known = judged.get(stored);
  if (known) return known;
  const { plan, assessment } = stored;
  const made = plan.steps.map((step): Bare => {
    const { risk, level } = assessStep(step);
    const changes = !onlyLooks(step);
    // Tags and reach make a change worse and not a look.
    const whole = changes && riskRank(assessment.risk) > riskRank(risk) ? assessment.risk : risk;
    const holdTo = whole === "low" ? heldTo(step) : undefined;
    const { tool: looksAt } = step.input;
    const part = {
      step,
      title: step.title,
      tool: step.tool,
      input: step.input,
      risk: whole,
      level,
      changes,
      ...(step.tool === "change.preview" && typeof looksAt === "string" ? { looksAt } : {}),
    };
    return holdTo === undefined ? part : { ...part, holdTo };
  });
  judged.set(stored, made);
  return made;
};

/** What a command is to be held to while it runs; undefined for typed tools, which are reviewed and need it not. */
export function heldTo({ tool, input }: Pick<Step, "tool" | "input">): PlanPart["holdTo"] {
  if (tool !== "shell.run") return undefined;
  return toolNamed(tool).risk(input).confine ?? "nothing";
}

export const partsOf = (stored: Assessed, machines: ReadonlyMap<string, Machine>): PlanPart[] =>
  bareParts(stored).map(({ step, ...part }) => ({
    ...part,
    machines: step.machineIds.flatMap((id) => machines.get(id) ?? []),
  }));

/** One step on one machine, as it is about to be sent. */
export function partOf(stored: Assessed, step: Step, machine: Machine | undefined): PlanPart {
  const found = bareParts(stored).find((part) => part.step.id === step.id);
  if (!found) throw new TypeError(`step ${step.id} is not of this plan`);
  const { step: _step, ...part } = found;
  return { ...part, machines: machine ? [machine] : [] };
}
