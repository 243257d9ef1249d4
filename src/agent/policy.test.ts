import { describe, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { effectiveLevel, ownMaxLevel, parsePolicy, policyPath, readPolicy } from "./policy.ts";

const newDir = () => mkdtempSync(join(tmpdir(), "policy-"));
const parse = (text: string) => parsePolicy({ text, path: "policy.yaml" });

describe("a machine's policy", () => {
  test("lies where only its owner writes", () => {
    expect(policyPath({ stateDir: "/s", isRoot: true })).toBe("/etc/ailx/policy.yaml");
    expect(policyPath({ stateDir: "/s", isRoot: false })).toBe("/s/policy.yaml");
  });

  test("is told rule by rule, each with the line that it stands in", () => {
    const text = `# web server
maxLevel: 3
maxRisk: high
readOnly: true
tools:
  allow: ["service.*", shell.run]
  deny:
    - package.*
    - service.stop
paths:
  deny:
    - /etc/ssh
commands:
  deny: [docker system prune]
quietHours:
  from: "22:00"
  to: "06:00"
  zone: Europe/Berlin
`;
    const { policy, told } = parsePolicy({ text, path: "/etc/ailx/policy.yaml" });
    expect(policy.maxLevel).toBe(3);
    expect(told.rules.map(({ id, line, value }) => [id, line, value])).toEqual([
      ["maxRisk", 3, "high"],
      ["readOnly", 4, "true"],
      ["tools.deny", 8, "package.*"],
      ["tools.deny", 9, "service.stop"],
      ["tools.allow", 6, "service.*"],
      ["tools.allow", 6, "shell.run"],
      ["paths.deny", 12, "/etc/ssh"],
      ["commands.deny", 14, "docker system prune"],
      ["quietHours", 15, undefined],
    ]);
    expect(told).toMatchObject({ file: "/etc/ailx/policy.yaml", level: { is: 3, line: 2 } });
  });

  test("allows nothing where its list of what is allowed is empty", () => {
    expect(parse("maxLevel: 3\ntools: { allow: [] }\n").told.rules).toEqual([
      { id: "tools.allow", line: 2, value: "" },
    ]);
  });

  test.each([
    ["maxLevel: 3\ntools:\n  denny: [x]\n", 'line 3: "tools.denny" is not a setting'],
    ["maxLevel: 3\npaths:\n  deny: [etc/ssh]\n", "line 3: paths.deny must be absolute paths"],
    ["maxLevel: 3\nmaxRisk: huge\n", "line 2: maxRisk must be low, medium, high or critical"],
    ["maxLevel: 3\nreadOnly: yes please\n", "line 2: readOnly must be true or false"],
    ["maxLevel: 3\nquietHours: nights\n", "line 2: quietHours must have from, to and zone"],
    ["readOnly: true\n", "maxLevel is missing"],
  ])("%j is refused: %s", (text, why) => expect(() => parse(text)).toThrow(why));

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
