/**
 * When a schedule is due. In spring, when an hour is left out, what is due in it is due at its end; in autumn, when one comes
 * twice, it is due once, in the first of the two.
 */
import { Cron } from "croner";
import type { PlanSchedule } from "../../domain/plan.ts";

/** The times after `afterMs`, at most `count`; [] where there is none any more. Throws for a wrong cron line or zone. */
export function nextTimes(when: PlanSchedule, afterMs: number, count = 1): number[] {
  if (when.kind === "at") return when.atMs > afterMs ? [when.atMs] : [];
  const cron = new Cron(when.cron, { timezone: when.timeZone, paused: true });
  return cron.nextRuns(count, new Date(afterMs)).map((time) => time.getTime());
}

/** Why this is no time that can be waited for, as a sentence; undefined where it is one. */
export function wrongTime(when: PlanSchedule, nowMs: number): string | undefined {
  if (when.kind === "at") return when.atMs > nowMs ? undefined : "That time has passed.";
  const told = JSON.stringify(when.cron.slice(0, 60));
  // Croner takes seconds and words such as “@hourly” too; nothing here is meant to run every second.
  if (when.cron.trim().split(/\s+/).length !== 5) return `${told} is not a time in cron's five fields.`;
  try {
    return nextTimes(when, nowMs).length === 0 ? `${told} never comes.` : undefined;
  } catch {
    return isZone(when.timeZone)
      ? `${told} is not a time in cron's five fields.`
      : `There is no time zone ${JSON.stringify(when.timeZone.slice(0, 60))}.`;
  }
}

function isZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** “2026-01-06 02:00 Europe/Berlin”: by the clock that the schedule goes by. */
export function clockText(ms: number, when: PlanSchedule): string {
  const timeZone = when.kind === "cron" ? when.timeZone : "UTC";
  return `${new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(ms)} ${timeZone}`;
}
