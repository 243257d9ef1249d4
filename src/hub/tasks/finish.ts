/** The end of a task, or its new beginning: what is committed when nothing of a plan is left to do. */
import type { TaskState } from "../../domain/task.ts";
import { nothing, type Prepared } from "./dispatch.ts";
import type { Ended } from "./judging.ts";
import type { Ports } from "./ports.ts";
import type { Task, TaskOutcome } from "./rows.ts";

export const finished = (
  { store, clock }: Pick<Ports, "store" | "clock">,
  task: Task,
  { state, summary }: Ended,
): Prepared => ({
  ...nothing(),
  do: [
    store.moveTask(task.id, task.state, {
      state,
      outcomeJson: JSON.stringify(summary),
      headline: summary.headline,
      endedAtMs: clock(),
    }),
  ],
  events: [{ kind: "task", taskId: task.id, data: { state } }],
  audit: [{ actor: task.actor, origin: "hub", action: "task.ended", taskId: task.id, data: { state } }],
});

/** What failed is known by its runs; the new plan is a revision of its own, and asked about. */
export const planAgain = ({ store }: Pick<Ports, "store">, task: Task): Prepared => ({
  ...nothing(),
  do: [store.moveTask(task.id, "running", { state: "planning", outcomeJson: null })],
  events: [{ kind: "task", taskId: task.id, data: { state: "planning" } }],
  audit: [{ actor: task.actor, origin: "hub", action: "task.replanned", taskId: task.id }],
});

export type TaskValues = Parameters<Ports["store"]["moveTask"]>[2];

/** Planning ended in words. `endedAtMs` null: it only waits for a person. */
export function ending({
  ports,
  task,
  move,
  state,
  told,
  headline,
  endedAtMs = ports.clock(),
}: {
  ports: Ports;
  task: Task;
  move: (values: TaskValues) => Prepared["do"][number];
  state: TaskState;
  told: TaskOutcome;
  headline: string;
  endedAtMs?: number | null;
}): Prepared {
  return {
    ...nothing(),
    sync: "now",
    do: [move({ state, outcomeJson: JSON.stringify(told), headline, endedAtMs })],
    events: [{ kind: "task", taskId: task.id, data: { state } }],
    audit: [
      {
        actor: task.actor,
        origin: task.ask.origin,
        action: `task.${state}`,
        taskId: task.id,
        data: { request: task.request, told: headline.slice(0, 500) },
      },
    ],
  };
}
