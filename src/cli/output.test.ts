import { describe, expect, test } from "bun:test";
import { Output } from "./output.ts";

function terminal({ colour = false } = {}) {
  const seen = { out: "", err: "" };
  const text = (data: string | Uint8Array): string =>
    typeof data === "string" ? data : `<bytes ${Buffer.from(data).toString()}>`;
  const output = new Output({
    out: (data) => (seen.out += text(data)),
    err: (data) => (seen.err += text(data)),
    tty: { in: true, out: true, err: true },
    colour,
  });
  const write = (machine: string, said: string | Uint8Array, stream: "stdout" | "stderr" = "stdout") =>
    output.write({
      run: `run-${machine}`,
      machine,
      stream,
      bytes: typeof said === "string" ? Buffer.from(said) : said,
    });
  return { seen, output, write };
}

describe("on a terminal", () => {
  test("control characters of a machine are shown, not obeyed", () => {
    const { seen, write } = terminal();
    write("web-1", "\u001b]0;owned\u0007a\tb\r\nc\u202e\n");
    expect(seen.out).toBe("\\u{1b}]0;owned\\u{7}a\tb\nc\\u{202e}\n");
  });

  test("a character that comes in two pieces is one", () => {
    const { seen, write } = terminal();
    const bytes = Buffer.from("ü");
    write("web-1", bytes.subarray(0, 1));
    write("web-1", bytes.subarray(1));
    expect(seen.out).toBe("ü");
  });

  test("what follows an unfinished line starts on a new one", () => {
    const { seen, write, output } = terminal();
    write("web-1", "no line feed");
    output.finish();
    expect(seen.out).toBe("no line feed\n");
  });

  test("each machine has its own colour and the streams their mark", () => {
    const { seen, write, output } = terminal({ colour: true });
    for (const machine of ["a", "bb"]) output.expect(machine);
    write("a", "x\n");
    write("bb", "y\n", "stderr");
    expect(seen.out).toBe("\u001b[36ma  |\u001b[0m x\n");
    expect(seen.err).toBe("\u001b[33mbb !\u001b[0m y\n");
  });
});

test("a line without an end is printed in pieces, and none is lost", () => {
  const { seen, write, output } = terminal();
  for (const machine of ["a", "b"]) output.expect(machine);
  write("a", "x".repeat(200_000));
  output.ended("run-a");
  const lines = seen.out.trimEnd().split("\n");
  expect(lines.every((line) => line.startsWith("a | "))).toBe(true);
  expect(lines.map((line) => line.slice(4)).join("")).toBe("x".repeat(200_000));
});

test("into a pipe a single machine's bytes go unchanged", () => {
  const seen: Uint8Array[] = [];
  const output = new Output({
    out: (data) => void seen.push(Buffer.from(data)),
    err: () => {},
    tty: { in: false, out: false, err: false },
    colour: false,
  });
  const bytes = new Uint8Array([0, 255, 27, 10, 128]);
  output.write({ run: "r", machine: "a", stream: "stdout", bytes });
  expect(Buffer.concat(seen)).toEqual(Buffer.from(bytes));
});
