/** Lines that a container wrote, as engines send them. */
import * as z from "zod/mini";
import { forHtml, machineText, untrusted } from "../../domain/untrusted.ts";
import { timeText } from "./one.ts";

export const logEntry = () =>
  z.object({
    /** When the engine took the line; 0 where it does not say. */
    atMs: z.number(),
    stream: z.enum(["stdout", "stderr"]),
    text: machineText(4_096),
  });
export type LogEntry = z.infer<ReturnType<typeof logEntry>>;

export const entryText = ({ atMs, stream, text }: LogEntry): string =>
  `${atMs === 0 ? "" : `${timeText(atMs)} `}${stream === "stderr" ? "stderr: " : ""}${forHtml(text)}`;

/**
 * Lines of an engine's answer, one character a byte. Without a terminal each piece has a head of eight bytes: the stream,
 * three zeros, its length; a line may be in several pieces.
 */
export function parseLog(bytes: string): LogEntry[] {
  const streams = { stdout: "", stderr: "" };
  const entries: LogEntry[] = [];
  const take = (stream: "stdout" | "stderr", text: string): void => {
    const lines = (streams[stream] + text).split("\n");
    streams[stream] = lines.pop() ?? "";
    for (const line of lines) entries.push(entry(stream, line));
  };
  let at = 0;
  while (at + 8 <= bytes.length && isHead(bytes, at)) {
    const length =
      bytes.charCodeAt(at + 4) * 2 ** 24 +
      (bytes.charCodeAt(at + 5) << 16) +
      (bytes.charCodeAt(at + 6) << 8) +
      bytes.charCodeAt(at + 7);
    take(bytes.charCodeAt(at) === 2 ? "stderr" : "stdout", bytes.slice(at + 8, at + 8 + length));
    at += 8 + length;
  }
  // A container with a terminal has one stream and no heads.
  if (at < bytes.length) take("stdout", bytes.slice(at));
  for (const stream of ["stdout", "stderr"] as const)
    if (streams[stream] !== "") entries.push(entry(stream, streams[stream]));
  return entries;
}

const isHead = (bytes: string, at: number): boolean =>
  bytes.charCodeAt(at) <= 2 && bytes.slice(at + 1, at + 4) === "\0\0\0";

/** Each line begins with its time: nanoseconds are left out. */
function entry(stream: LogEntry["stream"], line: string): LogEntry {
  const whole = Buffer.from(line, "latin1").toString("utf8").replace(/\r$/, "");
  const [stamp = ""] = /^\d{4}-\d\d-\d\dT\S+/.exec(whole) ?? [];
  const atMs = Date.parse(stamp.replace(/(\.\d{3})\d+/, "$1")) || 0;
  const text = atMs === 0 ? whole : whole.slice(stamp.length + 1);
  return { atMs, stream, text: untrusted(text.slice(0, 4_096)) };
}
