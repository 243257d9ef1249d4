/** Right before anything is sent: is the plan still, byte for byte, the one that was approved, and for the same person? */
import { AppError } from "../../domain/error.ts";
import { digestOf } from "../../domain/plan.ts";
import type { Ports } from "./ports.ts";
import type { StoredPlan, Task } from "./rows.ts";

/** A stored plan never changes, so its digest is computed once for all of its runs. */
const digests = new WeakMap<StoredPlan, string>();
function digestNow(stored: StoredPlan): string {
  const known = digests.get(stored);
  if (known !== undefined) return known;
  const computed = digestOf(stored.plan, stored.assessment);
  digests.set(stored, computed);
  return computed;
}

/** Throws `stale_plan`: one byte of what decides what happens, a machine, the order, or who asked is not what was approved. */
export function approvalHolds({ store }: Pick<Ports, "store">, task: Task, stored: StoredPlan): void {
  const approval = store.approval(task.id, task.revision);
  const why =
    approval === undefined || approval.state !== "approved" || approval.given < approval.needed
      ? "Nobody approved this plan"
      : approval.askerId !== null && approval.askerId !== task.actor.id
        ? "The approval was for another person's task"
        : approval.digest !== stored.digest || approval.digest !== digestNow(stored)
          ? "The plan is not the one that was approved"
          : undefined;
  if (why !== undefined) throw new AppError("stale_plan", `${why}, so nothing more is sent.`, { hint: "Ask again." });
}
