import { describe, expect, test } from "bun:test";
import { growthOf, slopeOf } from "./slope.ts";

const line = (...values: number[]) => values.map((value, at) => ({ at: at * 10, value }));

describe("growth", () => {
  test("is the rise of the line, from its first point to its last", () => {
    expect(slopeOf(line(5, 6, 7, 8))).toBeCloseTo(0.1);
    expect(growthOf(line(5, 6, 7, 8))).toBeCloseTo(3);
  });
  test("of what swings around one value is none", () => {
    expect(growthOf(line(5, 9, 9, 5))).toBeCloseTo(0);
  });
  test("of a single place is refused", () => {
    expect(() => slopeOf(line(5))).toThrow("two places");
  });
});
