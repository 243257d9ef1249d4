import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import type { JsonObject } from "../lib/json.ts";
import { type Condition, type Holds, holds, type Results, withSteps, wholeSteps } from "./condition.ts";
import { conditionText } from "./conditionWords.ts";
import { AppError } from "./error.ts";
import { printCondition, readCondition } from "./expression.ts";
import type { KnownSteps } from "./expressionFields.ts";
import { machineId } from "./machine.ts";
import { comparisons } from "./target-testing.ts";

const machines = ["a", "b", "c"].map(machineId);
const resultsOf = (found: Record<string, JsonObject[]>): Results =>
  new Map(
    Object.entries(found).map(([step, outputs]) => [
      step,
      new Map(machines.flatMap((machine, at) => (outputs[at] ? [[machine, outputs[at]] as const] : []))),
    ]),
  );
const found = resultsOf({
  look: [
    { active: true, state: "active", names: ["nginx", "ssh"], line: "it's so “quoted”" },
    { active: false, state: "failed", names: [] },
    { active: false, state: "dead" },
  ],
  disk: [{ disks: [{ usedRatio: 0.95 }], fullestRatio: 0.95 }, { disks: [], fullestRatio: 0 }, {}],
});

describe("a guard as text", () => {
  test.each<[string, Holds, Holds, Holds]>([
    ["look.active == true", "yes", "no", "no"],
    ["look.active", "yes", "no", "no"],
    ["not look.active", "no", "yes", "yes"],
    ["look.active = false AND look.state != dead", "no", "yes", "no"],
    ["disk.disks.0.usedRatio > 90%", "yes", "unknown", "unknown"],
    ["disk.disks.length >= 1", "yes", "no", "unknown"],
    ["disk.fullestRatio > 0.5 or look.state == dead", "yes", "no", "yes"],
    ["look.active or look.state == failed and disk.fullestRatio > 1", "yes", "no", "no"],
    ["(look.active or look.state == failed) and disk.fullestRatio < 1", "yes", "yes", "no"],
    ["look.state in (failed, dead)", "no", "yes", "yes"],
    ["look.state not in ('failed', dead)", "yes", "no", "no"],
    ["look.state contains fail", "no", "yes", "no"],
    ["look.names contains nginx", "yes", "no", "unknown"],
    ["any(look.active)", "yes", "yes", "yes"],
    ["all(look.active == false)", "no", "no", "no"],
    ["all(disk.fullestRatio >= 0)", "unknown", "unknown", "unknown"],
    ["any(look.active == false and look.state == failed)", "yes", "yes", "yes"],
    ["all(look.active or look.state == failed)", "no", "no", "no"],
    ["count(look.active == false) >= 2", "yes", "yes", "yes"],
    ["count(look.active == false) > 2", "no", "no", "no"],
    ["count(disk.fullestRatio > 90%) == 1", "unknown", "unknown", "unknown"],
    ["count(disk.fullestRatio > 90%) <= 2", "yes", "yes", "yes"],
    ["count(disk.fullestRatio > 90%) > 2", "no", "no", "no"],
    ["none.active or look.active", "yes", "unknown", "unknown"],
  ])("%s", (text, a, b, c) => {
    expect(machines.map((machine) => holds(readCondition(text), found, machine))).toEqual([a, b, c]);
  });

  test.each([
    [
      "any(look.active == false) and not all(disk.fullestRatio > 90%)",
      "in look it is not active on any machine and not (in disk fullest on all machines is over 90 %)",
    ],
    ["count(look.state in (failed, dead)) >= 2", "on at least 2 machines in look state is one of failed, dead"],
    [
      "look.line contains 'no space' or (s1.active and s2.disks.length > 0)",
      "in look line contains “no space” or (in step 1 it is active and in step 2 the number of disks is over 0)",
    ],
    ["any(look.active or look.enabled)", "on at least one machine (in look it is active or in look it is enabled)"],
  ])("%s can be read", (text, words) => {
    expect(conditionText(readCondition(text))).toBe(words);
  });

  test("knows which steps it needs whole, and can be about steps of other names", () => {
    const condition = readCondition("look.active and (any(disk.fullestRatio > 1) or count(look.active) > 1)");
    expect(wholeSteps(condition)).toEqual(["disk", "look"]);
    const moved = withSteps(
      condition,
      new Map([
        ["look", "s1"],
        ["disk", "s2"],
      ]),
    );
    expect(moved && printCondition(moved)).toBe(
      "s1.active == true and (any(s2.fullestRatio > 1) or count(s1.active == true) > 1)",
    );
    expect(withSteps(condition, new Map([["look", "s1"]]))).toBeUndefined();
  });
});

