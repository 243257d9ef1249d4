/**
 * When a schedule is due. In spring, when an hour is left out, what is due in it is due at its end; in autumn, when one comes
 * twice, it is due once, in the first of the two.
 */
import { Cron } from "croner";
import type { PlanSchedule } from "../../domain/plan.ts";

/** The times after `afterMs`, at most `count`; [] where there is none any more. Throws `TypeError` for a wrong cron line or zone. */
export function nextTimes(when: PlanSchedule, afterMs: number, count = 1): number[] {
  if (when.kind === "at") return when.atMs > afterMs ? [when.atMs] : [];
  const cron = new Cron(when.cron, { timezone: when.timeZone, paused: true });
  return cron.nextRuns(count, new Date(afterMs)).map((time) => time.getTime());
}
