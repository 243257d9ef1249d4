import { describe, expect, test } from "bun:test";
import { holds, type Condition, type Results } from "./condition.ts";
import { conditionText, oppositeText } from "./conditionWords.ts";
import { machineId } from "./machine.ts";

const [a, b] = [machineId("a"), machineId("b")];
const results: Results = new Map([
  [
    "look",
    new Map([
      [a, { active: true, disks: [{ usedRatio: 0.95 }] }],
      [b, { active: false, disks: [] }],
    ]),
  ],
  ["blind", new Map()],
]);
const compare = (given: Partial<Extract<Condition, { kind: "compare" }>> = {}): Condition => ({
  kind: "compare",
  step: "look",
  on: "same",
  field: "active",
  op: "==",
  value: false,
  ...given,
});

describe("a condition", () => {
  test("is about the machine's own result", () => {
    expect(holds(compare(), results, a)).toBe("no");
    expect(holds(compare(), results, b)).toBe("yes");
  });

  test("may be about any or all machines of a step", () => {
    expect(holds(compare({ on: "any" }), results, a)).toBe("yes");
    expect(holds(compare({ on: "all" }), results, a)).toBe("no");
  });

  test("reaches into lists and numbers", () => {
    const full = compare({ field: "disks.0.usedRatio", op: ">", value: 0.9 });
    expect(holds(full, results, a)).toBe("yes");
    expect(holds(full, results, b)).toBe("unknown");
  });

  test.each([
    ["a step without results", compare({ step: "blind", on: "any" })],
    ["a step that is not there", compare({ step: "none" })],
    ["a field that is not there", compare({ field: "mainPid" })],
    ["a field of another type", compare({ value: "false" })],
    ["a field of the prototype", compare({ field: "constructor.name", value: "Object" })],
  ])("over %s is unknown, and so is its opposite", (_what, condition) => {
    expect(holds(condition, results, a)).toBe("unknown");
    expect(holds({ kind: "not", of: condition }, results, a)).toBe("unknown");
  });

  test("joins others: a no decides an and, a yes decides an or, else unknown stays unknown", () => {
    const [yes, no, dark] = [compare({ value: true }), compare(), compare({ step: "none" })];
    expect(holds({ kind: "and", of: [no, dark] }, results, a)).toBe("no");
    expect(holds({ kind: "and", of: [yes, dark] }, results, a)).toBe("unknown");
    expect(holds({ kind: "or", of: [yes, dark] }, results, a)).toBe("yes");
    expect(holds({ kind: "or", of: [no, dark] }, results, a)).toBe("unknown");
  });

  test("can be read", () => {
    expect(
      conditionText({
        kind: "and",
        of: [compare(), { kind: "not", of: compare({ field: "load1", op: ">=", value: 4, on: "any" }) }],
      }),
    ).toBe("in look it is not active and not (in look load1 on any machine is at least 4)");
  });

  test("can be read with a share, and with its opposite", () => {
    const full = compare({ step: "s2", field: "memory.usedRatio", op: ">", value: 0.905 });
    expect([conditionText(full), oppositeText(full)]).toEqual([
      "in step 2 used is over 90.5 %",
      "in step 2 used is at most 90.5 %",
    ]);
    expect(oppositeText(compare({ step: "s1" }))).toBe("in step 1 it is active");
    expect(oppositeText(compare({ step: "s1", on: "any" }))).toBe("in step 1 it is active on all machines");
    expect(oppositeText({ kind: "not", of: compare({ step: "s1" }) })).toBe("in step 1 it is not active");
  });
});
