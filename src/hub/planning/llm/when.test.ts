/** When a model's plan is carried out, by the person's words and the model's own reading of them. */
import { describe, expect, test } from "bun:test";
import { whenOf } from "./when.ts";

const now = { nowMs: Date.parse("2026-11-20T09:00:00Z"), timeZone: "UTC" };
const nightly = { cron: "0 2 * * *" };

describe("a time at which something goes wrong", () => {
  test.each([
    "the backup every night at 2 fails, mend it",
    "the backup on web-1 fails every night at 2, mend it now",
    "web-1 is slow every morning at 9, fix it",
    "why does nginx on web-1 crash every night at 2? repair it",
  ])("is no schedule, whatever the model says: %s", (text) => {
    expect(whenOf(undefined, { text, ...now })).toEqual({});
    expect(whenOf(nightly, { text, ...now })).toEqual({});
  });

  test("leaves the other time, at which it is to be done", () => {
    const text = "nginx on web-1 dies every night at 2, restart it every night at 3";
    expect(whenOf(nightly, { text, ...now })).toMatchObject({ schedule: { cron: "0 3 * * *" } });
  });
});

describe("a time at which it is to be done", () => {
  test("is the person's, whatever the model says", () => {
    const when = whenOf({ cron: "* * * * *" }, { text: "restart nginx on web-1 every night at 2", ...now });
    expect(when).toMatchObject({ schedule: { cron: "0 2 * * *" } });
  });

  test("beside a clear “now” is asked about, and the answer counts", () => {
    const text = "restart nginx on web-1 every night at 2 and also now";
    expect(whenOf(nightly, { text, ...now })).toMatchObject({ problem: expect.stringContaining("ask_user") });
    const answers = (answer: string) => [{ question: "Which?", answer }];
    expect(whenOf(undefined, { text, ...now, answers: answers("now, once") })).toEqual({});
    expect(whenOf(undefined, { text, ...now, answers: answers("every night at 2") })).toMatchObject({
      schedule: { cron: "0 2 * * *" },
    });
  });

  test("that only the model understood is as the model read it", () => {
    const text = "restart nginx on web-1 when the shop has closed at night";
    expect(whenOf(nightly, { text, ...now })).toMatchObject({ schedule: nightly, read: true });
  });
});
