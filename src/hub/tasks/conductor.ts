/**
 * Drives tasks: looks at what is stored, does what comes next, stores it, again. It may be called at any time and twice;
 * a task's turns never overlap. All it knows lies in the database, so a hub that was killed goes on where it was.
 */
import { AppError, errorBody } from "../../domain/error.ts";
import type { Plan, Step } from "../../domain/plan.ts";
import { onlyLooks } from "../../tools/assess.ts";
import { runEnded, taskEnded, type TaskId } from "../../domain/task.ts";
import { nothing, prepareDispatch, reassess, rowOf, type Dispatch, type Prepared } from "./dispatch.ts";
import { shortId } from "../../lib/ids.ts";
import { finished, planAgain } from "./finish.ts";
import { makeJudging } from "./judging.ts";
import { next, type Action, type Situation } from "./next.ts";
import { makeLook, type Look } from "./look.ts";
import { hubMachine, type Ports } from "./ports.ts";
import { OnTheWay } from "./onTheWay.ts";
import { makeDesks, type Desks } from "./desk.ts";
import { makePlanning } from "./planning.ts";
import type { Queue } from "./queue.ts";
import { replans } from "./replan.ts";
import { heldBy, resourceOf } from "./resource.ts";
import { planningPaused, type Run, type StoredPlan, type Task } from "./rows.ts";
import type { Watch } from "./watch.ts";

export type Conductor = {
  /** Does whatever comes next; resolves when there is nothing left to do but wait. Never rejects. */
  advance: (id: TaskId) => Promise<void>;
  /**
   * What follows a run's end, for the same commit; nothing for large tasks, whose turns are taken apart from single runs.
   */
  following: (task: Task, stored: StoredPlan, runs: readonly Run[]) => Prepared;
  /** The first actions of fresh runs, for the commit that creates them. */
  first: (task: Task, stored: StoredPlan, runs: readonly Run[]) => Prepared;
  /** What a plan would do is looked at on its machines, before anybody is asked about it. */
  look: Look;
  /** A run of it has ended: `advance`, for a large task together with the other ends of the moment. */
  runEnded: (id: TaskId) => void;
  /** Where planners look at machines and people talk to them; `onCancel`: how a look that is not waited for any more ends. */
  desks: Desks;
  onCancel: (handler: (id: TaskId) => Promise<void>) => void;
  /** A hub tool's answer goes the same way as an agent's. */
  onHubRun: (handler: (run: Run, step: Step, attemptId: string) => Promise<void>) => void;
};

/** Up to so many runs, a run's end and what follows from it are one commit. */
const togetherAtMost = 16;
/** The ends of a larger task's runs wait for each other this long, so that not each of them looks at all the others. */
const gatherMs = 10;

/** Whether a task is so small that each run's end decides at once what follows. */
export const goesTogether = ({ steps }: Plan): boolean =>
  steps.reduce((sum, step) => sum + step.machineIds.length, 0) <= togetherAtMost;

