/** A plan in the making: steps are added through one function that asks the tool's contract for all it must say. */
import { AppError } from "../../../domain/error.ts";
import type { Tool } from "../../../tools/define.ts";
import type { Condition } from "../../../domain/condition.ts";
import type { Machine } from "../../../domain/machine.ts";
import { type Diagnosis, type Excluded, type Rollout, type Step, stepId } from "../../../domain/plan.ts";
import { restsOn } from "../../../domain/rests.ts";
import { usualRollout } from "../../../domain/rollout.ts";
import { type Risk, worst } from "../../../domain/risk.ts";
import { canonical, type JsonObject } from "../../../lib/json.ts";
import { limits } from "../../../protocol/limits.ts";
import { onlyLooks } from "../../../tools/assess.ts";
import { toolNamed } from "../../../tools/index.ts";

export type Sketch = {
  steps: Step[];
  excluded: Excluded[];
  /** Target expressions that were read or inferred. */
  on: string[];
  assumptions: string[];
  /** Sentences of `understood`, one per clause. */
  understood: string[];
  factsUsed: Record<string, string>;
  plannerRisk: Risk | undefined;
  /** What is to be explained, where that was asked. */
  diagnosis: Diagnosis | undefined;
  /** How changes go over several machines, where it was said. */
  rollout: Rollout | undefined;
  /** Machines that are away may take part: they are waited for. */
  awaits: boolean;
  /** Looks by a command of which nobody said what their failure means: a change that comes after them does not go on without. */
  commandLooks: Set<string>;
};

export const newSketch = ({ rollout, awaits }: Pick<Sketch, "rollout" | "awaits">): Sketch => ({
  steps: [],
  excluded: [],
  on: [],
  assumptions: [],
  understood: [],
  factsUsed: {},
  plannerRisk: undefined,
  diagnosis: undefined,
  rollout,
  awaits,
  commandLooks: new Set(),
});

export type NewStep = {
  tool: string;
  input: JsonObject;
  machines: readonly Machine[];
  title?: string;
  /** What for it is looked once more, although it is in the plan already. */
  again?: string;
  condition?: Condition;
  risk?: Risk;
  onFailure?: "stop" | "continue";
};

/**
 * Adds a step and returns its id. A read that is in the plan already, for the same machines and without a condition, is
 * not added twice: its id is returned, so that conditions refer to it. Undefined where no machine can do it.
 */
export function addStep(sketch: Sketch, given: NewStep): string | undefined {
  const tool = toolNamed(given.tool);
  const machines = given.machines.filter((machine) => able(sketch, machine, given));
  if (machines.length === 0) return undefined;
  const machineIds = machines.map(({ id }) => id).toSorted();
  const input = accepted(tool, given.input);
  const plain = given.title ?? tool.preview(input).title;
  const title = given.again === undefined ? plain : `${plain} once more, ${given.again}`;
  const same = sketch.steps.find(
    (step) =>
      step.tool === given.tool &&
      (given.again === undefined || step.title === title) &&
      canonical([step.input, step.machineIds, step.condition]) ===
        canonical([given.input, machineIds, given.condition]),
  );
  if (same) return same.id;
  const id = `s${sketch.steps.length + 1}`;
  const looks = onlyLooks({ tool: tool.name, input });
  if (!looks) stopAtLooks(sketch);
  else if (tool.access === "change" && given.onFailure === undefined) sketch.commandLooks.add(id);
  sketch.steps.push({
    id: stepId(id),
    title,
    tool: tool.name,
    toolVersion: tool.version,
    input,
    access: tool.access,
    machineIds,
    ...(given.condition ? { condition: given.condition } : {}),
    rollout: looks ? { mode: "parallel" } : (sketch.rollout ?? usualRollout(machineIds.length)),
    verify: tool.checks(input),
    undo: tool.undo(input),
    limits: { timeoutMs: tool.timeoutMs, outputBytes: limits.outputBytes },
    secrets: [],
    onFailure: given.onFailure ?? (looks ? "continue" : "stop"),
  });
  if (!looks)
    for (const machine of machines) Object.assign(sketch.factsUsed, restsOn({ tool: tool.name, input }, machine));
  if (given.risk) raise(sketch, given.risk);
  return id;
}

/** “Test the configuration and restart it”: what a command saw before a change may have been why the change is wanted. */
function stopAtLooks(sketch: Sketch): void {
  sketch.steps = sketch.steps.map((step) =>
    sketch.commandLooks.has(step.id) ? { ...step, onFailure: "stop" as const } : step,
  );
  sketch.commandLooks.clear();
}

export const raise = (sketch: Sketch, risk: Risk): void => {
  sketch.plannerRisk = worst([risk, ...(sketch.plannerRisk ? [sketch.plannerRisk] : [])]);
};

/** Throws `bad_input` where words led to what the tool does not take: then nothing is planned. */
function accepted(tool: Tool, input: JsonObject): JsonObject {
  const read = tool.input().safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AppError(
    "bad_input",
    `${tool.name} does not take this: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`.trim(),
  );
}

/** False, with the reason noted, where the tool cannot run on the machine. */
function able(sketch: Sketch, machine: Machine, { tool: name, input }: NewStep): boolean {
  const tool = toolNamed(name);
  const level = tool.level(accepted(tool, input));
  if (!tool.platforms.includes(machine.facts.platform))
    return exclude(sketch, machine, `${name} does not work on ${machine.facts.platform}`);
  if (machine.maxLevel < level)
    return exclude(sketch, machine, `it permits level ${machine.maxLevel}, and ${name} needs level ${level}`);
  return true;
}

/** Notes that a machine is left out; always false. */
export function exclude(sketch: Sketch, { id, name }: Machine, why: string): false {
  if (!sketch.excluded.some(({ machineId }) => machineId === id)) sketch.excluded.push({ machineId: id, name, why });
  return false;
}
