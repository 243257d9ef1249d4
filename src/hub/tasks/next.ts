/** What a running task does next: a pure function of its plan, its runs and who is connected. May be asked any time. */
import { holds, oppositeText, type Results } from "../../domain/condition.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { MachineId } from "../../domain/machine.ts";
import type { Plan, Step } from "../../domain/plan.ts";
import { runEnded, type TaskState } from "../../domain/task.ts";
import type { Run } from "./rows.ts";

export type Action =
  | { kind: "dispatch"; run: Run; step: Step }
  | { kind: "skip"; run: Run; why: string }
  | { kind: "unreachable"; run: Run }
  | { kind: "finish"; state: Extract<TaskState, "succeeded" | "partly_failed" | "failed"> };

/** Empty while there is nothing to do but wait. */
export function next({
  plan,
  runs,
  connected,
}: {
  plan: Plan;
  runs: readonly Run[];
  connected: (id: MachineId) => boolean;
}): Action[] {
  let broken: string | undefined;
  for (const step of plan.steps) {
    const own = runs.filter((run) => run.stepId === step.id);
    if (broken !== undefined) {
      const waiting = own.filter((run) => run.state === "queued");
      if (waiting.length > 0) return waiting.map((run) => ({ kind: "skip", run, why: broken ?? "" }));
    }
    const actions = actionsOf(step, own, resultsOf(runs), connected);
    if (actions.length > 0) return actions;
    if (own.some((run) => !runEnded(run.state))) return [];
    const failed = own.find(bad);
    if (failed && step.onFailure === "stop") broken ??= `“${step.title}” did not work on ${failed.machineName}`;
  }
  return [{ kind: "finish", state: endState(runs) }];
}

function actionsOf(
  step: Step,
  runs: readonly Run[],
  results: Results,
  connected: (id: MachineId) => boolean,
): Action[] {
  const queued = runs.filter((run) => run.state === "queued");
  const actions: Action[] = [];
  const ready: Run[] = [];
  for (const run of queued) {
    const verdict = step.condition ? holds(step.condition, results, run.machineId) : "yes";
    if (verdict === "no")
      actions.push({
        kind: "skip",
        run,
        why: `not needed: ${step.condition ? oppositeText(step.condition) : ""}`,
      });
    else if (verdict === "unknown") actions.push({ kind: "skip", run, why: "its condition could not be checked" });
    else ready.push(run);
  }
  if (step.rollout.mode === "parallel") return [...actions, ...ready.map((run) => go(run, step, connected))];
  const stoppers = runs.filter(bad);
  if (stoppers.length >= step.rollout.stopAfterFailures)
    return [
      ...actions,
      ...ready.map((run): Action => ({
        kind: "skip",
        run,
        why: `stopped after ${stoppers[0]?.machineName ?? "a machine"} failed`,
      })),
    ];
  const busy = runs.filter((run) => run.state !== "queued" && !runEnded(run.state)).length;
  return [...actions, ...ready.slice(0, Math.max(0, step.rollout.batch - busy)).map((run) => go(run, step, connected))];
}

const go = (run: Run, step: Step, connected: (id: MachineId) => boolean): Action =>
  connected(run.machineId) ? { kind: "dispatch", run, step } : { kind: "unreachable", run };

/** A run that did not do what was asked, known or not. */
export const bad = (run: Pick<Run, "state">): boolean =>
  run.state === "failed" || run.state === "unreachable" || run.state === "unknown" || run.state === "cancelled";

function resultsOf(runs: readonly Run[]): Results {
  const results = new Map<string, Map<MachineId, JsonObject>>();
  for (const run of runs) {
    if (!run.output) continue;
    const step = results.get(run.stepId) ?? new Map<MachineId, JsonObject>();
    step.set(run.machineId, run.output);
    results.set(run.stepId, step);
  }
  return results;
}

/** Computed from the runs alone: what was not needed counts neither way; what was stopped before it began is not done. */
export function endState(
  runs: readonly Pick<Run, "state">[],
): Extract<TaskState, "succeeded" | "partly_failed" | "failed"> {
  if (!runs.some(bad)) return "succeeded";
  return runs.some((run) => run.state === "ok") ? "partly_failed" : "failed";
}
