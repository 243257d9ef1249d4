/**
 * Calls that are out and not ended: who must acknowledge by when, whose machine went away. Memory only; it is rebuilt
 * from the runs when the hub starts, and what it finds goes through the same commits as everything else.
 */
import type { MachineId } from "../../domain/machine.ts";
import type { TaskId } from "../../domain/task.ts";
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
  /** Its tool takes the machine away for so long; absent: the grace that all have. */
  awayMs?: number;
  /** The agent ends it by itself at its time limit; the hub waits a little longer. */
  timeoutMs: number;
  /** Kept of what it writes, whatever its agent sends. */
  outputBytes: number;
  /** What it has to itself on its machine, for its task. */
  holds?: { resource: string; taskId: TaskId };
};

export type Overdue = { out: Out; why: "not_acknowledged" | "machine_away" | "no_result" };

/** A call that is being stored counts as out for this long, until it is. */
const claimMs = 2_000;

export class Watch {
  readonly #out = new Map<string, Out>();
  /** By machine and resource. */
  readonly #holders = new Map<string, Map<string, TaskId>>();
  readonly #claims = new Map<string, { taskId: TaskId; untilMs: number }>();

  add(out: Out): void {
    this.#out.set(out.attemptId, out);
    if (!out.holds) return;
    const key = keyOf(out.machineId, out.holds.resource);
    const holders = this.#holders.get(key) ?? new Map<string, TaskId>();
    this.#holders.set(key, holders.set(out.attemptId, out.holds.taskId));
  }

  /** Another task's change of the same thing on this machine, which has to end first. */
  holder(
    machineId: MachineId,
    resource: string,
    { taskId, nowMs }: { taskId: TaskId; nowMs: number },
  ): TaskId | undefined {
    const key = keyOf(machineId, resource);
    const claim = this.#claims.get(key);
    if (claim && claim.untilMs <= nowMs) this.#claims.delete(key);
    else if (claim && claim.taskId !== taskId) return claim.taskId;
    return this.#holders
      .get(key)
      ?.values()
      .find((other) => other !== taskId);
  }

  /** Taken before the call is stored, so that no two tasks begin in the same moment. */
  claim(machineId: MachineId, resource: string, { taskId, nowMs }: { taskId: TaskId; nowMs: number }): void {
    this.#claims.set(keyOf(machineId, resource), { taskId, untilMs: nowMs + claimMs });
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
    const out = this.#out.get(attemptId);
    this.#out.delete(attemptId);
    if (!out?.holds) return;
    const key = keyOf(out.machineId, out.holds.resource);
    const holders = this.#holders.get(key);
    holders?.delete(attemptId);
    if (holders?.size === 0) this.#holders.delete(key);
    if (this.#claims.get(key)?.taskId === out.holds.taskId) this.#claims.delete(key);
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
        const waitMs = out.acknowledged ? (out.awayMs ?? graceMs) : limits.acknowledgeMs;
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

const keyOf = (machineId: MachineId, resource: string): string => `${machineId} ${resource}`;
