import { describe, expect, test } from "bun:test";
import { linePattern } from "./linePattern.ts";

describe("a pattern for lines", () => {
  const patterns = [
    "^#?Port\\s+\\d+$",
    "a|b|cd",
    "(ab)+c?",
    "^$",
    "[^a-c]x",
    "a{2,3}",
    "a{2}b",
    "a{1,}$",
    "\\bon\\b",
    "x.*y",
    "[]x]",
    "[a\\]]",
    "(a|b)*c",
    "^(?:x|yz)$",
    "\\.",
    "(a*)*b",
    "[[:digit:]]+;",
    "a?",
    "(|a)b",
  ];
  const lines = [
    "",
    "#Port 22",
    "Port  2222",
    "Port x",
    "a",
    "cd",
    "abab",
    "ababc",
    "dx",
    "ax",
    "aa",
    "aaab",
    "on",
    "one",
    "is on it",
    "x..y",
    "]",
    "c",
    "abbac",
    "yz",
    "yzz",
    ".",
    "ab",
    "12;",
    "é",
  ];
  test.each(patterns)("%p finds what the runtime's own finds", (source) => {
    const theirs = new RegExp(source.replace("[[:digit:]]", "\\d").replace("[]x]", "[\\]x]"));
    const ours = linePattern(source);
    expect(lines.filter((line) => ours(line))).toEqual(lines.filter((line) => theirs.test(line)));
  });

  test.each([
    "(",
    ")",
    "[a",
    "*a",
    "a\\",
    "\\1",
    "[z-a]",
    "a{3,1}",
    "(((a{99}){99}){99})",
    "\\q",
    "[[:what:]]",
    "(".repeat(100),
  ])("%p is refused", (source) => {
    expect(() => linePattern(source)).toThrow(SyntaxError);
  });

  test("takes no longer than its line is long, where others take for ever", () => {
    expect(linePattern("^(a+)+$")(`${"a".repeat(20_000)}b`)).toBe(false);
    expect(linePattern("(a|aa)*(a|aa)*(a|aa)*c")("a".repeat(20_000))).toBe(false);
  });
});
