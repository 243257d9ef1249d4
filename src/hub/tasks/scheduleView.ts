/** When a plan that is not for now would be carried out: in words, and the next times by the clock. */
import { Cron } from "croner";
import type { PlanView } from "../../api/plan.ts";
import type { PlanSchedule } from "../../domain/plan.ts";
import { showHidden } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";

const timesTold = 3;

export function scheduleView(schedule: PlanSchedule, nowMs: number): NonNullable<PlanView["schedule"]> {
  const text = showHidden(schedule.text);
  if (schedule.kind === "at") return { text, next: [iso(schedule.atMs)] };
  const { cron, timeZone } = schedule;
  return { text, cron, timeZone, next: nextTimes(schedule, nowMs) };
}

function nextTimes({ cron, timeZone }: Extract<PlanSchedule, { kind: "cron" }>, nowMs: number): string[] {
  try {
    const times = new Cron(cron, { timezone: timeZone, paused: true }).nextRuns(timesTold, new Date(nowMs));
    return times.map((at) => iso(at.getTime()));
  } catch {
    // What cannot be read is refused where it is approved; the card must be shown all the same.
    return [];
  }
}
