/** Calls that are being stored and not sent yet, by machine: they take room at its agent, which cannot count them. */
import type { MachineId } from "../../domain/machine.ts";

/** One whose commit failed is never sent; it stops counting by itself. */
const forgottenAfterMs = 2_000;

export class OnTheWay {
  readonly #since = new Map<MachineId, number[]>();

  add(machineId: MachineId, nowMs: number): void {
    const since = this.#since.get(machineId) ?? [];
    since.push(nowMs);
    this.#since.set(machineId, since);
  }

  /** One of them is sent. */
  take(machineId: MachineId): void {
    const since = this.#since.get(machineId);
    since?.shift();
    if (since?.length === 0) this.#since.delete(machineId);
  }

  to(machineId: MachineId, nowMs: number): number {
    const since = this.#since.get(machineId);
    while (since?.[0] !== undefined && since[0] + forgottenAfterMs < nowMs) since.shift();
    return since?.length ?? 0;
  }
}
