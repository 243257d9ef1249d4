import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { AppError } from "./error.ts";
import { type Machine, machineKinds } from "./machine.ts";
import { comparisons, machineOf } from "./target-testing.ts";
import { parseTarget, select, targetOfNames } from "./target.ts";
import { type TargetNode, shareFields, versionFields, wordFields } from "./target-node.ts";
import { parseNode } from "./target-parse.ts";
import { printTarget } from "./target-print.ts";

const fleet: Machine[] = [
  machineOf({ name: "web-1", tags: ["web", "prod"], services: ["nginx"], programs: ["nginx"], cpu: 0.81, disk: 0.5 }),
  machineOf({ name: "web-2", tags: ["web"], os: ["ubuntu", "24.04"], services: ["nginx"], cpu: 0.8, state: "offline" }),
  machineOf({
    name: "db-1",
    aliases: ["main database"],
    tags: ["db", "prod"],
    os: ["debian", "12"],
    kernel: "6.1.0-18-amd64",
  }),
  machineOf({ name: "ct-1", kind: "lxc", os: ["debian", "11.9"], containers: ["api"], agent: "1.1.9", disk: 0.91 }),
  machineOf({ name: "all", tags: ["odd"], os: ["opensuse-leap", "15.5"], memory: 0.951 }),
  machineOf({ name: "gone-1", tags: ["web"], state: "revoked" }),
];
const chosen = (text: string) => select(parseTarget(text), fleet).map(({ name }) => name);

