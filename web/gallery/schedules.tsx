/** Invented schedules in every state, and the pages that show them. */
import type { DueView, ScheduleView } from "../../src/api/schedule.ts";
import { SchedulePage, SchedulesPage } from "../automation/index.ts";

const hour = 3_600_000;
const day = 24 * hour;
const at = (ms: number): string => new Date(Math.floor(Date.now() / hour) * hour + ms).toISOString();
const due = (ms: number, more: Partial<DueView> = {}): DueView => ({
  due: at(ms),
  outcome: "fired",
  why: "",
  task: `019b0000-0000-7000-8000-0000000000${Math.abs(Math.round(ms / day)) + 10}`,
  state: "succeeded",
  headline: "Restarted nginx on web-1: it runs.",
  ...more,
});
const nothingDone = (ms: number, outcome: "missed" | "skipped", why: string): DueView => ({
  due: at(ms),
  outcome,
  why,
});

const nightly: ScheduleView = {
  id: "019b0000-0000-7000-8000-00000000a001",
  request: "every night at 2 restart nginx on web-1",
  when: "Every night at 02:00",
  cron: "0 2 * * *",
  timeZone: "Europe/Berlin",
  state: "active",
  why: "",
  risk: "medium",
  changes: true,
  next: [1, 2, 3, 4, 5].map((days) => at(days * day)),
  steps: [{ title: "Restart nginx", machines: ["web-1"] }],
  madeBy: "maria",
  madeAt: at(-20 * day),
  task: "019b0000-0000-7000-8000-000000000001",
  history: [
    due(-day),
    nothingDone(-2 * day, "missed", "the hub was not running then; a change is not made up for"),
    nothingDone(-3 * day, "skipped", "task 4f09c2 of an earlier time still goes on"),
    due(-4 * day, { state: "failed", headline: "nginx on web-1 did not come up again; it was put back." }),
    due(-5 * day, { outcome: "by_hand", why: "by ben" }),
    due(-6 * day, { state: "needs_approval", headline: undefined }),
  ],
};
const hourly: ScheduleView = {
  ...nightly,
  id: "019b0000-0000-7000-8000-00000000a002",
  request: "every hour show disk usage on all servers tagged production in the second data centre",
  when: "Every hour",
  risk: "low",
  changes: false,
  members: "tag:production and tag:dc2",
  steps: [{ title: "Look at disk usage", machines: ["web-1", "web-2", "web-3", "db-1", "db-2", "nas-1", "backup-1"] }],
  history: [due(-hour, { headline: "Disks are 12% to 94% full." })],
};
const paused: ScheduleView = {
  ...nightly,
  id: "019b0000-0000-7000-8000-00000000a003",
  request: "every sunday at 4 update all packages on db-1",
  when: "Every Sunday at 04:00",
  state: "paused",
  why: "ben, who made it, may not run anything any more",
  risk: "high",
  next: [],
  madeBy: "ben",
};
const over: ScheduleView = {
  ...nightly,
  id: "019b0000-0000-7000-8000-00000000a004",
  request: "restart nginx on web-1 in two hours",
  when: "In 2 hours",
  cron: undefined,
  timeZone: undefined,
  state: "done",
  next: [],
  history: [due(-day)],
};
const fresh: ScheduleView = { ...nightly, id: "019b0000-0000-7000-8000-00000000a005", history: [] };

const page =
  (one: ScheduleView, mayAct = true) =>
  () => <SchedulePage one={one} mayAct={mayAct} nowMs={Date.now()} />;
export const scheduleViews = {
  schedules: () => <SchedulesPage items={[nightly, hourly, paused, over, fresh]} mayAct nowMs={Date.now()} />,
  "schedules-none": () => <SchedulesPage items={[]} mayAct nowMs={Date.now()} />,
  schedule: page(nightly),
  "schedule-paused": page(paused),
  "schedule-done": page(over),
  "schedule-fresh": page(fresh),
  "schedule-viewer": page(nightly, false),
};
