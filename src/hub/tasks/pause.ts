/** What people do to a task while it runs, short of ending it: pause it, go on, leave a machine out. */
import { mayAct, roleAtLeast } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { taskEnded, type TaskState } from "../../domain/task.ts";
import type { Conductor } from "./conductor.ts";
import type { By } from "./create.ts";
import { unlessOvertaken } from "./overtaken.ts";
import type { Ports } from "./ports.ts";
import { skippedWhy } from "./reasons.ts";
import { endedWithout } from "./replan.ts";
import { planningPaused, type Summary, type Task } from "./rows.ts";

export function makePause({ ports, conductor }: { ports: Ports; conductor: Conductor }) {
  const { store, db, clock } = ports;

  async function move(id: string, by: By, { from, to }: { from: TaskState; to: TaskState }): Promise<Task> {
    if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
    const task = store.get(id);
    if (task.state !== from)
      throw new AppError(
        "wrong_state",
        `This task is ${task.state.replace("_", " ")}; only one that is ${from} can ${to === "paused" ? "be paused" : "go on"}.`,
      );
    await db.commit({
      do: [
        store.moveTask(task.id, from, { state: to, headline: to === "paused" ? `Paused by ${by.actor.name}.` : null }),
      ],
      events: [{ kind: "task", taskId: task.id, data: { state: to } }],
      audit: [
        {
          actor: by.actor,
          origin: by.origin,
          action: to === "paused" ? "task.paused" : "task.resumed",
          taskId: task.id,
        },
      ],
    });
    // Paused, too: with nothing left to do it is over.
    await conductor.advance(task.id);
    return store.get(task.id);
  }

  /** Its budget is used up, and a person says how it goes on, in the name of who asked. */
  async function spent(id: string, by: By): Promise<{ task: Task; found: Summary } | undefined> {
    if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
    const task = store.get(id);
    const found = planningPaused(task);
    if (!found) return undefined;
    if (by.actor.id !== task.actor.id && !roleAtLeast(by.actor.role, "admin"))
      throw new AppError("forbidden", `${task.actor.name} asked for this, and says how it goes on.`, {
        hint: "Ask for it yourself.",
      });
    return { task, found };
  }

  async function resume(id: string, by: By): Promise<Task> {
    const { task, found } = (await spent(id, by)) ?? {};
    if (!task || !found) return move(id, by, { from: "paused", to: "running" });
    const soFar = {
      spent: found.spent ?? "",
      text: found.headline,
      looked: found.looked ?? [],
      unseen: found.unseen ?? [],
    };
    await db.commit({
      do: [
        store.moveTask(task.id, "paused", {
          state: "planning",
          askJson: JSON.stringify({ ...task.ask, soFar }),
          outcomeJson: null,
          headline: null,
        }),
      ],
      events: [{ kind: "task", taskId: task.id, data: { state: "planning" } }],
      audit: [{ actor: by.actor, origin: by.origin, action: "task.resumed", taskId: task.id }],
    });
    await conductor.advance(task.id);
    return store.get(task.id);
  }

  async function conclude(id: string, by: By): Promise<Task> {
    const { task, found } = (await spent(id, by)) ?? {};
    if (!task || !found)
      throw new AppError("wrong_state", "Only a task whose planning used up its budget is ended with what was found.", {
        hint: "Others go on, or are cancelled.",
      });
    const { spent: why = "", ...rest } = found;
    const ended = endedWithout(ports, task, {
      kind: "answer",
      text: rest.headline,
      ...(rest.unseen ? { unseen: rest.unseen } : {}),
    });
    const state = ended?.state ?? "succeeded";
    const summary = ended
      ? { ...ended.summary, ...(rest.looked ? { looked: rest.looked } : {}) }
      : { ...rest, lines: [...rest.lines, `Taken as it stood when ${why}.`] };
    await db.commit({
      do: [
        store.moveTask(task.id, "paused", {
          state,
          outcomeJson: JSON.stringify(summary),
          headline: summary.headline,
          endedAtMs: clock(),
        }),
      ],
      events: [{ kind: "task", taskId: task.id, data: { state } }],
      audit: [{ actor: by.actor, origin: by.origin, action: "task.concluded", taskId: task.id }],
    });
    return store.get(task.id);
  }

  async function skip(runId: string, by: By): Promise<Task> {
    if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
    const run = store.run(runId);
    if (!run) throw new AppError("not_found", "There is no such run.");
    const task = store.get(run.taskId);
    // Read at once: the writer may store between two looks that this machine's turn has come.
    const runs = store.runs(task.id, run.revision);
    if (taskEnded(task.state) || runs.find((each) => each.id === run.id)?.state !== "queued")
      throw new AppError("wrong_state", `${run.machineName} has begun this already, or is done with it.`, {
        hint: "What runs can be stopped with the task.",
      });
    const line = skippedWhy(by.actor.name);
    const left = runs.filter(
      (each) => each.machineId === run.machineId && each.state === "queued" && each.stepIndex >= run.stepIndex,
    );
    await db.commit({
      do: left.map((each) => store.moveRun(each.id, "queued", { state: "skipped", line, endedAtMs: clock() })),
      events: left.map((each) => ({
        kind: "run",
        taskId: task.id,
        machineId: each.machineId,
        data: { id: each.id, stepId: each.stepId, machine: each.machineName, state: "skipped", line },
      })),
      audit: [
        {
          actor: by.actor,
          origin: by.origin,
          action: "run.skipped",
          taskId: task.id,
          machineId: run.machineId,
          data: { runs: left.map((each) => each.id) },
        },
      ],
    });
    await conductor.advance(task.id);
    return store.get(task.id);
  }

  return {
    /** Nothing new is sent; what runs goes on to its end and is stored. */
    pause: (id: string, by: By): Promise<Task> =>
      unlessOvertaken(() => move(id, by, { from: "running", to: "paused" })),
    /** What was approved goes on; planning whose budget was used up goes on with a new one, knowing what it found. */
    resume: (id: string, by: By): Promise<Task> => unlessOvertaken(() => resume(id, by)),
    /** Ends planning whose budget was used up with what was found until then. */
    conclude: (id: string, by: By): Promise<Task> => unlessOvertaken(() => conclude(id, by)),

    /** Leaves a machine out of what it has not begun: this run and those after it, which build on it. */
    skip: (runId: string, by: By): Promise<Task> => unlessOvertaken(() => skip(runId, by)),
  };
}

export type Pausing = ReturnType<typeof makePause>;
