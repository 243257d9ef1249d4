/** Reasons, stories and feelings around a request change nothing in it; limits, orders of others and objections stop it. */
import { describe, expect, test } from "bun:test";
import { onlyLooks } from "../../../../tools/assess.ts";
import { ask, shortly } from "../testing.ts";
import { binding, told } from "../testing/contexts.ts";
import { lineOf } from "../testing/outcomes.ts";

describe("what is told beside a request", () => {
  test.each(told.trim().split("\n"))("%s", async (line) => {
    const sentence = line.split(" | ")[0] ?? "";
    expect(lineOf(sentence, await ask(sentence))).toBe(line);
  });

  test("is said in the plan", async () => {
    const outcome = await ask("Anna asked for it: restart nginx on web-1, we go live at noon");
    expect(outcome.kind === "plan" && outcome.plan.assumptions).toEqual([
      "Taken as said beside it: “Anna asked for it”, “we go live at noon”",
    ]);
  });

  test("says whose account is meant", async () => {
    const outcome = await ask("Anna has lost her laptop. Lock her account on mail-1");
    expect(outcome.kind === "plan" && outcome.plan.steps).toMatchObject([{ input: { user: "anna" } }]);
  });

  test("makes no step of its own", async () => {
    const outcome = await ask("start nginx on web-1, I need to test an installer");
    expect(outcome.kind === "plan" && outcome.plan.steps.map(({ tool }) => tool)).toEqual(["service.start"]);
  });
});

describe("what binds a request is not taken for told", () => {
  test.each(binding.trim().split("\n"))("%s", async (sentence) => {
    const outcome = await ask(sentence);
    expect(outcome.kind === "plan" && !outcome.plan.steps.every(onlyLooks)).toBe(false);
  });

  test("where it names the machine it is that one", async () => {
    const outcome = await ask("restart the api container, it is the one on app-2");
    expect(outcome.kind === "plan" && shortly(outcome.plan)).toEqual(['container.restart {"container":"api"} @app-2']);
  });
});
