import { describe, expect, test } from "bun:test";
import { bytesText } from "./bytes.ts";

describe("a size", () => {
  test("is written in binary units with one decimal", () => {
    expect([0, 512, 4_096, 1_572_864, 270_553_174_016].map(bytesText)).toEqual([
      "0B",
      "512B",
      "4.0K",
      "1.5M",
      "252.0G",
    ]);
  });

  test("moves to the next unit instead of rounding to 1024", () => {
    expect(bytesText(1_024 * 1_024 - 1)).toBe("1.0M");
  });

  test("beyond exbibytes stays in exbibytes", () => {
    expect(bytesText(2 ** 70)).toBe("1024.0E");
  });

  test("below zero counts as nothing", () => {
    expect(bytesText(-5)).toBe("0B");
  });
});
