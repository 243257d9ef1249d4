/** What is asked of logs, files, disks, packages and accounts, and what is not taken for it. */
import { describe, expect, test } from "bun:test";
import { onlyLooks } from "../../../tools/assess.ts";
import { ask, machinesOf } from "./testing.ts";
import { alterations, lookups } from "./testing/lookups.ts";

const rows = (text: string): [string, string, string][] =>
  text
    .trim()
    .split("\n")
    .map((line): [string, string, string] => {
      const [sentence = "", step = "", where = ""] = line.split(/ \| (?!sort|uniq|head|tail|grep)/);
      return [sentence, step, where];
    });

async function planned(sentence: string, step: string, where: string) {
  const outcome = await ask(sentence);
  if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
  const [tool = ""] = step.split(" ");
  const held = step.slice(tool.length + 1);
  const found = outcome.plan.steps.find((one) => one.tool === tool);
  expect(found, JSON.stringify(outcome.plan.steps)).toBeDefined();
  const said = typeof found?.input["command"] === "string" ? found.input["command"] : JSON.stringify(found?.input);
  expect(said).toContain(held);
  expect(machinesOf(outcome.plan.steps.flatMap(({ machineIds }) => machineIds)).join(", ")).toBe(where);
  return outcome.plan;
}

describe("a look", () => {
  test.each(rows(lookups))("%s", async (sentence, step, where) => {
    const plan = await planned(sentence, step, where);
    expect(plan.steps.every(onlyLooks), JSON.stringify(plan.steps)).toBe(true);
  });
});

describe("a change", () => {
  test.each(rows(alterations))("%s", async (sentence, step, where) => {
    const plan = await planned(sentence, step, where);
    expect(plan.steps.every(onlyLooks)).toBe(false);
  });
});

describe("what is not said is not done", () => {
  test.each([
    "don't delete files older than 7 days under /data/old on dl-1",
    "do not unmount /mnt/usb on db-1",
    "should I trim the ssd on ci-1?",
    "never reinstall nginx on web-2",
    "delete everything older than 7 days under /etc on web-1",
    "delete files older than 30 days under / on web-1",
    "unmount / on db-1",
    "make a folder /data/in owned by tom on dl-1 and then don't",
    "update the agent on web-1 to current",
  ])("%s", async (sentence) => {
    const outcome = await ask(sentence);
    expect(outcome.kind === "plan" && !outcome.plan.steps.every(onlyLooks)).toBe(false);
  });

  test("a machine that is named at the end is where all of it is looked at", async () => {
    const outcome = await ask("show failed sudo attempts and who did them on app-1");
    expect(outcome.kind === "plan" && machinesOf(outcome.plan.steps.flatMap(({ machineIds }) => machineIds))).toEqual([
      "app-1",
    ]);
  });
});
