/** The way back of a task as a plan of its own: its changes from the last to the first, each by what its run told. */
import type { TaskView } from "../../api/task.ts";
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import { stepId, type Plan, type Step, type WayBack } from "../../domain/plan.ts";
import { restsOn } from "../../domain/rests.ts";
import { usualRollout } from "../../domain/rollout.ts";
import { runEnded, taskEnded } from "../../domain/task.ts";
import { showHidden } from "../../domain/untrusted.ts";
import { canonical, type JsonObject } from "../../lib/json.ts";
import { shortId } from "../../lib/ids.ts";
import { limits } from "../../protocol/limits.ts";
import { findTool } from "../../tools/index.ts";
import type { Run, StoredPlan, Task } from "./rows.ts";
import type { StoredWay, TaskStore } from "./store.ts";
import { names } from "./summarise.ts";

export type Undoing = {
  task: Task;
  stored: StoredPlan | undefined;
  runs: readonly Run[];
  ways: ReadonlyMap<string, StoredWay>;
  nowMs: number;
};

/** One run that changed something: what takes it back, or why nothing does. */
export type Change = { run: Run; step: Step } & (
  | { back: Extract<WayBack, { kind: "tool" }> }
  | { why: string; done?: true }
);

/** The changes of a task, the last first. Runs that changed nothing are not among them. */
export function changesOf({ stored, runs, ways, nowMs }: Omit<Undoing, "task">): Change[] {
  const steps = new Map(stored?.plan.steps.map((step) => [String(step.id), step]));
  return runs
    .toSorted((a, b) => b.stepIndex - a.stepIndex)
    .flatMap((run): Change[] => {
      const step = steps.get(run.stepId);
      if (!step || step.access === "read") return [];
      if (run.state === "unknown") return [{ run, step, why: "what it did is not known" }];
      const found = ways.get(run.id);
      return found ? [{ run, step, ...wayOf(found, nowMs) }] : [];
    });
}

function wayOf(
  { way, undoneBy }: StoredWay,
  nowMs: number,
): { back: Extract<WayBack, { kind: "tool" }> } | { why: string; done?: true } {
  if (undoneBy !== undefined) return { why: "it was undone already", done: true };
  if (way.kind !== "tool") return { why: way.kind === "impossible" ? way.why : "it changed nothing" };
  if (way.untilMs !== undefined && way.untilMs < nowMs)
    return { why: "the copies that it needs were kept for 30 days and are gone" };
  const tool = findTool(way.tool);
  if (!tool?.input().safeParse(way.input).success) return { why: `this hub has no ${way.tool} of that form any more` };
  return { back: way };
}

/**
 * Throws `wrong_state` while the task runs and where nothing of it can be undone, with the reasons; `not_found` for a step
 * that it has not.
 */
export function undoPlan({
  undoing,
  fleet,
  step: only,
  force = false,
}: {
  undoing: Undoing;
  fleet: readonly Machine[];
  /** A step's id, or its number from 1. Absent: all of them. */
  step?: string | undefined;
  force?: boolean | undefined;
}): Plan {
  const { task, stored, runs } = undoing;
  if (!stored) throw new AppError("wrong_state", "That task never came to a plan, so there is nothing to undo.");
  if (!taskEnded(task.state) || !runs.every((run) => runEnded(run.state)))
    throw new AppError("wrong_state", "That task still runs; it can be undone once it has ended.");
  const wanted = only === undefined ? undefined : stepNamed(stored.plan, only);
  const changes = changesOf(undoing).filter(({ step }) => wanted === undefined || step.id === wanted.id);
  const here = new Map(fleet.map((machine) => [machine.id, machine]));
  const possible = changes.filter((change) => "back" in change);
  const steps = grouped(
    possible.filter(({ run }) => here.has(run.machineId)),
    force,
  );
  const cannot = impossible(changes);
  if (steps.length === 0) throw nothingToUndo(task, changes, cannot);
  const factsUsed: Record<string, string> = {};
  for (const { step } of steps)
    for (const id of step.machineIds) {
      const machine = here.get(id);
      if (machine) Object.assign(factsUsed, restsOn(step, machine));
    }
  return {
    v: 1,
    by: "person",
    understood: `Undo ${wanted ? `“${wanted.title}” of ` : ""}task ${shortId(task.id)}: ${stored.plan.understood}`,
    on: stored.plan.on,
    steps: steps.map(({ step }) => step),
    excluded: possible
      .filter(({ run }) => !here.has(run.machineId))
      .map(({ run }) => ({ machineId: run.machineId, name: run.machineName, why: "it was removed" })),
    assumptions: [
      ...cannot,
      ...(force
        ? ["What others changed since is overwritten; a copy of it is kept, so that this can be undone too"]
        : []),
    ],
    factsUsed,
    undoes: { task: task.id, runs: Object.fromEntries(steps.map(({ step, takes }) => [step.id, takes])) },
  };
}

