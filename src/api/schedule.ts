/** Schedules as the API, the pages and the command line show them. */
import * as z from "zod/mini";
import { id, risk, time } from "./common.ts";

/** POST /api/schedules: words with a time in them. */
export const scheduleRequest = () => z.strictObject({ request: z.string().check(z.minLength(1), z.maxLength(2_000)) });
/** PATCH /api/schedules/:id */
export const schedulePatch = () =>
  z.strictObject({
    state: z.optional(z.enum(["active", "paused"])),
    /** skip: a missed time is left out · late: done once, within a day · usual: what only looks is made up for within an hour. */
    missed: z.optional(z.enum(missedChoices)),
  });
export const missedChoices = ["usual", "skip", "late"] as const;
export type MissedChoice = (typeof missedChoices)[number];

export const scheduleStates = ["active", "paused", "done"] as const;
export const dueOutcomes = ["fired", "by_hand", "missed", "skipped"] as const;

const dueView = () =>
  z.object({
    due: time(),
    outcome: z.enum(dueOutcomes),
    /** Why nothing was done, or what else is to be known; empty where there is nothing. */
    why: z.string(),
    task: z.optional(id()),
    /** How that task stands. */
    state: z.optional(z.string()),
    headline: z.optional(z.string()),
  });
export type DueView = z.infer<ReturnType<typeof dueView>>;

export const scheduleView = () =>
  z.object({
    id: id(),
    request: z.string(),
    /** “Every day at 02:00”. */
    when: z.string(),
    cron: z.optional(z.string()),
    timeZone: z.optional(z.string()),
    state: z.enum(scheduleStates),
    /** What is done about a missed time; absent: as is usual. */
    missed: z.optional(z.enum(["skip", "late"])),
    why: z.string(),
    risk: risk(),
    changes: z.boolean(),
    /** At most 5; none while it is paused or done. */
    next: z.array(time()),
    /** The group it is for, a target expression: its machines are found anew at each time. Absent: it is for the machines of its steps. */
    members: z.optional(z.string()),
    steps: z.array(z.object({ title: z.string(), machines: z.array(z.string()) })),
    madeBy: z.string(),
    madeAt: time(),
    /** The task whose approval made it. */
    task: id(),
    /** Newest first; of lists only the newest. */
    history: z.array(dueView()),
  });
export type ScheduleView = z.infer<ReturnType<typeof scheduleView>>;
export const scheduleList = () => z.object({ items: z.array(scheduleView()) });
/** The task that words led to, and the schedule where one was made; none while somebody has to approve, or where it was no plan with a time. */
export const scheduleMade = () => z.object({ task: id(), state: z.string(), schedule: z.optional(scheduleView()) });
export const scheduleBegun = () => z.object({ task: id() });
