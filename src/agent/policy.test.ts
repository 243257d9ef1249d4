import { describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { effectiveLevel, ownMaxLevel, parsePolicy, policyPath, readPolicy, writePolicy } from "./policy.ts";

const newDir = () => mkdtempSync(join(tmpdir(), "policy-"));
const parse = (text: string) => parsePolicy({ text, path: "policy.yaml" });

describe("a machine's policy", () => {
  test("lies where only its owner writes", () => {
    expect(policyPath({ stateDir: "/s", isRoot: true })).toBe("/etc/ailx/policy.yaml");
    expect(policyPath({ stateDir: "/s", isRoot: false })).toBe("/s/policy.yaml");
  });

  test("is read as it was written", () => {
    const path = join(newDir(), "below", "policy.yaml");
    writePolicy({ path, policy: { maxLevel: 3 } });
    expect(readPolicy(path)).toEqual({ maxLevel: 3 });
  });

  test("is none where there is no file", () => {
    expect(readPolicy(join(newDir(), "policy.yaml"))).toBeUndefined();
  });

  test("that others can write decides nothing", () => {
    const dir = newDir();
    const path = join(dir, "policy.yaml");
    writeFileSync(path, "maxLevel: 4\n");
    for (const bits of [0o666, 0o664, 0o646]) {
      chmodSync(path, bits);
      expect(() => readPolicy(path)).toThrow("refused_by_policy");
    }
    chmodSync(path, 0o644);
    chmodSync(dir, 0o777);
    expect(() => readPolicy(path)).toThrow(`${dir} can be changed by other users`);
  });

  test("names the line of a setting that it does not know", () => {
    expect(() => parse("# mine\nmaxLevel: 3\nmaxlevel: 1\n")).toThrow('line 3: "maxlevel" is not a setting');
  });

  test("names the line of a value that is none", () => {
    for (const value of ["5", "0", "2.5", "'3'", "high", "", "[3]"])
      expect(() => parse(`\nmaxLevel: ${value}\n`)).toThrow("line 2: maxLevel must be 1, 2, 3 or 4");
  });

  test("that is empty, a list or no YAML is refused", () => {
    expect(() => parse("# nothing\n")).toThrow("maxLevel is missing");
    expect(() => parse("- maxLevel\n")).toThrow("it is not a list of settings");
    expect(() => parse("maxLevel: [\n")).toThrow("not valid YAML");
  });

  test("takes the lower of file and command line, and 1 without either", () => {
    expect(ownMaxLevel({ policy: { maxLevel: 2 }, flag: 4 })).toBe(2);
    expect(ownMaxLevel({ policy: { maxLevel: 4 }, flag: 3 })).toBe(3);
    expect(ownMaxLevel({ policy: undefined, flag: 3 })).toBe(3);
    expect(ownMaxLevel({ policy: undefined, flag: undefined })).toBe(1);
  });

  test("is lowered by the hub and never raised", () => {
    expect([effectiveLevel({ own: 3, hub: 1 }), effectiveLevel({ own: 1, hub: 4 })]).toEqual([1, 1]);
  });
});
