import { describe, expect, test } from "bun:test";
import type { Rollout } from "./plan.ts";
import { goesOver, inTurn, moreCareful, usualRollout, type Careful } from "./rollout.ts";

describe("the usual rollout of a change", () => {
  test.each([
    [1, { batch: 1 }],
    [4, { batch: 1 }],
    [5, { canary: 1, batch: 2 }],
    [20, { canary: 1, batch: 5 }],
    [500, { canary: 1, batch: 10 }],
  ])("on %p machines is %p and stops at the first failure", (machines, expected) => {
    expect(usualRollout(machines)).toEqual({ mode: "rolling", stopAfterFailures: 1, ...expected });
  });
});

const rolling = (more: Careful & { batch: number; stopAfterFailures: number }): Rollout => ({
  mode: "rolling",
  ...more,
});
const parallel: Rollout = { mode: "parallel" };

describe("what a person asks for", () => {
  const twenty = { machines: 20, looks: false };
  test.each<[string, Rollout, Careful, Rollout]>([
    ["nothing changes nothing", parallel, {}, parallel],
    ["a smaller batch counts", usualRollout(20), { batch: 2 }, rolling({ canary: 1, batch: 2, stopAfterFailures: 1 })],
    ["a larger batch does not", usualRollout(20), { batch: 50 }, usualRollout(20)],
    ["more canaries count", usualRollout(20), { canary: 3 }, rolling({ canary: 3, batch: 5, stopAfterFailures: 1 })],
    ["fewer do not", usualRollout(20), { canary: 0 }, usualRollout(20)],
    [
      "not more canaries than machines",
      usualRollout(20),
      { canary: 99 },
      rolling({ canary: 20, batch: 5, stopAfterFailures: 1 }),
    ],
    ["more failures do not", usualRollout(20), { stopAfterFailures: 9 }, usualRollout(20)],
    [
      "the smaller share counts",
      rolling({ batch: 5, stopAfterFailures: 9, stopAfterShare: 0.5 }),
      { stopAfterShare: 0.1 },
      rolling({ batch: 5, stopAfterFailures: 9, stopAfterShare: 0.1 }),
    ],
    ["a canary before all at once", parallel, { canary: 1 }, rolling({ canary: 1, batch: 20, stopAfterFailures: 1 })],
    ["batches instead of all at once", parallel, { batch: 4 }, rolling({ batch: 4, stopAfterFailures: 1 })],
    [
      "to stop, it must not all have begun",
      parallel,
      { stopAfterFailures: 3 },
      rolling({ batch: 5, stopAfterFailures: 3 }),
    ],
    [
      "a share alone counts no single failure",
      parallel,
      { stopAfterShare: 0.2 },
      rolling({ batch: 5, stopAfterFailures: 20, stopAfterShare: 0.2 }),
    ],
  ])("%s", (_what, planned, asked, expected) => {
    expect(moreCareful(planned, asked, twenty)).toEqual(expected);
  });

  test("stops no command that only looks, unless it says so", () => {
    const looks = { machines: 20, looks: true };
    expect(moreCareful(parallel, { batch: 4 }, looks)).toEqual(rolling({ batch: 4, stopAfterFailures: 20 }));
    expect(moreCareful(parallel, { stopAfterFailures: 1 }, looks)).toMatchObject({ stopAfterFailures: 1 });
  });

  test("means nothing for one machine", () => {
    expect(moreCareful(parallel, { canary: 1 }, { machines: 1, looks: false })).toEqual(parallel);
  });
});

describe("the turn of a machine", () => {
  test("comes by its name, numbers counted as numbers", () => {
    expect(["web-10", "db-1", "web-2"].toSorted(inTurn)).toEqual(["db-1", "web-2", "web-10"]);
  });
});

describe("a rollout in words", () => {
  const six = ["web-10", "web-2", "web-3", "web-4", "web-5", "web-1"];
  const base = { mode: "rolling", stopAfterFailures: 1 } as const;
  test.each<[Rollout, string]>([
    [{ ...base, batch: 1 }, "one after another"],
    [{ ...base, canary: 1, batch: 1 }, "one after another"],
    [{ ...base, batch: 2 }, "2 at a time"],
    [{ ...base, canary: 1, batch: 2 }, "web-1 first, then 2 at a time"],
    [{ ...base, canary: 1, batch: 10 }, "web-1 first, then all the others"],
    [{ ...base, canary: 3, batch: 2 }, "3 machines first, then 2 at a time"],
    [parallel, "on 6 machines at once"],
  ])("%p is “%s”", (rollout, text) => {
    expect(goesOver(rollout, six)).toBe(text);
  });

  test("names no first machine where a condition decides which one that is", () => {
    expect(goesOver({ ...base, canary: 1, batch: 2 }, six, false)).toBe("one machine first, then 2 at a time");
  });
});
