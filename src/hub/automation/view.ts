/** A schedule as people and programs see it. */
import type { DueView, ScheduleView } from "../../api/schedule.ts";
import { showHidden } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import type { DueTime, Schedule } from "./store.ts";
import { nextTimes, wrongTime } from "./times.ts";

export type TaskSeen = (id: string) => { state: string; headline: string | undefined } | undefined;

export function viewOf({
  schedule,
  history,
  nameOf,
  task,
  nowMs,
}: {
  schedule: Schedule;
  history: readonly DueTime[];
  nameOf: (id: string) => string;
  task: TaskSeen;
  nowMs: number;
}): ScheduleView {
  const { id, request, when, state, why, missed, risk, changes, plan, madeByName, madeAtMs, taskId } = schedule;
  return {
    id,
    request,
    when: capital(showHidden(when.text)),
    ...(when.kind === "cron" ? { cron: when.cron, timeZone: when.timeZone } : {}),
    state: state === "paused" || state === "done" ? state : "active",
    ...(missed === "" ? {} : { missed }),
    why,
    risk,
    changes,
    next: state === "active" && wrongTime(when, nowMs) === undefined ? nextTimes(when, nowMs, 5).map(iso) : [],
    ...(when.kind === "cron" && when.members !== undefined ? { members: showHidden(when.members) } : {}),
    steps: plan.steps.map(({ title, machineIds }) => ({ title: showHidden(title), machines: machineIds.map(nameOf) })),
    madeBy: madeByName,
    madeAt: iso(madeAtMs),
    task: taskId,
    history: history.map((due) => dueOf(due, task)),
  };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function dueOf({ dueMs, outcome, why, taskId }: DueTime, task: TaskSeen): DueView {
  const seen = taskId === null ? undefined : task(taskId);
  return {
    due: iso(dueMs),
    outcome,
    why,
    ...(taskId === null ? {} : { task: taskId }),
    ...(seen ? { state: seen.state } : {}),
    ...(seen?.headline === undefined ? {} : { headline: seen.headline }),
  };
}
