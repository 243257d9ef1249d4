import { describe, expect, test } from "bun:test";
import { lex } from "./lex.ts";
import { scheduleOf } from "./schedule.ts";

// A Friday, ten in the morning in Berlin.
const now = { nowMs: Date.parse("2026-11-20T09:00:00Z"), timeZone: "Europe/Berlin" };
const said = (text: string) => {
  const found = scheduleOf(lex(text).tokens, now);
  if (!found) return undefined;
  const { schedule } = found;
  const when = schedule.kind === "cron" ? schedule.cron : new Date(schedule.atMs).toISOString().slice(0, 16);
  return [found.tokens.map(({ low }) => low).join(" "), when];
};

describe("a time in a request", () => {
  test.each<[string, string, string]>([
    ["every night at 2 restart nginx", "restart nginx", "0 2 * * *"],
    ["restart nginx every night at 2am", "restart nginx", "0 2 * * *"],
    ["every night at 11 restart nginx", "restart nginx", "0 23 * * *"],
    ["restart nginx every day at 14:30", "restart nginx", "30 14 * * *"],
    ["restart nginx at 4 every morning", "restart nginx", "0 4 * * *"],
    ["restart nginx daily at 6pm", "restart nginx", "0 18 * * *"],
    ["nightly at 03:15, restart nginx", "restart nginx", "15 3 * * *"],
    ["restart nginx every monday at 8am", "restart nginx", "0 8 * * 1"],
    ["restart nginx on mondays and thursdays at 8", "restart nginx", "0 8 * * 1,4"],
    ["restart nginx every sunday night at 3", "restart nginx", "0 3 * * 0"],
    ["restart nginx on weekdays at 7 in the morning", "restart nginx", "0 7 * * 1-5"],
    ["weekdays at 19:00 restart nginx", "restart nginx", "0 19 * * 1-5"],
    ["monday to friday at 7:30 restart nginx", "restart nginx", "30 7 * * 1-5"],
    ["restart nginx on the first of every month at 04:00", "restart nginx", "0 4 1 * *"],
    ["restart nginx on the 15th of each month at noon", "restart nginx", "0 12 15 * *"],
    ["restart nginx every month on the 1st at 5am", "restart nginx", "0 5 1 * *"],
    ["restart nginx on the first sunday of the month at 4", "restart nginx", "0 4 * * 0#1"],
    ["restart nginx hourly", "restart nginx", "0 * * * *"],
    ["restart nginx every hour", "restart nginx", "0 * * * *"],
    ["restart nginx every 15 minutes", "restart nginx", "*/15 * * * *"],
    ["restart nginx every six hours", "restart nginx", "0 */6 * * *"],
    ["restart nginx every half hour", "restart nginx", "*/30 * * * *"],
    ["restart nginx once a week on sunday at 1:30", "restart nginx", "30 1 * * 0"],
    ["at 5 every monday restart nginx", "restart nginx", "0 5 * * 1"],
    ["every second hour restart nginx", "restart nginx", "0 */2 * * *"],
    ["restart nginx every 2 days at 5", "restart nginx", "0 5 */2 * *"],
    ["every weekday morning at 6:45 restart nginx", "restart nginx", "45 6 * * 1-5"],
    ["set up a cron job that restarts nginx every night at 3", "restart nginx", "0 3 * * *"],
    ["reboot web-3 at 3am tomorrow", "reboot web-3", "2026-11-21T02:00"],
    ["restart nginx at 23:00 tonight", "restart nginx", "2026-11-20T22:00"],
    ["restart nginx on December 24 at 6pm", "restart nginx", "2026-12-24T17:00"],
    ["in two hours restart nginx", "restart nginx", "2026-11-20T11:00"],
    ["restart nginx in 2h", "restart nginx", "2026-11-20T11:00"],
    ["restart nginx in 30 minutes", "restart nginx", "2026-11-20T09:30"],
    ["restart nginx in half an hour", "restart nginx", "2026-11-20T09:30"],
    ["restart nginx in an hour", "restart nginx", "2026-11-20T10:00"],
    ["restart nginx 45 min from now", "restart nginx", "2026-11-20T09:45"],
    ["restart nginx tomorrow at 6", "restart nginx", "2026-11-21T05:00"],
    ["tomorrow at 6:30pm restart nginx", "restart nginx", "2026-11-21T17:30"],
    ["restart nginx tonight at 11", "restart nginx", "2026-11-20T22:00"],
    ["restart nginx at 3am", "restart nginx", "2026-11-21T02:00"],
    ["restart nginx at 22:00 today", "restart nginx", "2026-11-20T21:00"],
    ["restart nginx at midnight", "restart nginx", "2026-11-20T23:00"],
    ["restart nginx on saturday at 9", "restart nginx", "2026-11-21T08:00"],
    ["schedule a restart of nginx for tomorrow at 3am", "do a restart of nginx", "2026-11-21T02:00"],
  ])("%s", (text, left, when) => expect(said(text)).toEqual([left, when]));

  test.each([
    "restart nginx on every machine",
    "show the daily backup log",
    "which errors were there at 3am",
    "show the nginx log since 10:00",
    "what happened on web-1 yesterday at 14:30",
    "restart nginx if cpu is at 80 percent",
    "every 7 minutes restart nginx",
    "who can log in as root on dev-1",
    "what is in a d file",
    'run "sleep until tomorrow at 6" on web-1',
  ])("%s has none", (text) => expect(said(text)).toBeUndefined());

  test("is told in whole words", () => {
    const found = scheduleOf(lex("restart nginx in 5m").tokens, { nowMs: 0, timeZone: "UTC" })?.schedule;
    expect(found?.text).toBe("in 5 minutes");
  });

  test("is in the zone of the person, also where clocks change", () => {
    const march = { nowMs: Date.parse("2026-03-28T12:00:00Z"), timeZone: "Europe/Berlin" };
    const found = scheduleOf(lex("restart nginx tomorrow at 6").tokens, march)?.schedule;
    expect(found).toMatchObject({ kind: "at", atMs: Date.parse("2026-03-29T04:00:00Z") });
  });
});