describe("a target expression", () => {
  test.each([
    ["web-1", ["web-1"]],
    ["WEB-1", ["web-1"]],
    ["web-*", ["web-1", "web-2"]],
    ["?b-1", ["db-1"]],
    ['"main database"', ["db-1"]],
    ["main*", ["db-1"]],
    ["name:all", ["all"]],
    ["all", ["web-1", "web-2", "db-1", "ct-1", "all"]],
    ["tag:web", ["web-1", "web-2"]],
    ["tag:we*", ["web-1", "web-2"]],
    ["tag:web tag:prod", ["web-1"]],
    ["tag:web and not tag:prod", ["web-2"]],
    ["web-1, db-1", ["web-1", "db-1"]],
    ["tag:db or tag:web tag:prod", ["web-1", "db-1"]],
    ["(tag:db or tag:web) tag:prod", ["web-1", "db-1"]],
    ["not (tag:web, tag:db)", ["ct-1", "all"]],
    ["not not web-1", ["web-1"]],
    ["os:debian", ["db-1", "ct-1"]],
    ["os:ubuntu-22.04", ["web-1"]],
    ["os:ubuntu/22", ["web-1"]],
    ["os:ubuntu-2", []],
    ["os:opensuse-leap", ["all"]],
    ["os:opensuse-leap-15.5", ["all"]],
    ["os:linux", ["web-1", "web-2", "db-1", "ct-1", "all"]],
    ["os:debian>=12", ["db-1"]],
    ["os:debian < 12", ["ct-1"]],
    ["os:debian=11", ["ct-1"]],
    ["kernel<6", ["web-1", "web-2", "ct-1", "all"]],
    ["kernel>6", []],
    ["kernel>=6.1", ["db-1"]],
    ["agent<1.2", ["ct-1"]],
    ["has:nginx", ["web-1"]],
    ["kind:lxc", ["ct-1"]],
    ["service:nginx", ["web-1", "web-2"]],
    ["container:api", ["ct-1"]],
    ["cpu>80", ["web-1"]],
    ["cpu>=80%", ["web-1", "web-2"]],
    ["memory>95", ["all"]],
    ["mem > 95", ["all"]],
    ["disk>90", ["ct-1"]],
    ["disk>91", []],
    ["not disk>0", ["web-2", "db-1", "all"]],
    ["status:offline", ["web-2"]],
  ])("%s", (text, names) => {
    expect(chosen(text)).toEqual(names);
  });

  test.each([
    ["", 0, "Expected a machine's name"],
    ["web-1 and", 9, "Expected a machine's name"],
    ["(web-1", 6, "Expected a closing bracket"],
    ["web-1)", 5, "no opening one"],
    ["and web-1", 0, "before “and”"],
    ["colour:red", 0, "There is no field “colour”"],
    ["tag:", 4, "Expected a value"],
    ["cpu>hot", 4, "number of percent"],
    ["cpu>101", 4, "number of percent"],
    ["cpu>", 4, "Expected a number"],
    [">80", 0, "Expected a field"],
    ["speed>80", 0, "cannot be compared"],
    ["os:debian>=new", 11, "Expected a version"],
    ["kind:toaster", 5, "Expected one of metal"],
    ["status:revoked", 7, "Expected one of online"],
    ['"main', 0, "never closed"],
    ["!web-1", 0, "no meaning"],
    ["web-1 , , db-1", 8, "Expected a machine's name"],
  ])("refuses %j at %i", (text, position, said) => {
    const error = errorOf(text);
    expect(error.detail).toContain(said);
    expect(error).toMatchObject({ code: "bad_expression", fields: { position: String(position) } });
  });

  test("of names means exactly these machines", () => {
    expect(chosen(targetOfNames(["all", "web-1"]))).toEqual(["web-1", "all"]);
    expect(chosen(targetOfNames(["main database"]))).toEqual(["db-1"]);
    expect(chosen(targetOfNames([]))).toEqual([]);
  });

  test("is refused when it is absurdly deep or long", () => {
    expect(errorOf("(".repeat(10_000)).detail).toContain("brackets");
    expect(errorOf("a".repeat(70_000)).detail).toContain("longer");
  });

  test("with many stars is decided quickly", () => {
    const long = machineOf({ name: "a".repeat(60) });
    expect(parseTarget(`${"*a".repeat(30)}b`).test(long)).toBe(false);
  });

  test("never fails otherwise than with a position inside the text", () => {
    const piece = fc.constantFrom(
      "(",
      ")",
      ",",
      "not",
      "and",
      "or",
      "os:",
      "tag:a",
      "cpu",
      ">",
      "<=",
      "80",
      '"',
      "*",
      " ",
      "!",
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 30 }).map((parts) => parts.join("")),
      fc.array(piece).map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          select(parseTarget(text), fleet);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          const at = Number(error.fields?.["position"]);
          expect(error.code).toBe("bad_expression");
          expect(at >= 0 && at <= text.length).toBe(true);
        }
      }),
    );
  });

  test("printed and read again is the same", () => {
    fc.assert(
      fc.property(nodes, (node) => {
        const printed = printTarget(node);
        expect(printTarget(parseNode(printed))).toBe(printed);
        const [before, after] = [parseTarget(printed), parseTarget(printTarget(parseNode(printed)))];
        expect(select(after, fleet)).toEqual(select(before, fleet));
      }),
    );
  });
});

const word = fc.stringMatching(/^[a-z][a-z0-9._*?-]{0,8}$/);
const version = fc.stringMatching(/^[1-9]\d?(\.\d{1,2})?$/);
const op = fc.constantFrom(...comparisons);
const { node: nodes } = fc.letrec<{ node: TargetNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constant<TargetNode>({ kind: "all" }),
    fc.record<TargetNode & { kind: "word" }>({
      kind: fc.constant("word"),
      field: fc.constantFrom(...wordFields),
      pattern: word,
    }),
    fc.record<TargetNode & { kind: "version" }>({
      kind: fc.constant("version"),
      field: fc.constantFrom(...versionFields),
      op,
      than: version,
    }),
    fc.record<TargetNode & { kind: "share" }>({
      kind: fc.constant("share"),
      field: fc.constantFrom(...shareFields),
      op,
      percent: fc.nat(100),
    }),
    fc.record<TargetNode & { kind: "machineKind" }>({
      kind: fc.constant("machineKind"),
      is: fc.constantFrom(...machineKinds),
    }),
    tie("node").map((of): TargetNode => ({ kind: "not", of })),
    fc
      .tuple(fc.constantFrom("and" as const, "or" as const), fc.array(tie("node"), { minLength: 2, maxLength: 3 }))
      .map(([kind, of]): TargetNode => ({ kind, of })),
  ),
}));

function errorOf(text: string): AppError {
  try {
    parseTarget(text);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}