export function makeConductor({ ports, watch, queue }: { ports: Ports; watch: Watch; queue: Queue }): Conductor {
  const { store, db, clock, log } = ports;
  const turns = new Map<TaskId, { again: boolean }>();
  const onTheWay = new OnTheWay();
  const gathering = new Map<TaskId, ReturnType<typeof setTimeout>>();
  let cancel: (id: TaskId) => Promise<void> = async () => {};
  let hubRun: (run: Run, step: Step, attemptId: string) => Promise<void> = async () => {};

  const sent = (attemptId: string, run: Run, step: Step): void => {
    onTheWay.take(run.machineId);
    if (run.machineId === hubMachine) {
      hubRun(run, step, attemptId).catch((error: unknown) => log.error("hubtool.failed", { error: String(error) }));
      return;
    }
    watch.add({
      attemptId,
      runId: run.id,
      machineId: run.machineId,
      access: onlyLooks(step) ? "read" : "change",
      sentAtMs: clock(),
      acknowledged: false,
      accepted: false,
      timeoutMs: step.limits.timeoutMs,
      outputBytes: step.limits.outputBytes,
      ...heldBy(run, step),
    });
  };

  const look = makeLook({ ports, first, advance });
  const judged = makeJudging({ ports, advance });
  const desks = makeDesks({ ports, first, advance, cancel: (id) => cancel(id) });
  const plan = makePlanning({ ports, desks, first, look, advance, failed });

  async function advance(id: TaskId): Promise<void> {
    const turn = turns.get(id);
    if (turn) {
      turn.again = true;
      return;
    }
    const own = { again: true };
    turns.set(id, own);
    try {
      while (own.again) {
        own.again = false;
        if (await step(id)) own.again = true;
      }
    } catch (error) {
      await failed(id, error);
    } finally {
      turns.delete(id);
    }
  }

  // True where something was done, so that there may be more.
  async function step(id: TaskId): Promise<boolean> {
    const task = store.find(id);
    if (!task) return false;
    if (task.state === "planning") return plan(task);
    const stored = store.plan(id, task.revision);
    // Paused while it was planned: what was carried out before has ended, and is no end of this.
    if ((task.state !== "running" && task.state !== "paused") || !stored || planningPaused(task)) return false;
    const runs = store.runs(id, task.revision);
    queue.note(task, runs, connected);
    const actions = next(situation(task, stored, runs)).filter(({ kind }) => task.state === "running" || rests(kind));
    if (actions.length === 0) return false;
    if (actions.some((action) => action.kind === "dispatch")) reassess(ports, task, stored);
    const prepared = begin(task, actions);
    for (const action of actions) merge(prepared, act({ task, stored, runs, action }));
    // All is done but the last word on it.
    if (prepared.do.length === 0) return false;
    await db.commit(prepared).catch((error: unknown) => {
      // Another turn of the same task, or a person, was faster: look again.
      if (!(error instanceof AppError) || error.code !== "guard_failed") throw error;
      prepared.after.length = 0;
    });
    for (const after of prepared.after) after();
    return true;
  }

  const connected = (id: Run["machineId"]): boolean => id === hubMachine || ports.link.connected(id);

  function situation(task: Task, { plan }: StoredPlan, runs: readonly Run[]): Situation {
    const untilMs = queue.untilMs(task);
    queue.holds(task.id, false);
    const held = (run: Run, step: Step): string | undefined => {
      const resource = resourceOf(step);
      const about = { taskId: task.id, nowMs: clock() };
      const other = resource === undefined ? undefined : watch.holder(run.machineId, resource, about);
      const full =
        run.machineId !== hubMachine && ports.link.room(run.machineId) <= onTheWay.to(run.machineId, clock());
      if (other === undefined && !full) return undefined;
      queue.holds(task.id, true);
      return other === undefined
        ? `waits until ${run.machineName} has done some of what it has`
        : `waits for task ${shortId(other)} (${resource})`;
    };
    const waits = untilMs === undefined ? {} : { waits: { untilMs, nowMs: clock() } };
    return { plan, runs, connected, held, ...waits };
  }

  function dispatched({ task, stored, run, step, insert }: Omit<Dispatch, "ports" | "onSent">): Prepared {
    const resource = resourceOf(step);
    onTheWay.add(run.machineId, clock());
    if (resource !== undefined) watch.claim(run.machineId, resource, { taskId: task.id, nowMs: clock() });
    return prepareDispatch({ ports, task, stored, step, run, onSent: sent, ...(insert ? { insert } : {}) });
  }

  /** Nothing is sent for a task that was paused or cancelled while this was thought out. */
  function begin(task: Task, actions: readonly Action[]): Prepared {
    const prepared = nothing();
    if (actions.some(({ kind }) => kind === "dispatch"))
      prepared.do.push(store.moveTask(task.id, "running", { state: "running" }));
    return prepared;
  }

  function act({
    task,
    stored,
    runs,
    action,
  }: {
    task: Task;
    stored: StoredPlan;
    runs: readonly Run[];
    action: Action;
  }): Prepared {
    switch (action.kind) {
      case "dispatch":
        return dispatched({ task, stored, step: action.step, run: action.run });
      case "skip":
        return ended(task, action.run, "skipped", action.why);
      case "unreachable":
        return ended(task, action.run, "unreachable", action.why);
      case "wait":
        return waits(action.run, action.line);
      case "finish": {
        if (replans(ports, { task, stored, runs, state: action.state })) return planAgain(ports, task);
        const end = judged({ task, stored, runs, state: action.state });
        return end === "waits" ? nothing() : finished(ports, task, end);
      }
    }
  }

  const waits = (run: Run, line: string): Prepared => ({
    ...nothing(),
    do: [store.tellRun(run.id, "queued", line)],
    events: [
      {
        kind: "run",
        taskId: run.taskId,
        machineId: run.machineId,
        data: { id: run.id, stepId: run.stepId, machine: run.machineName, state: "queued", line },
      },
    ],
  });

  function ended(task: Task, run: Run, state: "skipped" | "unreachable", why: string): Prepared {
    const error =
      state === "unreachable"
        ? { errorJson: JSON.stringify({ code: "agent_offline", detail: `${run.machineName} is not connected.` }) }
        : {};
    return {
      ...nothing(),
      do: [store.moveRun(run.id, "queued", { state, line: why, endedAtMs: clock(), ...error })],
      events: [
        {
          kind: "run",
          taskId: run.taskId,
          machineId: run.machineId,
          data: { id: run.id, stepId: run.stepId, machine: run.machineName, state, line: why },
        },
      ],
      audit: [
        {
          actor: task.actor,
          origin: "hub",
          action: "run.ended",
          taskId: run.taskId,
          machineId: run.machineId,
          data: { state, line: why },
        },
      ],
    };
  }

  function following(task: Task, stored: StoredPlan, runs: readonly Run[]): Prepared {
    const actions = next(situation(task, stored, runs));
    const prepared = begin(task, actions);
    if (actions.some((action) => action.kind === "dispatch")) reassess(ports, task, stored);
    for (const action of actions) merge(prepared, act({ task, stored, runs, action }));
    return prepared;
  }

  // Nothing of the plan has been stored yet, so the runs are inserted in the state they start in.
  function first(task: Task, stored: StoredPlan, runs: readonly Run[]): Prepared {
    const prepared = nothing();
    const begun = new Set<string>();
    for (const action of next(situation(task, stored, runs))) {
      if (action.kind !== "dispatch") continue;
      begun.add(action.run.id);
      merge(prepared, dispatched({ task, stored, step: action.step, run: action.run, insert: true }));
    }
    for (const run of runs) if (!begun.has(run.id)) prepared.do.push(store.insertRun(rowOf(run)));
    return prepared;
  }

  async function failed(id: TaskId, error: unknown): Promise<void> {
    const task = store.find(id);
    log.error("task.failed", {
      taskId: id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    if (!task || taskEnded(task.state) || task.state === "needs_approval" || task.state === "needs_answer") return;
    const body = errorBody(error);
    const waiting = store.runs(id, task.revision).filter((run) => run.state === "queued");
    await db
      .commit({
        do: [
          ...waiting.map((run) =>
            store.moveRun(run.id, "queued", { state: "skipped", line: body.detail, endedAtMs: clock() }),
          ),
          store.moveTask(id, task.state, {
            state: "failed",
            outcomeJson: JSON.stringify({ kind: "error", error: body }),
            headline: body.detail,
            endedAtMs: clock(),
          }),
        ],
        events: [{ kind: "task", taskId: id, data: { state: "failed" } }],
        audit: [
          {
            actor: task.actor,
            origin: "hub",
            action: "task.ended",
            taskId: id,
            data: { state: "failed", code: body.code },
          },
        ],
      })
      .catch((again: unknown) => log.error("task.not_stored", { taskId: id, error: String(again) }));
  }

  function ranOut(id: TaskId): void {
    if (gathering.has(id)) return;
    const task = store.find(id);
    const stored = task && store.plan(id, task.revision);
    if (!stored || goesTogether(stored.plan)) return void advance(id);
    const timer = setTimeout(() => {
      gathering.delete(id);
      void advance(id);
    }, gatherMs);
    gathering.set(id, timer);
  }

  return {
    advance,
    first,
    look,
    desks,
    following,
    runEnded: ranOut,
    onCancel: (handler) => (cancel = handler),
    onHubRun: (handler) => (hubRun = handler),
  };
}

export function merge(into: Prepared, more: Prepared): void {
  into.do.push(...more.do);
  into.events.push(...more.events);
  into.audit.push(...more.audit);
  into.after.push(...more.after);
  if (more.sync === "now") into.sync = "now";
}

/** What a paused task still does: it sends nothing, but tells what nobody waits for any more. */
const rests = (kind: Action["kind"]): boolean => kind === "skip" || kind === "finish";

/** True once nothing of a task moves any more, whatever its state says. */
export const settled = (runs: readonly Run[]): boolean => runs.every((run) => runEnded(run.state));
