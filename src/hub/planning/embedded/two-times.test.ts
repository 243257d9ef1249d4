import { describe, expect, test } from "bun:test";
import type { PlanSchedule } from "../../../domain/plan.ts";
import { embeddedPlanner } from "./planner.ts";
import { fleet } from "./testing.ts";

const whenOf = (schedule: PlanSchedule | undefined): string | undefined =>
  schedule?.kind === "cron" ? schedule.cron : schedule?.text;

/** Each step in short behind the time at which it is carried out. */
async function planned(text: string): Promise<string[] | string> {
  const outcome = await embeddedPlanner({ text, fleet, nowMs: 0 });
  if (outcome.kind !== "plan") return outcome.kind;
  const { steps, schedule, later } = outcome.plan;
  const from = later ? steps.findIndex(({ id }) => id === later.from) : steps.length;
  return steps.map(({ tool, machineIds, condition }, index) =>
    [
      whenOf(index < from ? schedule : later?.schedule),
      tool,
      machineIds.join("+").replaceAll("id-", ""),
      condition && "if",
    ]
      .filter((part) => part !== undefined)
      .join(" "),
  );
}

describe("two parts of a request with a time each", () => {
  test.each<[string, string[]]>([
    [
      "every day at 8 start nginx on web-1 and stop it at 23:30",
      ["0 8 * * * service.start web-1", "30 23 * * * service.stop web-1"],
    ],
    [
      "start nginx on web-1 at 8 on weekdays and stop it at 19:00",
      ["0 8 * * 1-5 service.start web-1", "0 19 * * 1-5 service.stop web-1"],
    ],
    [
      "stop nginx on web-1 at 1am and start it at 7am every day",
      ["0 1 * * * service.stop web-1", "0 7 * * * service.start web-1"],
    ],
    [
      "every night at 2 restart nginx on web-1, and at 3 restart cron there",
      ["0 2 * * * service.restart web-1", "0 3 * * * service.restart web-1"],
    ],
    [
      "every night at 2 restart nginx on web-1 and every morning at 8 show disk usage of db-1",
      ["0 2 * * * service.restart web-1", "0 8 * * * system.disk db-1"],
    ],
    [
      "every monday at 5 update web-3; at 6 reboot it",
      ["0 5 * * 1 package.update web-3", "0 6 * * 1 system.reboot web-3"],
    ],
    [
      "tomorrow at 6 stop nginx on web-1 and start it again at 8",
      ["tomorrow at 06:00 service.stop web-1", "tomorrow at 08:00 service.start web-1"],
    ],
    [
      "every day at 8 restart nginx on web-1 and at 9 start it if it is down",
      ["0 8 * * * service.restart web-1", "0 9 * * * service.status web-1", "0 9 * * * service.start web-1 if"],
    ],
  ])("“%s”", async (text, steps) => {
    expect(await planned(text)).toEqual(steps);
  });

  test("are told with their times", async () => {
    const text = "every day at 8 start nginx on web-1 and stop it at 23:30";
    expect(await embeddedPlanner({ text, fleet, nowMs: 0 })).toMatchObject({
      plan: {
        understood: "Every day at 08:00, UTC: Start nginx on web-1. Every day at 23:30, UTC: Stop nginx on web-1.",
      },
    });
  });

  test.each<[string, string[]]>([
    ["every day at 8 and at 20 restart nginx on web-1", ["0 8,20 * * * service.restart web-1"]],
    [
      "every night at 2 restart nginx and cron on web-1",
      ["0 2 * * * service.restart web-1", "0 2 * * * service.restart web-1"],
    ],
  ])("are not seen in “%s”", async (text, steps) => {
    expect(await planned(text)).toEqual(steps);
  });

  test.each([
    // What was seen at the one time says nothing of the other.
    "every day at 8 check nginx on web-1 and at 9 restart it if it was down then",
    "tomorrow at 8 stop nginx on web-1 and start it again at 6",
    "every day at 8 start nginx on web-1 and never stop it at 23:30",
    "every day at 8 start nginx on web-1 and frobnicate it at 23:30",
    "every day at 8 start nginx on web-1 and in two hours stop it",
  ])("nothing is planned for “%s”", async (text) => {
    expect(await planned(text)).toBe("decline");
  });
});
