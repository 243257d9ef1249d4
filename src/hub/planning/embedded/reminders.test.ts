import { describe, expect, test } from "bun:test";
import { machineId } from "../../../domain/machine.ts";
import type { Memory } from "../../../domain/memory.ts";
import { embeddedPlanner } from "./planner.ts";
import { fleet } from "./testing.ts";

const preference = (text: string, ...names: string[]): Memory => ({
  id: text,
  kind: "preference",
  text,
  machineIds: names.map((name) => machineId(`id-${name}`)),
  by: "ann",
  atMs: 0,
});
const saidFor = async (text: string, ...known: Memory[]): Promise<string[]> => {
  const outcome = await embeddedPlanner({ text, fleet, nowMs: 0, known });
  if (outcome.kind !== "plan") throw new Error(outcome.kind);
  return outcome.plan.assumptions.filter((each) => each.startsWith("To keep in mind"));
};
const night = preference("never restart databases in the day");

describe("a remembered preference", () => {
  test("is said beside a plan that changes what it speaks of", async () => {
    expect(await saidFor("restart postgresql on db-1", night)).toEqual([
      "To keep in mind: “never restart databases in the day”",
    ]);
    expect(await saidFor("restart nginx on web-1", preference("ask Tom first", "web-1"))).toHaveLength(1);
  });

  test("is not said beside one that only reads, or is about something else", async () => {
    expect(await saidFor("show disk usage on db-1", night)).toEqual([]);
    expect(await saidFor("restart nginx on web-1", preference("ask Tom first", "web-2"))).toEqual([]);
    expect(await saidFor("restart nginx on web-1", preference("keep backups for a year"))).toEqual([]);
  });
});
