/** What agents say of calls, turned into runs: stored first, then told back to the agent, then the task goes on. */
import { AppError } from "../../domain/error.ts";
import type { MachineId } from "../../domain/machine.ts";
import { runEnded, runMayBecome, taskEnded, type RunState } from "../../domain/task.ts";
import type { CallResult } from "../../protocol/call.ts";
import type { OutputFrame } from "../../protocol/codec.ts";
import type { Change } from "../db/database.ts";
import { endOf } from "./auditOf.ts";
import { goesTogether, merge, type Conductor } from "./conductor.ts";
import { nothing, type Prepared } from "./dispatch.ts";
import { lately } from "./lately.ts";
import type { Ports } from "./ports.ts";
import type { Run, Task } from "./rows.ts";
import { bare, maskedRows } from "./masked.ts";
import { outputRow, withWarning } from "./outputRow.ts";
import type { Held } from "./outputs.ts";
import { limits } from "../../protocol/limits.ts";
import { summarise } from "./summarise.ts";
import { undoStore } from "./undoStore.ts";
import { withEnd } from "./ended.ts";
import { judge, type Judged } from "./verify.ts";
import type { Watch } from "./watch.ts";
import { withWrote } from "./wrote.ts";

/** A run that ends sooner than this never shows as running: one commit less on the way of a short command. */
const showRunningAfterMs = 250;
const retryMs = 2_000;

