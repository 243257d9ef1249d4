/** Output frames to lines of harmless text: bytes decoded a stream at a time, control and invisible characters shown. */
import { showHidden } from "../../src/lib/hidden.ts";

export type OutputLine = { stream: "stdout" | "stderr"; text: string };
export type Frame = { stream: "stdout" | "stderr"; bytes: Uint8Array };

const headerBytes = 12;
const outputType = 1;
/** A line without end is cut here, so that one line cannot fill the page. */
const maxLineLength = 16_384;

/** The header is that of the protocol's binary message: type, flags (bit 0: stderr), reserve, channel, number. */
export function readFrame(message: ArrayBuffer): Frame | undefined {
  const view = new DataView(message);
  if (view.byteLength < headerBytes || view.getUint8(0) !== outputType) return undefined;
  return { stream: (view.getUint8(1) & 1) === 1 ? "stderr" : "stdout", bytes: new Uint8Array(message, headerBytes) };
}

/** Keeps the unfinished line and the unfinished character of each stream until the rest comes. */
export class LineSplitter {
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  private readonly rest = { stdout: "", stderr: "" };

  push({ stream, bytes }: Frame): OutputLine[] {
    return this.split(stream, this.decoders[stream].decode(bytes, { stream: true }));
  }

  /** What was left without a line feed. */
  end(): OutputLine[] {
    return (["stdout", "stderr"] as const).flatMap((stream) => {
      const lines = this.split(stream, this.decoders[stream].decode());
      const rest = this.rest[stream];
      this.rest[stream] = "";
      return rest === "" ? lines : [...lines, { stream, text: rest }];
    });
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

/** Colour and style codes are left out: they are not text. Every other hidden character shows as `\u{…}`. */
export const visible = (text: string): string =>
  // oxlint-disable-next-line no-control-regex
  showHidden(text.replace(/\u001b\[[0-9;]*m/g, ""));
