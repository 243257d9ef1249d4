import { describe, expect, test } from "bun:test";
import { shellWord } from "./shellWord.ts";

const hostile = [
  "$(id)",
  "`id`",
  "a b",
  "a'b",
  'a"b',
  "a\nb",
  "a;b",
  "a&b",
  "a|b",
  "",
  "-n",
  "*",
  "~",
  "a\\b",
  "!x",
  "#x",
  "{a,b}",
  "''",
  "\u00e9",
];

describe("a shell word", () => {
  test("reaches a program as it was, whatever it holds", () => {
    for (const text of [...hostile, "plain", "https://hub.example.org:2459/install.sh", "sha256//a+b/c="]) {
      const ran = Bun.spawnSync(["sh", "-c", `printf %s ${shellWord(text)}`]);
      expect(ran.stdout.toString()).toBe(text);
    }
  });

  test("stays bare where that is safe", () => {
    expect(shellWord("https://hub.example.org:2459")).toBe("https://hub.example.org:2459");
    expect(shellWord("$(id)")).toBe("'$(id)'");
  });

  test("cannot hold NUL", () => {
    expect(() => shellWord("a\0b")).toThrow(TypeError);
  });
});
