/** What a running task does next: a pure function of its plan, its runs and who is connected. May be asked any time. */
import { holds, type Results, wholeSteps } from "../../domain/condition.ts";
import { oppositeText } from "../../domain/conditionWords.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { MachineId } from "../../domain/machine.ts";
import type { Plan, Step } from "../../domain/plan.ts";
import { inTurn } from "../../domain/rollout.ts";
import { runEnded, type TaskState } from "../../domain/task.ts";
import { cannotBeSeen } from "../planning/diagnosis/looked.ts";
import { brokenWhy, untilText } from "./reasons.ts";
import { bad, roomOf } from "./rollout.ts";
import type { Run } from "./rows.ts";

export type Action =
  | { kind: "dispatch"; run: Run; step: Step }
  | { kind: "skip"; run: Run; why: string }
  | { kind: "unreachable"; run: Run; why: string }
  /** It stays queued; only what it waits for is told. */
  | { kind: "wait"; run: Run; line: string }
  | { kind: "finish"; state: Extract<TaskState, "succeeded" | "partly_failed" | "failed"> };

export type Situation = {
  plan: Plan;
  runs: readonly Run[];
  connected: (id: MachineId) => boolean;
  /** Machines that are away are waited for until then. Absent: not at all. */
  waits?: { untilMs: number; nowMs: number };
  /** What else must end on its machine before this run may begin, in words. Absent: nothing. */
  held?: (run: Run, step: Step) => string | undefined;
};

/** Empty while there is nothing to do but wait. */
export function next(situation: Situation): Action[] {
  const { plan, runs } = situation;
  const results = resultsOf(runs);
  // Machines that are away and waited for, with an earlier step still before them: the others go on without them.
  const behind = new Set<MachineId>();
  const waits: Action[] = [];
  let broken: string | undefined;
  for (const [at, step] of plan.steps.entries()) {
    const own = runs.filter((run) => run.stepId === step.id);
    if (broken !== undefined) {
      const why = broken;
      const waiting = own.filter((run) => run.state === "queued");
      if (waiting.length > 0) return waiting.map((run) => ({ kind: "skip", run, why }));
    }
    const actions = actionsOf(step, { own, results, behind, situation });
    if (actions.some(({ kind }) => kind !== "wait")) return [...waits, ...actions];
    waits.push(...actions);
    const open = own.filter((run) => !runEnded(run.state));
    const away = open.every((run) => run.state === "queued" && isAwaited(run, behind, situation));
    if (open.length > 0 && (!away || plan.steps.slice(at + 1).some((later) => needsAllOf(step, later)))) return waits;
    for (const run of open) behind.add(run.machineId);
    const failed = own.find(bad);
    if (failed && step.onFailure === "stop") broken ??= brokenWhy(step.title, failed.machineName);
  }
  return behind.size > 0
    ? waits
    : [{ kind: "finish", state: endState(runs.filter((run) => !cannotBeSeen(plan, run))) }];
}

type Around = { own: readonly Run[]; results: Results; behind: ReadonlySet<MachineId>; situation: Situation };

function actionsOf(step: Step, { own, results, behind, situation }: Around): Action[] {
  const actions: Action[] = [];
  const ready: Run[] = [];
  for (const run of own) {
    if (run.state !== "queued" || behind.has(run.machineId)) continue;
    const verdict = step.condition ? holds(step.condition, results, run.machineId) : "yes";
    if (verdict === "yes") ready.push(run);
    else actions.push({ kind: "skip", run, why: notNow(step, verdict) });
  }
  if (ready.length === 0) return actions;
  const room = roomOf(step.rollout, own);
  if (room.kind === "stop") return [...actions, ...ready.map((run): Action => ({ kind: "skip", run, why: room.why }))];
  return [...actions, ...begun(step, ready, room.machines, situation)];
}

const notNow = ({ condition }: Step, verdict: "no" | "unknown"): string =>
  verdict === "unknown"
    ? "its condition could not be checked"
    : `not needed: ${condition ? oppositeText(condition) : ""}`;

/** In turn as far as there is room; who is waited for takes none. */
function begun(step: Step, ready: readonly Run[], room: number, { connected, waits, held }: Situation): Action[] {
  const actions: Action[] = [];
  let left = room;
  for (const run of ready.toSorted((a, b) => inTurn(a.machineName, b.machineName))) {
    const away = !connected(run.machineId);
    const line = away ? awaitedLine(run, waits) : left > 0 ? held?.(run, step) : undefined;
    if (line === undefined && left > 0) {
      left--;
      actions.push(away ? { kind: "unreachable", run, why: lostWhy(run, waits) } : { kind: "dispatch", run, step });
    } else if (run.line !== (line ?? "")) actions.push({ kind: "wait", run, line: line ?? "" });
  }
  return actions;
}

const awaitedLine = ({ machineName }: Run, waits: Situation["waits"]): string | undefined =>
  waits && waits.nowMs < waits.untilMs
    ? `waits for ${machineName} until ${untilText(waits.untilMs, waits.nowMs)}`
    : undefined;

const lostWhy = ({ machineName }: Run, waits: Situation["waits"]): string =>
  waits ? `${machineName} did not come back by ${untilText(waits.untilMs, waits.nowMs)}` : "not connected";

const isAwaited = (run: Run, behind: ReadonlySet<MachineId>, { connected, waits }: Situation): boolean =>
  behind.has(run.machineId) || (!connected(run.machineId) && awaitedLine(run, waits) !== undefined);

/** A later step decides by what all or any machines of this one found: it cannot begin without them. */
const needsAllOf = (step: Step, { condition }: Step): boolean =>
  condition !== undefined && wholeSteps(condition).includes(step.id);

/** A machine whose run told nothing is known to be one of the step's, so that “all” and “count” do not overlook it. */
function resultsOf(runs: readonly Run[]): Results {
  const results = new Map<string, Map<MachineId, JsonObject>>();
  for (const run of runs) {
    const step = results.get(run.stepId) ?? new Map<MachineId, JsonObject>();
    step.set(run.machineId, run.output ?? {});
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
