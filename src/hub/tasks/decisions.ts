/** What people decide of a task: approve, reject, answer, cancel. Each is guarded, so that of two only one counts. */
import { mayAct } from "../../domain/account.ts";
import { nameToType } from "../../domain/decide.ts";
import { AppError } from "../../domain/error.ts";
import { runEnded, taskEnded } from "../../domain/task.ts";
import type { Conductor } from "./conductor.ts";
import type { By } from "./create.ts";
import { rowOf } from "./dispatch.ts";
import { unlessOvertaken } from "./overtaken.ts";
import { nameOf, type Ports } from "./ports.ts";
import { runsOf } from "./propose.ts";
import { staleFact } from "./recheck.ts";
import type { Task } from "./rows.ts";
import { summarise } from "./summarise.ts";

export function makeDecisions({ ports, conductor }: { ports: Ports; conductor: Conductor }) {
  const { store, db, clock, link } = ports;

  function open(id: string, by: By) {
    if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
    const task = store.get(id);
    if (task.state !== "needs_approval")
      throw new AppError("wrong_state", `This task is ${task.state.replace("_", " ")}; there is nothing to approve.`);
    const stored = store.plan(task.id, task.revision);
    const approval = store.approval(task.id, task.revision);
    if (!stored || !approval || approval.state !== "open")
      throw new AppError("wrong_state", "This approval was used already.");
    if (approval.expiresAtMs <= clock())
      throw new AppError("approval_expired", "The approval has expired.", {
        hint: "Ask again; the plan is made anew.",
      });
    return { task, stored, approval };
  }

  async function cancel(id: string, by: By): Promise<Task> {
    if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
    const task = store.get(id);
    if (taskEnded(task.state))
      throw new AppError("wrong_state", `This task has already ended: ${task.state.replace("_", " ")}.`);
    const stored = store.plan(task.id, task.revision);
    const runs = stored ? store.runs(task.id, task.revision) : [];
    const summary = stored
      ? summarise({ plan: stored.plan, runs, state: "cancelled" })
      : { kind: "summary" as const, headline: "Cancelled. Nothing had been done.", lines: [] };
    const waiting = runs.filter((run) => run.state === "queued");
    const approval = store.approval(task.id, task.revision);
    await db.commit({
      do: [
        store.moveTask(task.id, task.state, {
          state: "cancelled",
          outcomeJson: JSON.stringify(summary),
          headline: summary.headline,
          endedAtMs: clock(),
        }),
        ...waiting.map((run) =>
          store.moveRun(run.id, "queued", {
            state: "cancelled",
            line: "cancelled before it started",
            endedAtMs: clock(),
          }),
        ),
        ...(approval?.state === "open"
          ? [store.decideApproval(approval.id, { state: "cancelled", decidedAtMs: clock() })]
          : []),
      ],
      events: [
        { kind: "task", taskId: task.id, data: { state: "cancelled" } },
        ...waiting.map((run) => ({
          kind: "run",
          taskId: task.id,
          machineId: run.machineId,
          data: {
            id: run.id,
            stepId: run.stepId,
            machine: run.machineName,
            state: "cancelled",
            line: "cancelled before it started",
          },
        })),
      ],
      audit: [{ actor: by.actor, origin: by.origin, action: "task.cancelled", taskId: task.id }],
    });
    const active = runs.filter((run) => !runEnded(run.state) && run.state !== "queued");
    for (const attempt of store.attemptsOf(task.id, task.revision)) {
      const run = active.find((item) => item.id === attempt.runId);
      if (run) link.cancel(run.machineId, attempt.id);
    }
    return store.get(task.id);
  }

  return {
    /** Throws `stale_plan` where the digest is of another plan, `validation` where a name to type is missing or wrong. */
    approve: async (
      id: string,
      by: By,
      { digest, typedName, reason }: { digest: string; typedName?: string | undefined; reason?: string | undefined },
    ): Promise<Task> => {
      const { task, stored, approval } = open(id, by);
      if (digest !== stored.digest)
        throw new AppError("stale_plan", "The plan has changed since you saw it.", {
          hint: "Look at the new plan, then approve that.",
        });
      const machineNames = [...new Set(stored.plan.steps.flatMap((step) => step.machineIds))].map((machine) =>
        nameOf(ports, machine),
      );
      const name = nameToType(stored.assessment.risk, machineNames);
      if (name !== undefined && typedName !== name)
        throw new AppError("validation", `Type ${JSON.stringify(name)} to approve this.`, {
          fields: { typedName: `has to be ${name}` },
        });
      const other = staleFact(stored.plan, new Map(ports.fleet.list().map((machine) => [String(machine.id), machine])));
      if (other !== undefined)
        throw new AppError("stale_plan", `${other}; the plan was made for how it was.`, { hint: "Ask again." });
      const runs = runsOf(ports, task, stored);
      await db.commit({
        do: [
          store.decideApproval(approval.id, {
            state: "approved",
            actorId: by.actor.id,
            actorName: by.actor.name,
            channel: by.channel,
            reason: reason ?? null,
            decidedAtMs: clock(),
          }),
          store.moveTask(task.id, "needs_approval", { state: "running" }),
          ...runs.map((run) => store.insertRun(rowOf(run))),
        ],
        events: [{ kind: "task", taskId: task.id, data: { state: "running" } }],
        audit: [
          {
            actor: by.actor,
            origin: by.origin,
            action: "approval.given",
            taskId: task.id,
            data: { digest, risk: stored.assessment.risk },
          },
        ],
      });
      void conductor.advance(task.id);
      return store.get(task.id);
    },

    reject: async (id: string, by: By, { reason }: { reason?: string | undefined }): Promise<Task> => {
      const { task, approval } = open(id, by);
      const told = reason === undefined || reason === "" ? "Rejected." : `Rejected: ${reason}`;
      await db.commit({
        do: [
          store.decideApproval(approval.id, {
            state: "rejected",
            actorId: by.actor.id,
            actorName: by.actor.name,
            channel: by.channel,
            reason: reason ?? null,
            decidedAtMs: clock(),
          }),
          store.moveTask(task.id, "needs_approval", {
            state: "rejected",
            outcomeJson: JSON.stringify({ kind: "rejected", reason: reason ?? "" }),
            headline: told,
            endedAtMs: clock(),
          }),
        ],
        events: [{ kind: "task", taskId: task.id, data: { state: "rejected" } }],
        audit: [
          {
            actor: by.actor,
            origin: by.origin,
            action: "approval.refused",
            taskId: task.id,
            data: { reason: reason ?? "" },
          },
        ],
      });
      return store.get(task.id);
    },

    answer: async (id: string, by: By, { answer }: { answer: string }): Promise<Task> => {
      if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
      const task = store.get(id);
      if (task.state !== "needs_answer" || task.outcome?.kind !== "question")
        throw new AppError("wrong_state", "This task asks nothing.");
      const ask = { ...task.ask, answers: [...(task.ask.answers ?? []), { question: task.outcome.question, answer }] };
      await db.commit({
        do: [
          store.moveTask(task.id, "needs_answer", {
            state: "planning",
            askJson: JSON.stringify(ask),
            outcomeJson: null,
            headline: null,
          }),
        ],
        events: [{ kind: "task", taskId: task.id, data: { state: "planning" } }],
        audit: [{ actor: by.actor, origin: by.origin, action: "task.answered", taskId: task.id, data: { answer } }],
      });
      await conductor.advance(task.id);
      return store.get(task.id);
    },

    /** What waits does not start; what runs is ended on its machine. Cancelling an ended task is an error. */
    cancel: (id: string, by: By): Promise<Task> => unlessOvertaken(() => cancel(id, by)),
  };
}

export type Decisions = ReturnType<typeof makeDecisions>;
