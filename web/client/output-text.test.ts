import { describe, expect, test } from "bun:test";
import { encodeOutput } from "../../src/protocol/codec.ts";
import { LineSplitter, looksBinary, readFrame, sizeWords, visible } from "./output-text.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

describe("output in a browser", () => {
  test("says where bytes are missing, on a line of its own and as our own words", () => {
    const gap = encodeOutput({ channel: 0, seq: 1, stream: "stdout", bytes: bytes(""), leftOut: 12_345 });
    const frame = readFrame(gap.buffer);
    const splitter = new LineSplitter();
    const lines = [
      ...splitter.push({ stream: "stdout", bytes: bytes("half a line") }),
      ...splitter.push(frame ?? { stream: "stdout", bytes: bytes("") }),
    ];
    expect(lines).toEqual([
      { stream: "stdout", text: "half a line" },
      { stream: "stdout", text: "[… 12,345 bytes left out …]", mark: true },
    ]);
  });

  test("shows bytes that are no text as such, in the middle of a character too", () => {
    const splitter = new LineSplitter();
    const lines = [
      ...splitter.push({ stream: "stdout", bytes: new Uint8Array([97, 255, 0xc3]) }),
      ...splitter.push({ stream: "stdout", bytes: new Uint8Array([0xbc, 10]) }),
    ];
    expect(lines).toEqual([{ stream: "stdout", text: "a\ufffdü" }]);
  });

  test("takes colours out and shows what else would steer or hide", () => {
    expect(visible("\u001b[31mred\u001b[0m \u001b[2J\u202e\u200b")).toBe("red \\u{1b}[2J\\u{202e}\\u{200b}");
  });

  test("cuts a line without an end, and loses none of it", () => {
    const splitter = new LineSplitter();
    const lines = [...splitter.push({ stream: "stdout", bytes: bytes("x".repeat(100_000)) }), ...splitter.end()];
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.map(({ text }) => text).join("")).toBe("x".repeat(100_000));
  });

  test("knows what is no text, and tells sizes for people", () => {
    expect([looksBinary(new Uint8Array([1, 0, 2])), looksBinary(bytes("text"))]).toEqual([true, false]);
    expect([0, 999, 3_200_000].map(sizeWords)).toEqual(["0 B", "999 B", "3.2 MB"]);
  });
});