const known: KnownSteps = new Map([
  [
    "look",
    [
      { path: "active", type: "truth" },
      { path: "state", type: "text" },
      { path: "names", type: "list" },
    ],
  ],
  [
    "disk",
    [
      { path: "disks", type: "list" },
      { path: "disks.*.usedRatio", type: "number" },
    ],
  ],
]);

describe("a guard that is wrong", () => {
  test.each([
    ["", 0, "Expected a field of a step"],
    ["look.active ==", 14, "Expected a text, a number"],
    ["look.active == true look", 20, "Expected the end"],
    ["(look.active", 12, "Expected a closing bracket"],
    ["look.active)", 11, "no opening one"],
    ["look.active && look.active", 12, "has no meaning here"],
    ["look.state == 'x", 14, "never closed"],
    ["look.active > true", 12, "== and != only"],
    ["none(look.active)", 0, "There is no “none(…)”"],
    ["count(look.active)", 18, "Expected how many"],
    ["count(look.active) > 1.5", 21, "whole number of machines"],
    ["any(look.active and disk.disks.length > 1)", 4, "looks at one step"],
    ["any(all(look.active))", 4, "another any, all or count"],
    ["not (".repeat(40), 80, "More than 32"],
    ["look.active in failed", 15, "Expected a list"],
    ["look.state in (failed dead)", 22, "comma or a closing bracket"],
    ["loook.active", 0, "There is no step “loook”"],
    ["look.activ", 5, "look has no field “activ”"],
    ["disk.disks.x.usedRatio > 1", 5, "has no field"],
    ["look.active == 1", 15, "never a number"],
    ["look.state == false", 14, "never true or false"],
    ["look.state", 10, "Expected what look.state is compared with"],
    ["look.active contains x", 21, "contains no such thing"],
    ["disk.disks == 3", 14, "is a list"],
    ["x".repeat(1_001), 1_000, "at most 1000"],
  ])("%# says where", (text, position, detail) => {
    const read = (): Condition => readCondition(text, known);
    expect(read).toThrow(AppError);
    try {
      read();
    } catch (error) {
      expect(error).toMatchObject({ code: "bad_expression", fields: { position: String(position) } });
      expect(String(error)).toContain(detail);
    }
  });

  test("says what may be looked at", () => {
    const hintOf = (text: string): string => {
      try {
        readCondition(text, known);
      } catch (error) {
        return error instanceof AppError ? (error.hint ?? "") : "";
      }
      return "";
    };
    expect(hintOf("up.active")).toBe(
      "Steps before this one: look (active, state, names.length), disk (disks.length, disks.0.usedRatio).",
    );
    expect(hintOf("disk.full > 1")).toBe("It has disks.length, disks.0.usedRatio.");
  });
});

const leaf = (): fc.Arbitrary<Condition> => {
  const place = {
    step: fc.constantFrom("look", "disk"),
    on: fc.constant("same" as const),
    field: fc.constantFrom("active", "state", "names", "disks.0.usedRatio", "names.length"),
  };
  const scalar = fc.oneof(
    fc.string(),
    fc.constantFrom("failed", 'a "b" \\c', "…", "true", "not", "90%"),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.boolean(),
  );
  return fc.oneof(
    fc
      .record({ kind: fc.constant("compare" as const), ...place, op: fc.constantFrom(...comparisons), value: scalar })
      .map((one) => (typeof one.value === "boolean" && one.op !== "!=" ? { ...one, op: "==" as const } : one)),
    fc.record({ kind: fc.constant("contains" as const), ...place, value: scalar }),
    fc.record({ kind: fc.constant("in" as const), ...place, values: fc.array(scalar, { minLength: 1, maxLength: 3 }) }),
  );
};
const single = (condition: Condition): Condition =>
  withSteps(
    condition,
    new Map([
      ["look", "look"],
      ["disk", "look"],
    ]),
  ) ?? condition;
