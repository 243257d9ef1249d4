/** Pages of schedules. */
export { ScheduleBody, SchedulePage } from "./one.tsx";
export { SchedulesBody, SchedulesPage } from "./list.tsx";
export { schedulePlace } from "./parts.tsx";
