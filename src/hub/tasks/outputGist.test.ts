import { describe, expect, test } from "bun:test";
import { OutputGist } from "./outputGist.ts";

const gistOf = (stdout: string, stderr = "", whole = true) => {
  const gist = new OutputGist();
  // In pieces, as frames come.
  for (const byte of Buffer.from(stdout)) gist.add("stdout", Uint8Array.of(byte));
  for (const byte of Buffer.from(stderr)) gist.add("stderr", Uint8Array.of(byte));
  return gist.end(whole);
};

describe("the gist of an output", () => {
  test("counts lines, and holds one that is alone", () => {
    expect(gistOf("")).toEqual({ lines: 0 });
    expect(gistOf("5.15\n")).toEqual({ lines: 1, only: "5.15" });
    expect(gistOf("5.15")).toEqual({ lines: 1, only: "5.15" });
    expect(gistOf("a\nb")).toEqual({ lines: 2 });
    expect(gistOf(`${"x".repeat(301)}\n`)).toEqual({ lines: 1 });
  });

  test("counts nothing where some is missing, or where it is too much", () => {
    expect(gistOf("a\n", "no\n", false)).toEqual({ error: "no" });
    const gist = new OutputGist();
    for (let at = 0; at < 3; at++) gist.add("stdout", Buffer.alloc(1 << 19, "a\n"));
    expect(gist.end(true)).toEqual({});
  });

  test("has the last that was said on stderr, before the words that point to a manual", () => {
    expect(gistOf("", "ls: bad option -- q\nTry 'ls --help' for more information.\n").error).toBe(
      "ls: bad option -- q",
    );
    expect(gistOf("", `${"y".repeat(9_000)}\nlast\n\n`).error).toBe("last");
  });
});
