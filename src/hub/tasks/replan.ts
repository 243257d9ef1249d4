/** After a plan that did not come to its end: whether another way is looked for, what a planner is told of it, and how it ends. */
import type { Outcome } from "../../domain/plan.ts";
import type { TaskState } from "../../domain/task.ts";
import type { FailedStep, PlanRequest } from "../planning/planner.ts";
import { endState } from "./next.ts";
import type { Ports } from "./ports.ts";
import type { Run, StoredPlan, Summary, Task } from "./rows.ts";
import { summarise } from "./summarise.ts";

/** Plans that are made anew in one task; after that a person goes on. */
export const replansAtMost = 2;

type Store = Pick<Ports["store"], "plan" | "runs">;

const failedOf = (runs: readonly Run[]): Run[] => runs.filter(({ state }) => state === "failed");

/** Steps that change something and failed, where what they did is known. Nobody plans on from what is not known. */
function failedChanges({ plan }: StoredPlan, runs: readonly Run[]): Run[] {
  if (runs.some(({ state }) => state === "unknown")) return [];
  const changing = new Set<string>(plan.steps.filter(({ access }) => access === "change").map(({ id }) => id));
  return failedOf(runs).filter(({ stepId }) => changing.has(stepId));
}

/** Revisions of a task that were carried out and failed. */
const triesOf = (store: Store, { id, revision }: Pick<Task, "id" | "revision">): number =>
  Array.from({ length: revision }, (_each, at) => at + 1).filter((each) => failedOf(store.runs(id, each)).length > 0)
    .length;

/**
 * True where a planner with a model may look for another way: its own plan failed, or one that was made without it, for which a
 * model is there. What a schedule or an undo does is not thought of anew.
 */
export function replans(
  { store, alternatives }: { store: Store } & Pick<Ports, "alternatives">,
  { task, stored, runs, state }: { task: Task; stored: StoredPlan; runs: readonly Run[]; state: TaskState },
): boolean {
  const { plan } = stored;
  if (state === "succeeded" || task.state !== "running" || task.kind !== "ask" || plan.schedule || plan.later)
    return false;
  if (task.ask.retryOf !== undefined || task.ask.schedule !== undefined || plan.undoes) return false;
  if (plan.by !== "llm" && (task.ask.planner === "embedded" || alternatives?.(task) !== true)) return false;
  // This one is among the stored runs only once its end is committed.
  const before = triesOf(store, { id: task.id, revision: task.revision - 1 });
  return failedChanges(stored, runs).length > 0 && before < replansAtMost;
}

/** What a planner is told of earlier plans of the same task. */
export function earlierPlans(
  { store }: { store: Store },
  task: Task,
): Pick<PlanRequest, "failed" | "rejected" | "tries"> {
  if (task.revision === 0) return {};
  const stored = store.plan(task.id, task.revision);
  const failed = stored ? failedSteps(stored, store.runs(task.id, task.revision)) : [];
  const rejected = (task.ask.rejected ?? []).flatMap(({ revision, reason }) => {
    const plan = store.plan(task.id, revision)?.plan;
    return plan ? [{ reason, plan }] : [];
  });
  const tries = triesOf(store, task);
  return {
    ...(failed.length > 0 ? { failed } : {}),
    ...(rejected.length > 0 ? { rejected } : {}),
    ...(tries > 0 ? { tries } : {}),
  };
}

const failedSteps = (stored: StoredPlan, runs: readonly Run[]): FailedStep[] =>
  failedChanges(stored, runs).map(({ stepId, machineName, line, error }) => {
    const step = stored.plan.steps.find(({ id }) => id === stepId);
    return {
      title: step?.title ?? stepId,
      tool: step?.tool ?? "",
      input: step?.input ?? {},
      machine: machineName,
      line,
      ...(error ? { error } : {}),
    };
  });

export type EndedSo = { state: TaskState; summary: Summary };

/** A task whose last plan failed and for which no other way was found ends as that plan did, with what the planner says beside it. */
export function endedWithout({ store }: { store: Store }, task: Task, outcome: Outcome): EndedSo | undefined {
  if (outcome.kind !== "answer" && outcome.kind !== "decline") return undefined;
  const stored = task.revision === 0 ? undefined : store.plan(task.id, task.revision);
  const runs = stored ? store.runs(task.id, task.revision) : [];
  if (!stored || failedChanges(stored, runs).length === 0) return undefined;
  const state = endState(runs);
  const summary = summarise({ plan: stored.plan, runs, state });
  const words = outcome.kind === "answer" ? outcome.text : outcome.reason;
  const unseen = outcome.kind === "answer" ? outcome.unseen : undefined;
  const lines = [...summary.lines, `Another way was looked for: ${words}`];
  return { state, summary: { ...summary, lines, ...(unseen ? { unseen } : {}) } };
}
