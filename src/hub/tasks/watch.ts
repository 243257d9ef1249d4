/**
 * Calls that are out and not ended: who must acknowledge by when, whose machine went away. Memory only; it is rebuilt
 * from the runs when the hub starts, and what it finds goes through the same commits as everything else.
 */
import type { MachineId } from "../../domain/machine.ts";
import { limits } from "../../protocol/limits.ts";

/** A machine that went away may come back within this before its runs count as not known. */
export const graceMs = 30_000;

export type Out = {
  attemptId: string;
  runId: string;
  machineId: MachineId;
  access: "read" | "change";
  sentAtMs: number;
  acknowledged: boolean;
  /** It said so itself; after a hub's restart it may only be taken for granted. */
  accepted: boolean;
  /** Since when it runs; until then it waits in its agent's queue, which may be long. */
  startedAtMs?: number;
  /** Since when its machine is away. */
  lostAtMs?: number;
  /** The agent ends it by itself at its time limit; the hub waits a little longer. */
  timeoutMs: number;
  /** Kept of what it writes, whatever its agent sends. */
  outputBytes: number;
};

export type Overdue = { out: Out; why: "not_acknowledged" | "machine_away" | "no_result" };

export class Watch {
  readonly #out = new Map<string, Out>();

  add(out: Out): void {
    this.#out.set(out.attemptId, out);
  }

  /** The call as it is out on this machine; undefined where it is another machine's, or none. */
  on(machineId: MachineId, attemptId: string): Out | undefined {
    const out = this.#out.get(attemptId);
    return out?.machineId === machineId ? out : undefined;
  }

  acknowledged(machineId: MachineId, attemptId: string): void {
    const out = this.on(machineId, attemptId);
    if (out) out.acknowledged = out.accepted = true;
  }

  started(machineId: MachineId, attemptId: string, nowMs: number): void {
    const out = this.on(machineId, attemptId);
    if (out) out.startedAtMs ??= nowMs;
  }

  ended(attemptId: string): void {
    this.#out.delete(attemptId);
  }

  /** The machine's connection ended: its calls have the grace to come back. */
  away(machineId: MachineId, nowMs: number): void {
    for (const out of this.#out.values()) if (out.machineId === machineId) out.lostAtMs ??= nowMs;
  }

  back(machineId: MachineId): void {
    for (const out of this.#out.values()) if (out.machineId === machineId) delete out.lostAtMs;
  }

  /** What has waited for too long; each is told once, because its end removes it. */
  overdue(nowMs: number): Overdue[] {
    const late: Overdue[] = [];
    for (const out of this.#out.values()) {
      if (out.lostAtMs !== undefined) {
        const waitMs = out.acknowledged ? graceMs : limits.acknowledgeMs;
        if (nowMs - Math.max(out.lostAtMs, out.sentAtMs) >= waitMs)
          late.push({ out, why: out.acknowledged ? "machine_away" : "not_acknowledged" });
      } else if (!out.acknowledged && nowMs - out.sentAtMs >= limits.acknowledgeMs)
        late.push({ out, why: "not_acknowledged" });
      else if (out.startedAtMs !== undefined && nowMs - out.startedAtMs >= out.timeoutMs + 60_000)
        late.push({ out, why: "no_result" });
    }
    return late;
  }
}