const joins = (part: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.oneof(
    { weight: 3, arbitrary: part },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom("and" as const, "or" as const),
        of: fc.array(part, { minLength: 2, maxLength: 3 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("not" as const), of: part }) },
  );
const whole = (): fc.Arbitrary<Condition> => {
  const many = fc
    .record({
      kind: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(leaf(), { minLength: 2, maxLength: 3 }),
    })
    .map(single);
  return fc.oneof(
    fc
      .tuple(leaf(), fc.constantFrom("any" as const, "all" as const))
      .map(([one, on]): Condition => ({ ...one, on }) as Condition),
    fc.record({ kind: fc.constantFrom("any" as const, "all" as const), of: many }),
    fc.record({
      kind: fc.constant("count" as const),
      of: fc.oneof(leaf(), many),
      op: fc.constantFrom(...comparisons),
      value: fc.nat(4),
    }),
  );
};
const conditions = joins(joins(fc.oneof(leaf(), whole())));
const output = fc.record(
  {
    active: fc.boolean(),
    state: fc.constantFrom("failed", "active"),
    names: fc.array(fc.constantFrom("failed", "x"), { maxLength: 2 }),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;
const someResults = fc
  .record({ look: fc.array(output, { maxLength: 3 }), disk: fc.array(output, { maxLength: 3 }) })
  .map(resultsOf);
const at = machines[0] ?? machineId("a");

describe("every guard", () => {
  test("that is printed reads as the same", () => {
    fc.assert(
      fc.property(conditions, (condition) => expect(readCondition(printCondition(condition))).toEqual(condition)),
      { numRuns: 1_000 },
    );
  });

  test("obeys De Morgan, with what is unknown as well", () => {
    fc.assert(
      fc.property(fc.array(conditions, { minLength: 2, maxLength: 3 }), someResults, (parts, results) => {
        const each = parts.map((of): Condition => ({ kind: "not", of }));
        const judge = (condition: Condition) => holds(condition, results, at);
        expect(judge({ kind: "not", of: { kind: "and", of: parts } })).toBe(judge({ kind: "or", of: each }));
        expect(judge({ kind: "not", of: { kind: "or", of: parts } })).toBe(judge({ kind: "and", of: each }));
      }),
      { numRuns: 1_000 },
    );
  });

  test("that is decided stays so whatever the fields that are unknown turn out to be", () => {
    fc.assert(
      fc.property(conditions, someResults, someResults, (condition, results, later) => {
        const filled: Results = new Map(
          [...results].map(([step, of]) => [
            step,
            new Map([...of].map(([machine, held]) => [machine, { ...later.get(step)?.get(machine), ...held }])),
          ]),
        );
        const before = holds(condition, results, at);
        if (before !== "unknown") expect(holds(condition, filled, at)).toBe(before);
      }),
      { numRuns: 2_000 },
    );
  });

  test("over nothing but what is unknown is itself unknown", () => {
    fc.assert(
      fc.property(conditions, (condition) =>
        expect(holds(condition, resultsOf({ look: [{}, {}] }), at)).toBe("unknown"),
      ),
      { numRuns: 500 },
    );
  });

  test("refuses every other text with where it is wrong, and nothing else", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[look.active()=<>"' and or not count in,1%]{0,60}$/)),
        (text) => {
          try {
            expect(readCondition(text, known)).toBeDefined();
          } catch (error) {
            expect(error).toMatchObject({ code: "bad_expression" });
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
