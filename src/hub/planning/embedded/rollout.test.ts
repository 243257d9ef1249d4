import { describe, expect, test } from "bun:test";
import { machineOf } from "../../../domain/target-testing.ts";
import { ask } from "./testing.ts";

const many = Array.from({ length: 24 }, (_, at) =>
  machineOf({ name: `web-${at + 1}`, tags: ["web"], services: ["nginx"] }),
);
const planned = async (text: string, more = {}) => {
  const outcome = await ask(text, { fleet: many, ...more });
  if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
  return outcome.plan;
};
const batch = (size: number) => ({ mode: "rolling", batch: size, stopAfterFailures: 1 });

describe("how a change goes over several machines", () => {
  test.each([
    ["restart nginx on all web servers one by one", batch(1)],
    ["restart nginx on all web servers, one after the other", batch(1)],
    ["restart nginx one at a time on all web servers", batch(1)],
    ["restart nginx on all web servers two at a time", batch(2)],
    ["restart nginx on all web servers, 3 at a time", batch(3)],
    ["restart nginx on all web servers in batches of 5", batch(5)],
    ["restart nginx on all web servers, all at once", { mode: "parallel" }],
    ["restart nginx on all web servers all at once", { mode: "parallel" }],
    ["restart nginx on all web servers in parallel", { mode: "parallel" }],
    ["restart nginx on all web servers", { ...batch(6), canary: 1 }],
    ["restart nginx on all web servers at once", { ...batch(6), canary: 1 }],
  ])("%s", async (text, rollout) => {
    const { steps } = await planned(text);
    expect(steps).toHaveLength(1);
    expect(steps[0]?.machineIds).toHaveLength(24);
    expect(steps[0]?.rollout).toEqual(rollout as never);
  });

  test("is said in the sentence", async () => {
    const { understood } = await planned("restart nginx on all web servers");
    expect(understood).toStartWith("Restart nginx on 24 machines, web-1 first, then 6 at a time.");
  });
});

describe("a machine that is away", () => {
  const away = many.map((machine) => (machine.name === "web-2" ? { ...machine, state: "offline" as const } : machine));

  test("is left out, or taken in where it is waited for", async () => {
    const { steps, excluded } = await planned("restart nginx on all web servers", { fleet: away });
    expect([steps[0]?.machineIds.length, excluded.map(({ name }) => name)]).toEqual([23, ["web-2"]]);
    const waiting = await planned("restart nginx on all web servers", { fleet: away, awaits: true });
    expect([waiting.steps[0]?.machineIds.length, waiting.excluded]).toEqual([24, []]);
  });
});

describe("the facts that a plan rests on", () => {
  test("are of each machine that it changes", async () => {
    const { factsUsed } = await planned("restart nginx on web-1");
    expect(Object.values(factsUsed)).toEqual(["ubuntu", "apt", "there"]);
    expect((await planned("show disk usage on web-1")).factsUsed).toEqual({});
  });
});
