import { describe, expect, test } from "bun:test";
import { machineOf, type MachineSketch } from "../../../domain/target-testing.ts";
import { embeddedPlanner } from "./planner.ts";

const well = { tags: ["web"], services: ["nginx", "ssh"], cpu: 0.2, memory: 0.3, disk: 0.4 };
const fleetOf = (more: Record<number, Partial<MachineSketch>> = {}, size = 300) =>
  Array.from({ length: size }, (_, at) => machineOf({ name: `web-${at + 1}`, ...well, ...more[at + 1] }));
const asked = (text: string, fleet = fleetOf(), nowMs = 0) => embeddedPlanner({ text, fleet, nowMs });
async function planned(...of: Parameters<typeof asked>) {
  const outcome = await asked(...of);
  if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
  const machines = new Set(outcome.plan.steps.flatMap(({ machineIds }) => machineIds.map(String)));
  const runs = outcome.plan.steps.reduce((sum, { machineIds }) => sum + machineIds.length, 0);
  return { ...outcome.plan, machines: [...machines], runs };
}

describe("the health of a large fleet", () => {
  test.each([
    "is everything ok?",
    "anything wrong?",
    "are there any problems?",
    "is everything fine with the web servers?",
  ])("is told from what the hub knows where nothing stands out: %s", async (text) => {
    const outcome = await asked(text, fleetOf({ 6: { state: "offline" } }));
    const said = outcome.kind === "answer" ? outcome.text : outcome.kind;
    for (const part of [
      "web-6 (it is offline)",
      "the other 299 machines are well",
      "services and logs were not looked at",
    ])
      expect(said).toContain(part);
  });

  test("is looked at closely where a machine stands out, and who is not looked at is said", async () => {
    const fleet = fleetOf({ 4: { disk: 0.97 }, 9: { memory: 0.95, cpu: 0.99 } });
    const { machines, understood, runs } = await planned("is everything ok?", fleet);
    expect(machines.toSorted()).toEqual(["id-web-4", "id-web-9"]);
    expect(understood).toContain(
      "2 of 300 machines stand out: web-4 (/ is 97 % full); web-9 (95 % of its memory is in use, its CPU is 99 % busy); they are looked at closely, and the other 298 are not looked at",
    );
    expect(runs).toBeLessThan(80);
  });

  test("is never looked at on more than fifteen machines, the worst first", async () => {
    const full = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [at + 1, { disk: 0.9 + at / 500 }]));
    const { machines, understood, runs } = await planned("anything wrong?", fleetOf(full));
    expect(machines).toHaveLength(15);
    expect(machines).toContain("id-web-40");
    expect(understood).toContain(
      "and 30 more; the first 15 are looked at closely, and the other 285 are not looked at",
    );
    expect(understood).not.toContain("so all are looked at");
    expect(runs).toBeLessThan(400);
  });

  test("counts a machine that tells no numbers among those that stand out", async () => {
    const silent = fleetOf().map((machine, at) => (at === 7 ? { ...machine, sample: undefined } : machine));
    const fleet = silent.map(({ sample, ...machine }) => (sample ? { ...machine, sample } : machine));
    expect((await planned("is everything ok?", fleet)).machines).toEqual(["id-web-8"]);
    const { machines, understood } = await planned("is everything ok?", fleetOf(), 3_600_000);
    expect([machines.length, understood]).toEqual([15, expect.stringContaining("has told no numbers for 60 minutes")]);
  });
});

describe("a few machines, or a service by its name", () => {
  test("are all looked at", async () => {
    expect((await planned("is everything ok?", fleetOf({}, 15))).machines).toHaveLength(15);
    expect((await planned("what is wrong with nginx on the web servers?", fleetOf({}, 30))).machines).toHaveLength(30);
  });
});
