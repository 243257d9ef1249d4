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

  test("is about the same machine and a change of that kind", async () => {
    const app = preference("never reboot app-2 in the daytime");
    expect(await saidFor("reboot app-2", app)).toHaveLength(1);
    expect(await saidFor("reboot app-1", app)).toEqual([]);
    expect(await saidFor("restart the api container on app-2", app)).toEqual([]);
    expect(await saidFor("run `uptime` on app-2", app)).toEqual([]);
    expect(await saidFor("run `reboot` on app-2", app)).toHaveLength(1);
    expect(await saidFor("restart nginx on web-1", night)).toEqual([]);
    expect(await saidFor("restart nginx on web-1", preference("do not touch web-1 before noon"))).toHaveLength(1);
    expect(await saidFor("delete /tmp/x on ci-1", preference("delete nothing without a backup"))).toHaveLength(1);
  });
});

describe("a remembered fact", () => {
  const fact = (text: string, ...names: string[]): Memory => ({ ...preference(text, ...names), kind: "fact" });
  const backups = fact("app-2 holds the customer backups");
  const told = async (text: string, ...known: Memory[]) => {
    const outcome = await embeddedPlanner({ text, fleet, nowMs: 0, known });
    return outcome.kind === "answer" ? outcome.text : outcome.kind;
  };

  test.each([
    "which machine holds the customer backups?",
    "where are the customer backups?",
    "does app-2 hold the customer backups?",
    "where do we keep the backups of customers?",
  ])("answers “%s”, and says that it is remembered and by whom", async (text) => {
    expect(await told(text, backups)).toBe(
      "“app-2 holds the customer backups”. That is remembered: ann confirmed it on 1970-01-01.",
    );
  });

  test("names the machine that it is about", async () => {
    expect(await told("who owns the billing exports?", fact("Tom owns the billing exports", "db-2"))).toStartWith(
      "db-2: “Tom owns the billing exports”.",
    );
  });

  test.each([
    ["which machine does not hold the customer backups?", backups],
    ["which machine holds the mail backups?", backups],
    ["restart the customer backups", backups],
    ["which machine holds the customer backups?", preference("app-2 holds the customer backups")],
  ])("is no answer to “%s” otherwise", async (text, known) => {
    expect(await told(text, known)).not.toContain("remembered");
  });

  test("is behind what the hub knows by itself", async () => {
    expect(await told("which machines are offline?", fact("the machines that are offline are old"))).not.toContain(
      "old",
    );
  });
});
