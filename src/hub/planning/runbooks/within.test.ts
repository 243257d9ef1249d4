import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { embeddedPlanner } from "../embedded/planner.ts";
import { readRunbook } from "../embedded/runbook.ts";
import { fleet } from "../embedded/testing.ts";

const source = readFileSync(join(import.meta.dir, "testing/web-unstick.yaml"), "utf8");
const runbooks = [readRunbook(source, "web-unstick.yaml")];

/** The plan's steps in short, `service.restart web-2 if`; what else came of it by its kind. */
async function planned(text: string): Promise<string[]> {
  const outcome = await embeddedPlanner({ text, fleet, nowMs: 0, runbooks });
  if (outcome.kind !== "plan") return [outcome.kind];
  return outcome.plan.steps.map(
    ({ tool, machineIds, condition, input }) =>
      `${tool} ${machineIds.map((id) => id.replace("id-", "")).join("+")}${typeof input["lines"] === "number" ? ` ${input["lines"]}` : ""}${condition ? " if" : ""}`,
  );
}
const unstuck = (machine: string, lines = 50): string[] => [
  `service.status ${machine}`,
  `service.logs ${machine} ${lines} if`,
  `shell.run ${machine} if`,
  `service.restart ${machine} if`,
];

describe("one's own runbook in polite words", () => {
  test.each([
    "could you please unstick web-2?",
    "Hi there, could you please unstick web-2 for me? Thanks a lot!",
    "I'd like you to unstick web-2",
    "would you mind unsticking web-2",
    "please be so kind as to unstick web-2",
    "hey, can you unstick web-2 when you have a minute",
    "we have trouble since this morning, please unstick web-2",
  ])("is what “%s” means", async (text) => {
    expect(await planned(text)).toEqual(unstuck("web-2"));
  });
});

describe("one's own runbook in a clause", () => {
  test.each<[string, string[]]>([
    ["unstick web-2 and show disk usage on db-1", [...unstuck("web-2"), "system.disk db-1"]],
    ["check disk usage on web-2, then unstick web-2", ["system.disk web-2", ...unstuck("web-2")]],
    ["first unstick web-1, then unstick web-2", [...unstuck("web-1"), ...unstuck("web-2")]],
    [
      "unjam the shop on web-1 with 20 lines and restart cron on db-1",
      [...unstuck("web-1", 20), "service.restart db-1"],
    ],
    [
      "please restart cron on db-1, and then could you also unstick web-3 please?",
      ["service.restart db-1", ...unstuck("web-3")],
    ],
    [
      "show memory on web-1 and unjam the shop there with 30 lines please",
      ["system.memory web-1", ...unstuck("web-1", 30)],
    ],
    ["check the disks of web-2, then unstick it", ["system.disk web-2", ...unstuck("web-2")]],
  ])("“%s” is done in its turn, with its slots", async (text, steps) => {
    expect(await planned(text)).toEqual(steps);
  });

  test("is done at its time", async () => {
    const text = "every night at 2 unstick web-2 and show uptime of db-1";
    const outcome = await embeddedPlanner({ text, fleet, nowMs: 0, runbooks });
    expect(outcome).toMatchObject({ kind: "plan", plan: { schedule: { cron: "0 2 * * *" } } });
  });

  test.each(["if nginx is down on web-2, unstick web-2", "unstick web-2 if nginx is down there"])(
    "all of it hangs on the condition of “%s”",
    async (text) => {
      const [look, ...steps] = await planned(text);
      expect([look, steps.length, steps.filter((step) => !step.endsWith(" if"))]).toEqual([
        "service.status web-2",
        4,
        [],
      ]);
    },
  );

  test("asks what the runbook asks, and refuses what it refuses", async () => {
    expect(await planned("unjam the shop with 20 lines and show uptime of web-1")).toEqual(["clarify"]);
    expect(await planned("unjam the shop on web-1 with 5000 lines and show uptime of web-1")).toEqual(["clarify"]);
    expect(await planned("unstick db-1 and show uptime of web-1")).toEqual(["decline"]);
  });

  test.each([
    "restart nginx on web-1 but do not unstick web-2",
    "do not unstick web-2, restart cron on db-1",
    "never restart cron and unstick web-2",
    "please do not, under any circumstances, unstick web-2",
    "unstick web-2? no wait, don't",
    "should I unstick web-2?",
    "what would happen if I restart nginx on web-1 and unstick web-2",
    "bob said: unstick web-2",
    'echo "unstick web-2"',
    "unstick web-2 and delete everything",
  ])("is not what “%s” asks for", async (text) => {
    expect(await planned(text)).toEqual(["decline"]);
  });

  test("says in the plan which runbook says so", async () => {
    const text = "unstick web-2 and show disk usage on db-1";
    const outcome = await embeddedPlanner({ text, fleet, nowMs: 0, runbooks });
    expect(outcome).toMatchObject({
      plan: { plannerRisk: "medium", assumptions: ["The runbook “Bring a web server back” says what is done"] },
    });
  });
});

test("a built-in runbook under a condition is guarded in all its steps", async () => {
  expect(await planned("if disk usage is over 90% on web-1, force log rotation on web-1")).toEqual([
    "metrics.now web-1",
    "file.search web-1 if",
    "shell.run web-1 if",
    "system.disk web-1 if",
  ]);
});
