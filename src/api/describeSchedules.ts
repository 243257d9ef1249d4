/** What the API says of its routes for schedules. */
import type { Described } from "./describe.ts";
import { scheduleBegun, scheduleList, scheduleMade, schedulePatch, scheduleRequest, scheduleView } from "./schedule.ts";

export const scheduleSchemas = {
  ScheduleRequest: scheduleRequest,
  SchedulePatch: schedulePatch,
  Schedule: scheduleView,
  ScheduleList: scheduleList,
  ScheduleMade: scheduleMade,
  ScheduleBegun: scheduleBegun,
} as const;

export const scheduleDescribed = {
  "GET /api/schedules": { does: "Schedules, newest first.", gives: { 200: "ScheduleList" } },
  "POST /api/schedules": {
    does: "Asks for something with a time in it. Where it changes something, the schedule is made when its task is approved.",
    takes: "ScheduleRequest",
    gives: { 201: "ScheduleMade", 202: "ScheduleMade" },
  },
  "GET /api/schedules/:id": {
    does: "One schedule with its next times and what became of the last ones.",
    gives: { 200: "Schedule" },
  },
  "PATCH /api/schedules/:id": {
    does: "Pauses it, or lets it go on.",
    takes: "SchedulePatch",
    gives: { 200: "Schedule" },
  },
  "DELETE /api/schedules/:id": { does: "Removes it; what it did stays in its tasks.", gives: { 204: "nothing" } },
  "POST /api/schedules/:id/run": { does: "Does it now, beside its times.", gives: { 202: "ScheduleBegun" } },
} as const satisfies Record<string, Described>;
