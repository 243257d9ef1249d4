import { describe, expect, test } from "bun:test";
import { lex } from "./lex.ts";
import { ask, shortly } from "./testing.ts";
import { timingOf } from "./timing.ts";
import { lookedAtNow } from "./told-times.ts";

// A Friday, ten in the morning in Berlin.
const now = { nowMs: Date.parse("2026-11-20T09:00:00Z"), timeZone: "Europe/Berlin" };
const kindOf = (text: string) => timingOf(lex(text).tokens, now)?.kind;
const left = (text: string) => {
  const timing = timingOf(lex(text).tokens, now);
  return timing?.kind === "told" ? timing.tokens.map(({ low }) => low).join(" ") : timing?.kind;
};

describe("a time in a request", () => {
  test.each([
    ["web-1 is slow every morning at 9, find out why", "web-1 is slow , find out why"],
    ["web-1 crashes every night at 3", "web-1 crashes"],
    ["nginx on web-1 restarts every hour, why?", "nginx on web-1 restarts , why ?"],
    ["nginx on web-1 dies every night at 2, please restart it now", "nginx on web-1 dies , please restart it now"],
    ["every night at 3, web-1 crashes. why?", "web-1 crashes . why ?"],
    ["mail-1 goes down every night at 4", "mail-1 goes down"],
    ["find out why web-1 is slow every morning", "find out why web-1 is slow"],
    ["why does nginx restart every hour?", "why does nginx restart ?"],
    ["does web-1 crash every night at 3?", "does web-1 crash ?"],
    ["the web servers crash every night at 3", "the web servers crash"],
    ["every monday the disk of dl-1 is full", "the disk of dl-1 is full"],
    ["web-1 keeps rebooting at 3am", "web-1 keeps rebooting"],
    ["the backup every night at 2 fails, mend it", "the backup fails , mend it"],
    [
      "our backup of db-1 at 2 every night is broken. please repair it",
      "our backup of db-1 is broken . please repair it",
    ],
    ["the nightly backup at 2 fails, fix it", "backup fails , fix it"],
    ["the cron job every night at 2 does not run on web-1", "the cron job does not run on web-1"],
    ["please fix the backup that fails every night at 2 on web-1", "please fix the backup that fails on web-1"],
    ["the job that runs every night at 2 on web-1 fails, fix it", "the job that runs on web-1 fails , fix it"],
    ["users complain every morning at 9 that web-1 is slow", "users complain that web-1 is slow"],
    ["db-1 has had timeouts every hour, fix that", "db-1 has had timeouts , fix that"],
  ])("“%s” is when it happens", (text, rest) => expect(left(text)).toBe(rest));

  test.each([
    "restart nginx every night at 2",
    "run the backup every night at 2 on web-1",
    "the backup every night at 2 should run on web-1",
    "every morning at 8 find out why web-1 is slow",
    "check every hour whether nginx is down",
    "every hour check if web-1 is down",
    "tell me every morning at 8 if web-1 is down",
    "restart nginx every night at 2 because it leaks memory",
    "nginx should be restarted every night at 2",
    "I want nginx restarted every night at 2",
    "is nginx running every morning at 8",
    "nginx dies every night at 2, restart it every night at 3",
    "restart nginx at 2am, it hangs",
    "every night at 2, restart nginx",
    "restart nginx, every night at 2",
    "now restart nginx every night at 2",
    "restart nginx every night at 2, from now on",
  ])("“%s” is when to do it", (text) => expect(kindOf(text)).toBe("later"));

  test.each([
    "restart nginx now and then every night at 2",
    "restart nginx on web-1 right now and every hour",
    "restart nginx every night at 2 and also now",
  ])("“%s” is both, and asked about", (text) => expect(kindOf(text)).toBe("unclear"));

  test("of a symptom is last when it was last so", () => {
    const timing = timingOf(lex("web-1 is slow every morning at 9").tokens, now);
    expect(timing).toMatchObject({ told: [{ text: "every morning at 9", lastMs: Date.parse("2026-11-20T08:00Z") }] });
  });
});

