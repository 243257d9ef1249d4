import { describe, expect, test } from "bun:test";
import { countsOf } from "./suites.ts";

describe("the counts of a suite", () => {
  test("come from the summary at the end", () => {
    const said =
      "(pass) prints 9 pass\n\n 12 pass\n 1 skip\n 2 fail\n 30 expect() calls\nRan 15 tests across 3 files. [5.00ms]\n";
    expect(countsOf(said, 1)).toEqual({ passed: 12, failed: 2, skipped: 1 });
  });

  test("hold a failure where the run died without a summary", () => {
    expect(countsOf("panic: out of memory\n", 139)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("hold a failure where all passed but the status is bad", () => {
    expect(countsOf("\n 3 pass\n 0 fail\n", 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });
});
