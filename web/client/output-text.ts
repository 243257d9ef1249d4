/** Output frames to lines of harmless text: bytes decoded a stream at a time, control and invisible characters shown. */
import { showHidden } from "../../src/lib/hidden.ts";

/** `mark`: not the program's words but ours, about what is missing here. */
export type OutputLine = { stream: "stdout" | "stderr"; text: string; mark?: true };
/** With `leftOut` it is the place of so many bytes that nobody kept; 0: their number is not known. */
export type Frame = { stream: "stdout" | "stderr"; bytes: Uint8Array; leftOut?: number };

const headerBytes = 12;
const outputType = 1;
const leftOutType = 2;
/** A line without end is cut here, so that one line cannot fill the page. */
const maxLineLength = 16_384;

/** The header is that of the protocol's binary message: type, flags (bit 0: stderr), reserve, channel, number. */
export function readFrame(message: ArrayBuffer): Frame | undefined {
  const view = new DataView(message);
  if (view.byteLength < headerBytes) return undefined;
  const stream = (view.getUint8(1) & 1) === 1 ? "stderr" : "stdout";
  const type = view.getUint8(0);
  if (type === outputType) return { stream, bytes: new Uint8Array(message, headerBytes) };
  if (type !== leftOutType || view.byteLength < headerBytes + 8) return undefined;
  return { stream, bytes: new Uint8Array(0), leftOut: Number(view.getBigUint64(headerBytes)) };
}

/** Keeps the unfinished line and the unfinished character of each stream until the rest comes. */
export class LineSplitter {
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  private readonly rest = { stdout: "", stderr: "" };

  push({ stream, bytes, leftOut }: Frame): OutputLine[] {
    if (leftOut !== undefined) {
      const size = leftOut === 0 ? "output" : `${leftOut.toLocaleString("en")} bytes`;
      return [...this.flush(stream), { stream, text: `[… ${size} left out …]`, mark: true }];
    }
    return this.split(stream, this.decoders[stream].decode(bytes, { stream: true }));
  }

  /** What was left without a line feed. */
  end(): OutputLine[] {
    return (["stdout", "stderr"] as const).flatMap((stream) => this.flush(stream));
  }

  private flush(stream: "stdout" | "stderr"): OutputLine[] {
    const lines = this.split(stream, this.decoders[stream].decode());
    const rest = this.rest[stream];
    this.rest[stream] = "";
    return rest === "" ? lines : [...lines, { stream, text: rest }];
  }

  private split(stream: "stdout" | "stderr", text: string): OutputLine[] {
    const parts = (this.rest[stream] + text).split("\n");
    let rest = parts.pop() ?? "";
    while (rest.length > maxLineLength) {
      parts.push(rest.slice(0, maxLineLength));
      rest = rest.slice(maxLineLength);
    }
    this.rest[stream] = rest;
    return parts.map((part) => ({ stream, text: part.endsWith("\r") ? part.slice(0, -1) : part }));
  }
}

/** Bytes that are no text: a NUL near the beginning, as git and grep have it. */
export const looksBinary = (bytes: Uint8Array): boolean => bytes.subarray(0, 8_192).includes(0);

const units = ["B", "kB", "MB", "GB"];
export function sizeWords(bytes: number): string {
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  return `${(bytes / 1_000 ** step).toFixed(step === 0 ? 0 : 1)} ${units[step] ?? ""}`;
}

/** Colour and style codes are left out: they are not text. Every other hidden character shows as `\u{…}`. */
export const visible = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  showHidden(text.replace(/\u001b\[[0-9;]*m/g, ""));
