/**
 * Live output of programs on machines, for a terminal or a pipe. With one machine it is what the program wrote, as over
 * ssh; with several each line has its machine in front, whole lines at a time, so that no two mix.
 */
import { showHidden } from "../lib/hidden.ts";
import type { Io } from "./io.ts";
import { paintFor } from "./paint.ts";

export type Chunk = { run: string; machine: string; stream: "stdout" | "stderr"; bytes: Uint8Array };

/** A line longer than this is printed in pieces rather than held. */
const longestLine = 64 << 10;
const lineFeed = 10;

export class Output {
  readonly #machines: string[] = [];
  readonly #lines = new Map<string, { rest: Uint8Array; chunk: Chunk }>();
  readonly #decoders = new Map<string, TextDecoder>();
  readonly #paint;
  #endsInLine = { stdout: true, stderr: true };

  constructor(readonly io: Pick<Io, "out" | "err" | "tty" | "colour">) {
    this.#paint = paintFor(io);
  }

  /** A machine takes part; known before its first output, so that all of them line up. */
  expect(machine: string): void {
    if (!this.#machines.includes(machine)) this.#machines.push(machine);
  }

  write(chunk: Chunk): void {
    this.expect(chunk.machine);
    if (this.#machines.length === 1) this.#plain(chunk);
    else this.#prefixed(chunk);
  }

  /** Prints what a run left without a line feed at its end. */
  ended(run: string): void {
    for (const stream of ["stdout", "stderr"] as const) {
      const key = `${run} ${stream}`;
      const held = this.#lines.get(key);
      if (held && held.rest.length > 0) this.#line(held.chunk, held.rest);
      this.#lines.delete(key);
      const last = this.#decoders.get(key)?.decode() ?? "";
      if (last !== "") this.#print(stream, visible(last));
      this.#decoders.delete(key);
    }
  }

  /** Ends the line the terminal is in, so that what follows starts on a line of its own. */
  finish(): void {
    for (const stream of ["stdout", "stderr"] as const) {
      const isTerminal = stream === "stdout" ? this.io.tty.out : this.io.tty.err;
      if (!this.#endsInLine[stream] && isTerminal) this.#print(stream, "\n");
    }
  }

  #plain({ run, stream, bytes }: Chunk): void {
    if (!this.#isTerminal(stream)) return this.#print(stream, bytes);
    const key = `${run} ${stream}`;
    const decoder = this.#decoders.get(key) ?? new TextDecoder();
    this.#decoders.set(key, decoder);
    this.#print(stream, visible(decoder.decode(bytes, { stream: true })));
  }

  #prefixed(chunk: Chunk): void {
    const key = `${chunk.run} ${chunk.stream}`;
    let bytes = joined(this.#lines.get(key)?.rest, chunk.bytes);
    for (let end = bytes.indexOf(lineFeed); end >= 0 || bytes.length >= longestLine; end = bytes.indexOf(lineFeed)) {
      const cut = end >= 0 && end < longestLine ? end : longestLine;
      this.#line(chunk, bytes.subarray(0, cut));
      bytes = bytes.subarray(cut === end ? cut + 1 : cut);
    }
    this.#lines.set(key, { rest: bytes, chunk });
  }

  #line({ machine, stream }: Chunk, bytes: Uint8Array): void {
    const width = Math.max(...this.#machines.map((name) => name.length));
    const name = showHidden(machine).padEnd(width);
    if (!this.#isTerminal(stream))
      return this.#print(stream, joined(Buffer.from(`${name} | `), joined(bytes, Buffer.from("\n"))));
    const text = new TextDecoder().decode(bytes).replace(/\r$/, "");
    const front = this.#paint.hue(`${name} ${stream === "stderr" ? "!" : "|"}`, this.#machines.indexOf(machine));
    this.#print(stream, `${front} ${visible(text)}\n`);
  }

  #print(stream: "stdout" | "stderr", data: string | Uint8Array): void {
    if (data.length === 0) return;
    this.#endsInLine[stream] = typeof data === "string" ? data.endsWith("\n") : data.at(-1) === lineFeed;
    if (stream === "stdout") this.io.out(data);
    else this.io.err(data);
  }

  #isTerminal(stream: "stdout" | "stderr"): boolean {
    return stream === "stdout" ? this.io.tty.out : this.io.tty.err;
  }
}

/** A terminal obeys what it is sent, so a machine's control characters are shown, not sent. */
const visible = (text: string): string => showHidden(text.replaceAll("\r\n", "\n"));

function joined(first: Uint8Array | undefined, second: Uint8Array): Uint8Array {
  if (first === undefined || first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
