import { describe, expect, test } from "bun:test";
import { figureOf, median, percentile, rounded } from "./figure.ts";

describe("a median", () => {
  test("is the middle value, whatever the order", () => {
    expect(median([9, 1, 5])).toBe(5);
  });
  test("of an even count lies between the two in the middle", () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});

describe("a percentile", () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  test("is a value that was measured", () => {
    expect(percentile(values, 0.95)).toBe(95);
    expect(percentile(values, 0.5)).toBe(50);
  });
  test("of few values is the largest that counts", () => {
    expect(percentile([3, 1, 2], 0.95)).toBe(3);
    expect(percentile([7], 0)).toBe(7);
  });
});

describe("a figure", () => {
  const what = { bench: "exec", subject: "ailx", n: 1, metric: "request_to_result", unit: "ms" };
  test("tells median, range and how often it was measured", () => {
    expect(figureOf(what, [3, 1.23456, 2])).toEqual({ ...what, median: 2, min: 1.235, max: 3, runs: 3 });
  });
  test("of nothing measured is refused", () => {
    expect(() => figureOf(what, [])).toThrow("ailx has no request_to_result");
  });
  test("keeps the digits that count", () => {
    expect([rounded(0.000123456), rounded(12.3456), rounded(123_456.7)]).toEqual([0.0001235, 12.35, 123_457]);
  });
});
