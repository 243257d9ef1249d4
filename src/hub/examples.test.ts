/** What is offered on the home page is understood as it stands, and says what speaks for it. */
import { describe, expect, test } from "bun:test";
import { machineOf } from "../domain/target-testing.ts";
import { examplesFor } from "./examples.ts";
import { embeddedPlanner } from "./planning/embedded/planner.ts";

const well = [
  machineOf({ name: "web-1", tags: ["web"], services: ["nginx"], init: "systemd" }),
  machineOf({ name: "db-1", services: ["postgresql"], init: "systemd" }),
];
const ill = [
  machineOf({ name: "web-1", tags: ["web"], services: ["nginx"], disk: 0.94, cpu: 0.97 }),
  machineOf({ name: "web-2", disk: 0.99 }),
  machineOf({ name: "nas-1", state: "offline" }),
  machineOf({ name: "db-1", memory: 0.96 }),
];

describe("what is worth asking", () => {
  test("begins with the fullest disk, and says how full it is", () => {
    expect(examplesFor(ill)[0]).toEqual({ say: "why is the disk full on web-2?", why: "web-2: a disk is 99% full" });
  });

  test("is at most three things, however much is wrong, and leaves room for what people usually ask", () => {
    const examples = examplesFor(ill);
    expect(examples.filter(({ why }) => why !== undefined)).toHaveLength(3);
    expect(examples).toHaveLength(6);
  });

  test("names who is away", () => {
    expect(examplesFor([...well, machineOf({ name: "nas-1", state: "offline" })])[0]).toEqual({
      say: "which machines are offline?",
      why: "nas-1 is away",
    });
  });

  test("is nothing in particular where all is well, and nothing at all without machines", () => {
    expect(examplesFor(well).some(({ why }) => why !== undefined)).toBe(false);
    expect(examplesFor([])).toEqual([]);
  });

  test("says everything once", () => {
    const said = examplesFor(ill).map(({ say }) => say);
    expect(new Set(said).size).toBe(said.length);
  });

  test("is understood as it stands, and changes nothing where the state of the fleet speaks for it", async () => {
    const restart = machineOf({ name: "app-1" });
    const wants = { ...restart, facts: { ...restart.facts, rebootRequired: true } };
    for (const fleet of [well, ill, [wants], ill.filter(({ name }) => name === "web-1" || name === "db-1")])
      for (const { say, why } of examplesFor(fleet)) {
        const outcome = await embeddedPlanner({ text: say, fleet, nowMs: 0 });
        expect([say, outcome.kind === "plan" || outcome.kind === "answer"]).toEqual([say, true]);
        if (why !== undefined && outcome.kind === "plan")
          expect([say, outcome.plan.steps.every(({ access }) => access === "read")]).toEqual([say, true]);
      }
  });
});
