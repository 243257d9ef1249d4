import { describe, expect, test } from "bun:test";
import { durationText } from "./duration.ts";

describe("a length of time", () => {
  test("under a second is in milliseconds", () => {
    expect(durationText(850)).toBe("850 ms");
  });

  test("names the two largest units", () => {
    expect(durationText(200_000)).toBe("3 min 20 s");
    expect(durationText(12 * 86_400_000 + 4 * 3_600_000 + 59_000)).toBe("12 d 4 h");
  });

  test("leaves out a second unit that is zero", () => {
    expect(durationText(7_200_000)).toBe("2 h");
    expect(durationText(42_999)).toBe("42 s");
  });

  test("below zero is none", () => {
    expect(durationText(-1)).toBe("0 ms");
  });
});
