/**
 * Tasks that wait: for machines that are away, because somebody asked for it, or for another task on the same machine.
 * Memory only, made anew from the runs: it says whose turn to take when a machine comes back or the time is over.
 */
import type { MachineId } from "../../domain/machine.ts";
import type { TaskId } from "../../domain/task.ts";
import type { Run, Task } from "./rows.ts";
import { graceMs } from "./watch.ts";

/** Until when machines that are away are waited for; undefined where nobody asked. */
export const waitsUntilMs = ({ ask, createdAtMs }: Pick<Task, "ask" | "createdAtMs">): number | undefined =>
  ask.queueForMs === undefined ? undefined : createdAtMs + ask.queueForMs;

export class Queue {
  readonly #waiting = new Map<TaskId, { untilMs: number; machines: Set<MachineId> }>();

  /** `startedAtMs`: when this hub started. Its agents need a while to come back to it. */
  constructor(readonly startedAtMs: number) {}

  /** Until when a task waits for machines that are away; one that the hub's own end cut short waits for all to be back. */
  untilMs(task: Pick<Task, "ask" | "createdAtMs">): number | undefined {
    const asked = waitsUntilMs(task);
    if (task.createdAtMs >= this.startedAtMs) return asked;
    return Math.max(asked ?? 0, this.startedAtMs + graceMs);
  }

  readonly #heldUp = new Set<TaskId>();

  /** Whether another task's change is in the way of this one; told with every turn of the task. */
  holds(id: TaskId, isHeld: boolean): void {
    if (isHeld) this.#heldUp.add(id);
    else this.#heldUp.delete(id);
  }

  get heldUp(): TaskId[] {
    return [...this.#heldUp];
  }

  /** Told with every turn of the task. */
  note(task: Task, runs: readonly Run[], connected: (id: MachineId) => boolean): void {
    const untilMs = this.untilMs(task);
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
