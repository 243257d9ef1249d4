/**
 * Tasks that wait for machines that are away, because somebody asked for it. Memory only, made anew from the runs: it says
 * whose turn to take when a machine comes back or the time is over.
 */
import type { MachineId } from "../../domain/machine.ts";
import type { TaskId } from "../../domain/task.ts";
import type { Run, Task } from "./rows.ts";

/** Until when machines that are away are waited for; undefined where nobody asked. */
export const waitsUntilMs = ({ ask, createdAtMs }: Pick<Task, "ask" | "createdAtMs">): number | undefined =>
  ask.queueForMs === undefined ? undefined : createdAtMs + ask.queueForMs;

export class Queue {
  readonly #waiting = new Map<TaskId, { untilMs: number; machines: Set<MachineId> }>();

  /** Told with every turn of the task. */
  note(task: Task, runs: readonly Run[], connected: (id: MachineId) => boolean): void {
    const untilMs = waitsUntilMs(task);
    if (untilMs === undefined) return;
    const away = runs.filter((run) => run.state === "queued" && !connected(run.machineId));
    if (away.length === 0) this.#waiting.delete(task.id);
    else this.#waiting.set(task.id, { untilMs, machines: new Set(away.map((run) => run.machineId)) });
  }

  forThis(machine: MachineId): TaskId[] {
    return [...this.#waiting].filter(([, { machines }]) => machines.has(machine)).map(([id]) => id);
  }

  /** Those whose time is over; told once. */
  over(nowMs: number): TaskId[] {
    const late = [...this.#waiting].filter(([, { untilMs }]) => untilMs <= nowMs).map(([id]) => id);
    for (const id of late) this.#waiting.delete(id);
    return late;
  }
}
