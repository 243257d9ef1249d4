/** How far a step may go at this moment: how many more machines may begin, or why none may any more. */
import type { Rollout } from "../../domain/plan.ts";
import { runEnded } from "../../domain/task.ts";
import { stoppedWhy } from "./reasons.ts";
import type { Run } from "./rows.ts";

export type Room = { kind: "room"; machines: number } | { kind: "stop"; why: string };

/** A run that did not do what was asked, known or not. */
export const bad = (run: Pick<Run, "state">): boolean =>
  run.state === "failed" || run.state === "unreachable" || run.state === "unknown" || run.state === "cancelled";

/** `runs`: all of the step. While the canaries are not all ok, nobody else begins, and one that is not ok ends it. */
export function roomOf(rollout: Rollout, runs: readonly Run[]): Room {
  if (rollout.mode === "parallel") return { kind: "room", machines: runs.length };
  const { canary = 0, batch, stopAfterFailures, stopAfterShare = 1 } = rollout;
  const failed = runs.filter(bad);
  const ok = runs.filter((run) => run.state === "ok").length;
  const first = ok < canary;
  const stops =
    failed.length > 0 && (first || failed.length >= stopAfterFailures || failed.length / runs.length > stopAfterShare);
  if (stops) return { kind: "stop", why: stoppedWhy(failed, runs.length) };
  const busy = runs.filter((run) => run.state !== "queued" && !runEnded(run.state)).length;
  return { kind: "room", machines: Math.max(0, (first ? canary - ok : batch) - busy) };
}