export function makeIncoming({ ports, conductor, watch }: { ports: Ports; conductor: Conductor; watch: Watch }) {
  const { store, db, link, outputs, clock, log } = ports;
  const started = new Map<string, ReturnType<typeof setTimeout>>();
  const undo = undoStore(ports);

  // A wrong machine's word about a call counts for nothing.
  function ownRun(machineId: MachineId, attemptId: string, attempt = store.attempt(attemptId)): Run | undefined {
    const run = attempt ? store.run(attempt.runId) : undefined;
    return run?.machineId === machineId ? run : undefined;
  }

  function onStarted(machineId: MachineId, attemptId: string, atMs: number): void {
    if (!watch.on(machineId, attemptId)) return;
    watch.acknowledged(machineId, attemptId);
    watch.started(machineId, attemptId, clock());
    clearTimeout(started.get(attemptId));
    const timer = setTimeout(() => {
      started.delete(attemptId);
      void showRunning(machineId, attemptId, atMs);
    }, showRunningAfterMs);
    started.set(attemptId, timer);
  }

  async function showRunning(machineId: MachineId, attemptId: string, atMs: number): Promise<void> {
    const run = ownRun(machineId, attemptId);
    if (run?.state !== "dispatched") return;
    await db
      .commit({
        do: [
          store.moveRun(run.id, "dispatched", { state: "running", startedAtMs: atMs }),
          store.moveAttempt(attemptId, { state: "running" }),
        ],
        events: [eventOf(run, "running", "", attemptId)],
        sync: "later",
      })
      .catch((error: unknown) => error instanceof AppError || log.error("run.not_stored", { error: String(error) }));
  }

  async function onResult(machineId: MachineId, attemptId: string, result: CallResult): Promise<void> {
    const attempt = store.attempt(attemptId);
    const run = attempt && ownRun(machineId, attemptId, attempt);
    // The hub does not know it, or knows how it ended: the agent need not keep it.
    if (!run || !attempt || attempt.state === "ended") {
      link.settled(machineId, attemptId);
      return;
    }
    watch.acknowledged(machineId, attemptId);
    clearTimeout(started.get(attemptId));
    started.delete(attemptId);
    const stored = store.plan(run.taskId, run.revision);
    const step = stored?.plan.steps.find((item) => item.id === run.stepId);
    const judged = (held: Held | undefined): Judged =>
      judge({
        tool: step?.tool ?? "",
        input: step?.input ?? {},
        result: step && stored ? withWrote(result, { plan: stored.plan, step, held }) : result,
      });
    await end({ run, attemptId, judged, result });
    await db.synced();
    link.settled(machineId, attemptId);
  }

  /** Ends a run, whoever found out how. Tries again while the disk refuses: a result is never dropped. */
  async function end({
    run,
    attemptId,
    judged: given,
    result,
    accepted = false,
  }: {
    run: Run;
    attemptId: string;
    /** Judged once all that it wrote is here, where that counts. */
    judged: Judged | ((held: Held | undefined) => Judged);
    /** Absent where its agent said nothing. */
    result?: CallResult;
    /** Its agent is known to have taken it. */
    accepted?: boolean;
  }): Promise<void> {
    watch.ended(attemptId);
    const isOpen = typeof given !== "function" && given.state === "unknown";
    const finishing = isOpen ? undefined : outputs.finish(attemptId);
    const held = finishing && (await finishing);
    const judged = typeof given === "function" ? given(held) : given;
    let task: Task | undefined;
    for (;;) {
      const now = store.run(run.id) ?? run;
      task = store.find(run.taskId);
      const known = fromUnknown(now, judged);
      const moves = runMayBecome(now.state, known.state);
      if (!moves && !result) break;
      const prepared = moves
        ? ending({ run: now, task, attemptId, judged: known, ...(result ? { result } : {}), accepted, held })
        : { ...nothing(), do: attemptOver({ attemptId, ...(result ? { result } : {}), known: true, accepted }) };
      try {
        if (moves)
          merge(prepared, following({ run: now, task, judged: known, endedAtMs: result?.endedAtMs ?? clock() }));
        await db.commit(prepared);
        for (const after of prepared.after) after();
        break;
      } catch (error) {
        if (error instanceof AppError && error.code === "guard_failed") continue;
        log.error("result.not_stored", { attemptId, error: String(error) });
        await Bun.sleep(retryMs);
      }
    }
    // The task as it was before this run ended: one that was over by then has its facts told anew.
    if (task && taskEnded(task.state))
      void retell(run).catch((error: unknown) => log.error("summary.not_stored", { error: String(error) }));
    else conductor.runEnded(run.taskId);
  }

  // One that nobody knows the end of stays open for its agent's word; once that was given, there is no more to come.
  function attemptOver({
    attemptId,
    result,
    known,
    accepted,
  }: {
    attemptId: string;
    result?: CallResult;
    known: boolean;
    accepted: boolean;
  }): Change[] {
    if (!known && !result) return accepted ? [store.moveAttempt(attemptId, { state: "lost" })] : [];
    const resultJson = result ? JSON.stringify(bare(result)) : null;
    return [store.moveAttempt(attemptId, { state: "ended", resultJson, endedAtMs: clock() })];
  }

  function ending({
    run,
    task,
    attemptId,
    judged,
    result,
    accepted,
    held,
  }: {
    run: Run;
    task: Task | undefined;
    attemptId: string;
    judged: Judged;
    result?: CallResult;
    accepted: boolean;
    held: Held | undefined;
  }): Prepared {
    const atMs = clock();
    const told = withWarning(result, held);
    const size = outputRow({ attemptId, held, result, atMs });
    const values = {
      state: judged.state,
      line: judged.line.slice(0, 500),
      errorJson: judged.error ? JSON.stringify(judged.error) : null,
      outputJson: judged.output ? JSON.stringify(judged.output) : null,
      verdictJson: judged.verdict ? JSON.stringify(judged.verdict) : null,
      stallJson: null,
      ...(result ? { startedAtMs: result.startedAtMs } : {}),
      endedAtMs: result?.endedAtMs ?? atMs,
    };
    const changes: Change[] = [store.moveRun(run.id, run.state, values)];
    changes.push(
      ...attemptOver({ attemptId, ...(told ? { result: told } : {}), known: judged.state !== "unknown", accepted }),
    );
    if (size) changes.push(store.insertOutput(size));
    changes.push(...maskedRows({ runId: run.id, attemptId, result, atMs }));
    changes.push(...undo.ended(run, judged));
    return {
      do: changes,
      events: [eventOf(run, judged.state, judged.line, attemptId)],
      audit: [
        {
          actor: task?.actor ?? { id: "system", name: "ailx" },
          origin: "hub",
          action: "run.ended",
          taskId: run.taskId,
          machineId: run.machineId,
          data: endOf({ attemptId, judged, result }),
        },
      ],
      after: [],
      // Its agent keeps the result until this is on the platter.
      sync: "later",
    };
  }

  // The task as it will be once this run has ended; a task that waits or has ended does nothing by itself.
  function following({
    run,
    task,
    judged,
    endedAtMs,
  }: {
    run: Run;
    task: Task | undefined;
    judged: Judged;
    endedAtMs: number;
  }): Prepared {
    const stored = task?.state === "running" ? store.plan(task.id, task.revision) : undefined;
    if (!task || !stored || !goesTogether(stored.plan)) return nothing();
    const runs = withEnd(store.runs(task.id, task.revision), { id: run.id, judged, endedAtMs });
    try {
      return conductor.following(task, stored, runs);
    } catch (error) {
      // The result is stored whatever comes next; the task's own turn meets the same error and tells it.
      if (error instanceof AppError) return nothing();
      throw error;
    }
  }

  // The task ended before this run did (cancelled, or not known until now): its summary tells the new facts.
  async function retell(run: Run): Promise<void> {
    const task = store.find(run.taskId);
    const stored = task && store.plan(task.id, task.revision);
    if (!task || !stored || task.outcome?.kind !== "summary") return;
    const runs = store.runs(task.id, task.revision);
    if (!runs.every((item) => runEnded(item.state))) return;
    const earlier = lately({ db, store }, { taskId: task.id, plan: stored.plan, nowMs: clock() });
    const summary = summarise({ plan: stored.plan, runs, state: task.state, earlier });
    await db.commit({
      do: [
        store.moveTask(task.id, task.state, {
          state: task.state,
          outcomeJson: JSON.stringify(summary),
          headline: summary.headline,
        }),
      ],
      events: [{ kind: "task", taskId: task.id, data: { state: task.state } }],
    });
  }

  return {
    /** How many output frames the hub has of a call that this machine says it holds. */
    frames: (machineId: MachineId, attemptId: string): number => {
      const attempt = store.attempt(attemptId);
      if (!ownRun(machineId, attemptId, attempt)) return 0;
      const stored = store.output(attemptId)?.frames;
      // One that has ended without output is not opened for more.
      return stored ?? (attempt?.state === "ended" ? 0 : outputs.frames(attemptId));
    },
    accepted: (machineId: MachineId, attemptId: string): void => watch.acknowledged(machineId, attemptId),
    started: onStarted,
    output: (machineId: MachineId, attemptId: string, frame: OutputFrame): void => {
      const out = watch.on(machineId, attemptId);
      if (!out) return;
      // Beyond the cap an agent keeps the end too.
      const keepBytes = out.outputBytes + limits.outputEndBytes;
      outputs.add({ attemptId, frame, keepBytes, ack: (frames) => link.ack(machineId, attemptId, frames) });
    },
    result: onResult,
    refused: async (
      machineId: MachineId,
      attemptId: string,
      error: { code: string; detail: string; hint?: string | undefined },
    ): Promise<void> => {
      const run = ownRun(machineId, attemptId);
      if (!run || store.attempt(attemptId)?.state === "ended") return;
      const { code, detail, hint } = error;
      await end({
        run,
        attemptId,
        judged: { state: "failed", line: detail, error: { code, detail, ...(hint === undefined ? {} : { hint }) } },
      });
    },
    end,
  };
}

/** A run that was given up as not known ends as failed where its machine, back again, was told to cancel it. */
const fromUnknown = (run: Run, judged: Judged): Judged =>
  run.state === "unknown" && judged.state === "cancelled"
    ? { ...judged, state: "failed", line: "cancelled while it ran" }
    : judged;

export type Incoming = ReturnType<typeof makeIncoming>;

const eventOf = (run: Run, state: RunState, line: string, attemptId: string) => ({
  kind: "run",
  taskId: run.taskId,
  machineId: run.machineId,
  data: { id: run.id, stepId: run.stepId, machine: run.machineName, state, line: line.slice(0, 500), attemptId },
});