describe("a schedule", () => {
  const whenOf = (text: string) => {
    const timing = timingOf(lex(text).tokens, now);
    if (timing?.kind !== "later") return timing?.kind;
    const { schedule } = timing.scheduled;
    return schedule.kind === "cron"
      ? `${schedule.cron} ${schedule.timeZone}`
      : `${new Date(schedule.atMs).toISOString().slice(0, 16)} ${schedule.text}`;
  };

  test.each<[string, string]>([
    ["restart nginx at 02:30 UTC every day", "30 2 * * * UTC"],
    ["every day at 9am CET restart nginx", "0 9 * * * Europe/Berlin"],
    ["every night at 2 New York time restart nginx", "0 2 * * * America/New_York"],
    ["restart nginx every night at 2 Europe/London", "0 2 * * * Europe/London"],
    ["tomorrow at 6 UTC restart nginx", "2026-11-21T06:00 tomorrow at 06:00 UTC"],
  ])("is in the zone that is named: %s", (text, when) => expect(whenOf(text)).toBe(when));

  test.each<[string, string]>([
    ["restart nginx every night at 2 except on sundays", "0 2 * * 1,2,3,4,5,6 Europe/Berlin"],
    ["every weekday at 7 except fridays show disk usage", "0 7 * * 1,2,3,4 Europe/Berlin"],
    ["every day at 5 but not on weekends restart nginx", "0 5 * * 1,2,3,4,5 Europe/Berlin"],
  ])("leaves out the days that are excepted: %s", (text, when) => expect(whenOf(text)).toBe(when));

  test("that counts weeks is asked about, with what there is instead", async () => {
    const outcome = await ask("restart nginx on web-1 every second sunday at 3", now);
    if (outcome.kind !== "clarify") throw new Error(outcome.kind);
    expect(outcome.question).toBe(
      "“every second sunday” cannot be a schedule: weeks are not counted. Which of these instead?",
    );
    const crons = await Promise.all(
      outcome.options.map(async ({ value }) => {
        const one = await ask(value, now);
        return one.kind === "plan" && one.plan.schedule?.kind === "cron" ? one.plan.schedule.cron : one.kind;
      }),
    );
    expect(crons).toEqual(["0 3 * * 0", "0 3 * * 0#1", "0 3 * * 0#3"]);
  });

  test("on the second sunday of a month needs no counting", () => {
    expect(whenOf("restart nginx on the second sunday of every month at 3")).toBe("0 3 * * 0#2 Europe/Berlin");
  });
});

describe("a symptom with a time", () => {
  test("is looked into now, and its time is said", async () => {
    const outcome = await ask("nginx on web-1 restarts every hour, why?", now);
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    expect(outcome.plan.schedule).toBeUndefined();
    expect(outcome.plan.understood).toContain("“every hour” is taken as when it happens");
  });

  test("is looked for in the logs since it was last so, where they would not go back that far", async () => {
    const at = { ...now, nowMs: Date.parse("2026-11-20T15:00:00Z") };
    const told = [{ text: "every morning at 9", lastMs: Date.parse("2026-11-20T08:00:00Z") }];
    const outcome = lookedAtNow(await ask("show the errors in the last hour on web-1", at), { told, ...at });
    expect(outcome.kind === "plan" && shortly(outcome.plan)).toEqual([
      'log.errors {"since":"2026-11-20T07:45Z"} @web-1',
    ]);
  });

  test("leaves what is wanted now to be done once", async () => {
    const outcome = await ask("nginx on web-1 dies every night at 2, please restart it now", now);
    if (outcome.kind !== "plan") throw new Error(outcome.kind);
    expect(shortly(outcome.plan)).toEqual(['service.restart {"service":"nginx"} @web-1']);
    expect(outcome.plan.schedule).toBeUndefined();
  });

  test("beside a “now” offers both as requests that are understood", async () => {
    const outcome = await ask("restart nginx on web-1 now and then every night at 2", now);
    if (outcome.kind !== "clarify") throw new Error(outcome.kind);
    const planned = await Promise.all(outcome.options.map(({ value }) => ask(value, now)));
    expect(planned.map((one) => (one.kind === "plan" ? one.plan.schedule?.kind : one.kind))).toEqual([
      undefined,
      "cron",
    ]);
  });
});
