import { describe, expect, test } from "bun:test";
import { OutputDigest } from "./outputDigest.ts";

type Piece = ["stdout" | "stderr", string];
const digest = (pieces: Piece[], whole = true): string | undefined => {
  const made = new OutputDigest();
  for (const [stream, text] of pieces) made.add(stream, Buffer.from(text));
  return made.end(whole);
};

describe("the digest of an output", () => {
  test("is the same however it was cut into pieces, and whichever stream came first", () => {
    expect(
      digest([
        ["stdout", "ab"],
        ["stderr", "x"],
        ["stdout", "c"],
      ]),
    ).toBe(
      digest([
        ["stderr", "x"],
        ["stdout", "abc"],
      ]),
    );
  });

  test("tells the streams apart", () => {
    expect(digest([["stdout", "a"]])).not.toBe(digest([["stderr", "a"]]));
    expect(
      digest([
        ["stdout", "a"],
        ["stderr", "b"],
      ]),
    ).not.toBe(digest([["stdout", "ab"]]));
  });

  test("is none of what is missing in part, empty or long", () => {
    expect(digest([["stdout", "a"]], false)).toBeUndefined();
    expect(digest([])).toBeUndefined();
    expect(digest([["stdout", "a".repeat((1 << 20) + 1)]])).toBeUndefined();
  });
});
