/**
 * Keeps promise 3: whatever was lost on the way, each run ends with a result or as `unknown` with what is known. Looks at
 * calls that wait for too long, at what a returning agent still holds, and, at start, at everything left open.
 */
import type { MachineId } from "../../domain/machine.ts";
import { runEnded } from "../../domain/task.ts";
import type { HeldCall } from "../../protocol/frames.ts";
import { limits } from "../../protocol/limits.ts";
import { onlyLooks } from "../../tools/assess.ts";
import type { Conductor } from "./conductor.ts";
import { deliver } from "./dispatch.ts";
import type { Incoming } from "./incoming.ts";
import type { Ports } from "./ports.ts";
import type { Queue } from "./queue.ts";
import { heldBy } from "./resource.ts";
import type { Run } from "./rows.ts";
import type { Attempt } from "./store.ts";
import type { Out, Overdue, Watch } from "./watch.ts";

export function makeReconcile({
  ports,
  conductor,
  incoming,
  watch,
  queue,
}: {
  ports: Ports;
  conductor: Conductor;
  incoming: Incoming;
  watch: Watch;
  queue: Queue;
}) {
  const { store, db, link, clock, log } = ports;

  return {
    /** At start: calls that were out are out still, their machines away until they come. Then every task goes on. */
    start: async (): Promise<void> => {
      for (const { run, attempt } of store.openRuns()) {
        const step = stepOf(run);
        if (!step || runEnded(run.state)) continue;
        watch.add({
          attemptId: attempt.id,
          runId: run.id,
          machineId: run.machineId,
          access: onlyLooks(step) ? "read" : "change",
          sentAtMs: attempt.sentAtMs ?? clock(),
          acknowledged: true,
          accepted: false,
          lostAtMs: clock(),
          timeoutMs: step.limits.timeoutMs,
          outputBytes: step.limits.outputBytes,
          ...heldBy(run, step),
        });
      }
      for (const task of store.unfinished()) await conductor.advance(task.id);
    },

    /** An agent is back: what it holds goes on; what it never got is sent again or told as not delivered. */
    returned: async (machineId: MachineId, calls: readonly HeldCall[]): Promise<void> => {
      watch.back(machineId);
      const held = new Map(calls.map((call) => [call.id, call.state]));
      for (const { run, attempt } of store.openRuns(machineId)) {
        if (held.has(attempt.id)) {
          watch.add({ ...outOf(run, attempt.id, attempt.sentAtMs ?? clock()), acknowledged: true, accepted: true });
          if (held.get(attempt.id) !== "queued") watch.started(machineId, attempt.id, clock());
          // It was away when its task was cancelled.
          if (store.find(run.taskId)?.state === "cancelled") link.cancel(machineId, attempt.id);
        } else await notHeld(run, attempt);
      }
      for (const id of queue.forThis(machineId)) await conductor.advance(id);
    },

    away: (machineId: MachineId): void => watch.away(machineId, clock()),

    /** Once a second. */
    sweep: async (): Promise<void> => {
      for (const late of watch.overdue(clock())) await giveUp(late);
      for (const id of [...queue.over(clock()), ...queue.heldUp]) await conductor.advance(id);
      await expireApprovals();
    },
  };

  function stepOf(run: Run) {
    return store.plan(run.taskId, run.revision)?.plan.steps.find((step) => step.id === run.stepId);
  }

  function outOf(run: Run, attemptId: string, sentAtMs: number): Out {
    const step = stepOf(run);
    return {
      attemptId,
      runId: run.id,
      machineId: run.machineId,
      access: step && onlyLooks(step) ? "read" : "change",
      sentAtMs,
      acknowledged: false,
      accepted: false,
      timeoutMs: step?.limits.timeoutMs ?? 60_000,
      outputBytes: step?.limits.outputBytes ?? 0,
      ...(step ? heldBy(run, step) : {}),
    };
  }

  // The agent's journal does not know it, so it never began. Sent again only while the call would still be valid and wanted.
  async function notHeld(run: Run, attempt: Attempt): Promise<void> {
    const attemptId = attempt.id;
    const task = store.find(run.taskId);
    const stored = store.plan(run.taskId, run.revision);
    const step = stored?.plan.steps.find((item) => item.id === run.stepId);
    const read = step !== undefined && onlyLooks(step);
    // Given up as not known, the run itself no longer tells whether it had begun.
    const began = run.state === "running" || attempt.state === "running" || attempt.state === "lost";
    if (
      task?.state === "running" &&
      stored &&
      step &&
      !runEnded(run.state) &&
      (!began || read) &&
      clock() - (attempt.sentAtMs ?? 0) < limits.callValidMs
    ) {
      log.info("call.redelivered", { attemptId });
      watch.add(outOf(run, attemptId, clock()));
      deliver({ ports, task, stored, step, run, attemptId });
      return;
    }
    const detail = read
      ? `The agent on ${run.machineName} does not know this call any more; it changes nothing, so ask again.`
      : began
        ? `The agent on ${run.machineName} no longer knows this call; how far it came is not known.`
        : `The call never reached ${run.machineName}; nothing was done there.`;
    const state = began && !read ? "unknown" : "failed";
    const hint = state === "unknown" ? { hint: wayOn(run) } : {};
    if (run.state === "unknown" && state === "unknown") return;
    await incoming.end({
      run,
      attemptId,
      judged: { state, line: detail, error: { code: began ? "agent_restarted" : "not_acknowledged", detail, ...hint } },
    });
  }

  async function giveUp({ out, why }: Overdue): Promise<void> {
    const run = store.run(out.runId);
    watch.ended(out.attemptId);
    if (!run || runEnded(run.state)) return;
    if (why === "not_acknowledged") link.suspect(out.machineId);
    const told = {
      not_acknowledged: {
        code: "not_acknowledged",
        detail: `${run.machineName} did not acknowledge within ${limits.acknowledgeMs / 1_000} s`,
      },
      machine_away: { code: "agent_offline", detail: `${run.machineName} was lost while this ran` },
      no_result: { code: "timed_out", detail: `${run.machineName} sent no result in time` },
    }[why];
    const reached = run.state !== "dispatched" || out.acknowledged;
    if (out.access === "read" && !reached)
      return incoming.end({
        run,
        attemptId: out.attemptId,
        judged: { state: "unreachable", line: `${told.detail}.`, error: { ...told, detail: `${told.detail}.` } },
      });
    const detail = `${told.detail}; whether it was done is not known.`;
    await incoming.end({
      run,
      attemptId: out.attemptId,
      judged: { state: "unknown", line: detail, error: { code: told.code, detail, hint: wayOn(run) } },
      accepted: out.accepted,
    });
  }

  async function expireApprovals(): Promise<void> {
    for (const task of store.unfinished()) {
      if (task.state !== "needs_approval") continue;
      const approval = store.approval(task.id, task.revision);
      if (!approval || approval.state !== "open" || approval.expiresAtMs > clock()) continue;
      const headline = "Nobody approved it in time. Nothing was done.";
      await db
        .commit({
          do: [
            store.decideApproval(approval.id, { state: "expired", decidedAtMs: clock() }),
            store.moveTask(task.id, "needs_approval", {
              state: "expired",
              headline,
              outcomeJson: JSON.stringify({ kind: "summary", headline, lines: [] }),
              endedAtMs: clock(),
            }),
          ],
          events: [{ kind: "task", taskId: task.id, data: { state: "expired" } }],
          audit: [
            { actor: { id: "system", name: "ailx" }, origin: "hub", action: "approval.expired", taskId: task.id },
          ],
        })
        .catch((error: unknown) => log.warn("approval.not_expired", { taskId: task.id, error: String(error) }));
    }
  }
}

export type Reconcile = ReturnType<typeof makeReconcile>;

const wayOn = ({ taskId, machineName }: Run): string =>
  `Look at ${machineName} first; \`ailx retry ${taskId.slice(-6)} ${machineName}\` runs it there again.`;
