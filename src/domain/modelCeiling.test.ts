/** Ceilings of what models may cost, and money in words. */
import { describe, expect, test } from "bun:test";
import { ceilingReached, usdText } from "./modelCeiling.ts";

const spent = (tokens: number, microUsd: number) => ({ tokens, microUsd });
const nothing = spent(0, 0);

describe("a ceiling", () => {
  test("is none where none is set", () => {
    expect(ceilingReached({}, { month: spent(1e9, 1e12), task: nothing })).toBeUndefined();
  });

  test("is reached when it is used up, and not a token before", () => {
    const ceilings = { monthTokens: 1_000 };
    expect(ceilingReached(ceilings, { month: spent(999, 0), task: nothing })).toBeUndefined();
    expect(ceilingReached(ceilings, { month: spent(1_000, 0), task: nothing })).toBe(
      "This month's ceiling for models of 1,000 tokens is used up.",
    );
  });

  test("of a task does not look at the month", () => {
    const ceilings = { taskMicroUsd: 500_000 };
    expect(ceilingReached(ceilings, { month: spent(0, 9e9), task: spent(0, 499_999) })).toBeUndefined();
    expect(ceilingReached(ceilings, { month: nothing, task: spent(0, 500_000) })).toContain("$0.50");
  });

  test("of nothing lets nothing through", () => {
    expect(ceilingReached({ monthMicroUsd: 0 }, { month: nothing, task: nothing })).toContain("$0.00");
  });
});

describe("money", () => {
  const words: [number, string][] = [
    [0, "$0.00"],
    [1, "$0.000001"],
    [4_200, "$0.0042"],
    [10_000, "$0.01"],
    [1_200_000, "$1.20"],
    [1_300_000_000, "$1,300.00"],
  ];
  for (const [microUsd, text] of words) test(`${microUsd} is ${text}`, () => expect(usdText(microUsd)).toBe(text));
});
