import { describe, expect, test } from "bun:test";
import { figureOf } from "./figure.ts";
import { isMet, ratioOf, tableOf, type Goal, type Row } from "./goal.ts";

const figure = (subject: string, median: number) =>
  figureOf({ bench: "exec", subject, n: 1, metric: "time", unit: "ms" }, [median]);
const row = (ours: number, floor: number, goal?: Goal): Row => ({
  name: "one command",
  ours: figure("ailx", ours),
  floor: figure("floor", floor),
  ...(goal ? { goal } : {}),
});

describe("a goal", () => {
  test("of times the floor moves with the floor", () => {
    expect(isMet(row(3, 1, { kind: "times", atMost: 3 }))).toBe(true);
    expect(isMet(row(3.01, 1, { kind: "times", atMost: 3 }))).toBe(false);
    expect(isMet(row(3.01, 2, { kind: "times", atMost: 3 }))).toBe(true);
  });
  test("of a rate is a share of the floor that must be reached", () => {
    expect(isMet(row(50, 100, { kind: "share", atLeast: 0.5 }))).toBe(true);
    expect(isMet(row(49, 100, { kind: "share", atLeast: 0.5 }))).toBe(false);
  });
  test("of a value does not look at the floor", () => {
    expect(isMet(row(150, 1, { kind: "value", atMost: 150 }))).toBe(true);
    expect(isMet(row(151, 200, { kind: "value", atMost: 150 }))).toBe(false);
    expect(isMet(row(50, 9_000, { kind: "reach", atLeast: 50 }))).toBe(true);
    expect(isMet(row(49, 1, { kind: "reach", atLeast: 50 }))).toBe(false);
  });
  test("over the floor allows so much more", () => {
    expect(isMet(row(7, 2, { kind: "over", atMost: 5 }))).toBe(true);
    expect(isMet(row(7.1, 2, { kind: "over", atMost: 5 }))).toBe(false);
  });
  test("that was not set is neither met nor missed", () => {
    expect(isMet(row(7, 2))).toBeUndefined();
    expect(ratioOf(row(7, 2))).toBe(3.5);
  });
});

describe("the table", () => {
  test("says figure, floor, ratio, goal and whether it is met", () => {
    const lines = tableOf([row(2, 1, { kind: "times", atMost: 3 }), row(9, 1, { kind: "over", atMost: 5 })]).split(
      "\n",
    );
    expect(lines[0]?.split(/ {2,}/)).toEqual(["figure", "ours", "floor", "ratio", "goal", "met"]);
    expect(lines[1]?.split(/ {2,}/)).toEqual(["one command", "2 ms", "1 ms", "floor", "2.00 x", "≤ 3 x", "yes"]);
    expect(lines[2]).toEndWith("≤ floor + 5 ms  NO");
  });
});
