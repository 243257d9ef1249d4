import { describe, expect, test } from "bun:test";
import { parseRollup } from "./memory.ts";

const rollup = `00400000-7ffd rollup
Rss:               35840 kB
Pss:               12000 kB
Pss_Anon:           2048 kB
Anonymous:          2560 kB
LazyFree:              0 kB
`;

describe("a process's memory", () => {
  test("is read from the kernel's own sum", () => {
    expect(parseRollup(rollup)).toEqual({ rssMiB: 35, anonymousMiB: 2.5, pssMiB: 11.718_75 });
  });
  test("that is not told is not guessed", () => {
    expect(() => parseRollup("Rss: 1 kB\n")).toThrow("smaps_rollup has no Anonymous");
  });
});
