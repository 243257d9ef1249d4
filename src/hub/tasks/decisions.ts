/** What people decide of a task: approve, reject, answer, cancel. Each is guarded, so that of two only one counts. */
import { mayAct, roleAtLeast } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { optionOf } from "../../domain/options.ts";
import { runEnded, taskEnded } from "../../domain/task.ts";
import { approve, denied, openApproval, type Given, type Open } from "./approve.ts";
import type { Conductor } from "./conductor.ts";
import type { By } from "./create.ts";
import { unlessOvertaken } from "./overtaken.ts";
import type { Ports } from "./ports.ts";
import type { Task } from "./rows.ts";
import { summarise } from "./summarise.ts";

export function makeDecisions({ ports, conductor }: { ports: Ports; conductor: Conductor }) {
  const { store, db, clock, link } = ports;

  async function rejectable(id: string, by: By): Promise<Open> {
    try {
      return openApproval(ports, id, by);
    } catch (error) {
      if (error instanceof AppError) await denied(ports, id, by, { error });
      throw error;
    }
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
    conductor.desks.stop(task.id);
    const active = runs.filter((run) => !runEnded(run.state) && run.state !== "queued");
    for (const attempt of store.attemptsOf(task.id, task.revision)) {
      const run = active.find((item) => item.id === attempt.runId);
      if (run) link.cancel(run.machineId, attempt.id);
    }
    return store.get(task.id);
  }

  return {
    /** Throws `stale_plan` where the digest is of another plan, `validation` where a name to type is missing or wrong. */
    approve: (id: string, by: By, given: Given): Promise<Task> => approve({ ports, conductor }, id, by, given),

    reject: async (
      id: string,
      by: By,
      { reason, another }: { reason?: string | undefined; another?: true | undefined },
    ): Promise<Task> => {
      const { task, approval } = await rejectable(id, by);
      const again = another === true && task.kind === "ask" && task.ask.retryOf === undefined;
      const rejected = [...(task.ask.rejected ?? []), { revision: task.revision, reason: reason ?? "" }];
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
          again
            ? store.moveTask(task.id, "needs_approval", {
                state: "planning",
                askJson: JSON.stringify({ ...task.ask, rejected }),
                outcomeJson: null,
              })
            : store.moveTask(task.id, "needs_approval", {
                state: "rejected",
                outcomeJson: JSON.stringify({ kind: "rejected", reason: reason ?? "" }),
                headline: told,
                endedAtMs: clock(),
              }),
        ],
        events: [{ kind: "task", taskId: task.id, data: { state: again ? "planning" : "rejected" } }],
        audit: [
          {
            actor: by.actor,
            origin: by.origin,
            action: "approval.refused",
            taskId: task.id,
            data: { request: task.request, reason: reason ?? "" },
          },
        ],
      });
      if (again) await conductor.advance(task.id);
      return store.get(task.id);
    },

    answer: async (id: string, by: By, { answer: said }: { answer: string }): Promise<Task> => {
      if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
      const task = store.get(id);
      if (task.state !== "needs_answer" || task.outcome?.kind !== "question")
        throw new AppError("wrong_state", "This task asks nothing.");
      // An answer becomes a request in the asker's name: with their rights, rules and standing permissions.
      if (by.actor.id !== task.actor.id && !roleAtLeast(by.actor.role, "admin"))
        throw new AppError("forbidden", `${task.actor.name} was asked, and answers that.`, {
          hint: "Ask for it yourself.",
        });
      // “the second one” is what was offered second, whoever planned; other words are for the planner to read.
      const option = optionOf(task.outcome.options, said);
      const answer = option.kind === "value" ? option.value : said;
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
        audit: [
          { actor: by.actor, origin: by.origin, action: "task.answered", taskId: task.id, data: { answer: said } },
        ],
      });
      await conductor.advance(task.id);
      return store.get(task.id);
    },

    /** What waits does not start; what runs is ended on its machine. Cancelling an ended task is an error. */
    cancel: (id: string, by: By): Promise<Task> => unlessOvertaken(() => cancel(id, by)),

    /** A look whose result nobody waits for any more. */
    drop: async (id: string): Promise<void> => {
      const { actor, ask } = store.get(id);
      await unlessOvertaken(() =>
        cancel(id, { actor: { ...actor, kind: "person", role: ask.role }, origin: "hub", channel: ask.channel }),
      );
    },

    /** What a person says to a planner at work, in the asker's name alone. */
    steer: async (id: string, by: By, { text }: { text: string }): Promise<Task> => {
      if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
      const task = store.get(id);
      if (by.actor.id !== task.actor.id && !roleAtLeast(by.actor.role, "admin"))
        throw new AppError("forbidden", `${task.actor.name} asked for this, and steers it.`, {
          hint: "Ask for it yourself.",
        });
      await conductor.desks.steer(task, by.actor.name, text);
      return store.get(id);
    },
  };
}

export type Decisions = ReturnType<typeof makeDecisions>;