function stepNamed({ steps }: Plan, name: string): Step {
  const found = steps.find(({ id }) => id === name) ?? (/^\d{1,3}$/.test(name) ? steps[Number(name) - 1] : undefined);
  if (found) return found;
  throw new AppError("not_found", `That task has no step ${JSON.stringify(name.slice(0, 20))}.`);
}

/** Those that refuse where somebody changed something since. */
const takesForce: ReadonlySet<string> = new Set(["file.restore", "config.restore"]);

type Grouped = { step: Step; takes: Record<string, string> };

/** Machines on which the same takes the same step back are one step. */
function grouped(changes: readonly Extract<Change, { back: unknown }>[], force: boolean): Grouped[] {
  const groups = new Map<string, Extract<Change, { back: unknown }>[]>();
  for (const change of changes) {
    const key = canonical([change.step.id, change.back.tool, change.back.input]);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group, index) => {
    const [first] = group;
    return first
      ? [
          stepFor(
            first,
            group.map(({ run }) => run),
            { index, force },
          ),
        ]
      : [];
  });
}

function stepFor(
  { back }: Extract<Change, { back: unknown }>,
  runs: readonly Run[],
  { index, force }: { index: number; force: boolean },
): Grouped {
  const tool = findTool(back.tool);
  if (!tool) throw new AppError("no_such_tool", `There is no tool named ${back.tool}.`);
  const input: JsonObject = force && takesForce.has(tool.name) ? { ...back.input, force: true } : back.input;
  const machineIds = runs.map(({ machineId }) => machineId).toSorted();
  const step: Step = {
    id: stepId(`u${index + 1}`),
    title: back.text,
    tool: tool.name,
    toolVersion: tool.version,
    input,
    access: tool.access,
    machineIds,
    rollout: usualRollout(machineIds.length),
    verify: tool.checks(input),
    undo: tool.undo(input),
    limits: { timeoutMs: tool.timeoutMs, outputBytes: limits.outputBytes },
    secrets: [],
    // What comes earlier was built upon by what comes later: it is not touched while that stands.
    onFailure: "stop",
  };
  return { step, takes: Object.fromEntries(runs.map((run) => [run.machineId, run.id])) };
}

/** A sentence for each step of which something stays as it is. */
function impossible(changes: readonly Change[]): string[] {
  const reasons = new Map<string, { step: Step; why: string; on: Set<string> }>();
  for (const change of changes) {
    if ("back" in change) continue;
    const key = canonical([change.step.id, change.why]);
    const known = reasons.get(key) ?? { step: change.step, why: change.why, on: new Set<string>() };
    known.on.add(change.run.machineName);
    reasons.set(key, known);
  }
  return [...reasons.values()].map(({ step, why, on }) => `Not undone: “${step.title}” on ${names(on)}; ${why}`);
}

function nothingToUndo(task: Task, changes: readonly Change[], cannot: readonly string[]): AppError {
  if (changes.length === 0)
    return new AppError("wrong_state", "That task changed nothing, so there is nothing to undo.");
  if (changes.every((change) => "done" in change)) return new AppError("wrong_state", "That task was undone already.");
  const why = cannot.map((sentence) => sentence.replace(/^Not undone: /, "")).join(". ");
  return new AppError(
    "wrong_state",
    `Nothing of task ${shortId(task.id)}, “${showHidden(task.request.slice(0, 80))}”, can be undone${why === "" ? ": its machines were removed" : `. ${why}`}.`,
  );
}

/** What a task takes back, and which of its steps can be taken back themselves. */
export function takenBack({
  store,
  ...of
}: Omit<Undoing, "ways"> & { store: Pick<TaskStore, "ways"> }): Pick<TaskView, "undoOf" | "undoable"> {
  const undoes = of.stored?.plan.undoes?.task;
  return { ...(undoes === undefined ? {} : { undoOf: undoes }), ...undoable({ ...of, ways: store.ways(of.task.id) }) };
}

function undoable(undoing: Undoing): Pick<TaskView, "undoable"> {
  const { task, runs } = undoing;
  if (!taskEnded(task.state) || !runs.every((run) => runEnded(run.state))) return {};
  const changes = changesOf(undoing);
  const steps = new Set(changes.filter((change) => "back" in change).map(({ step }) => String(step.id)));
  return steps.size === 0 ? {} : { undoable: { steps: [...steps], not: impossible(changes).map(showHidden) } };
}
