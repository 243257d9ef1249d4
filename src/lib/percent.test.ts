import { describe, expect, test } from "bun:test";
import { percentText, percentUp } from "./percent.ts";

describe("a share", () => {
  test("is rounded to whole per cent", () => {
    expect([0, 0.834, 0.999].map(percentText)).toEqual(["0%", "83%", "100%"]);
  });

  test("of a disk is rounded up as df does", () => {
    expect([0, 0.2201, 0.22, 0.991].map(percentUp)).toEqual(["0%", "23%", "22%", "100%"]);
  });
});
