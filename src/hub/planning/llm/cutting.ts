/** Text of machines made fit for a model: hidden characters out, secrets masked, cut to size, fenced by a boundary nobody knows. */
import { redactJson, redactText } from "../../../domain/redact/text.ts";
import { forModel, untrusted } from "../../../domain/untrusted.ts";
import type { JsonObject } from "../../../lib/json.ts";
import { withoutHidden } from "../../../lib/hidden.ts";

/** Of one result, UTF-16 units. */
export const resultChars = 8_192;
/** Masking by pattern again on the way to a model: output was masked on its way in, facts of machines were not. */
const key = crypto.getRandomValues(new Uint8Array(32));
const speaks =
  /\b(?:error|fail(?:ed|ure)?|fatal|panic|denied|refused|timed? ?out|oom|killed|cannot|unable|critical|segfault)\b/i;

export const masked = (text: string): string => redactText(text, { key });
/** All texts in it, and whole those whose field is called like a secret. */
export const maskedJson = (value: JsonObject): JsonObject => redactJson(value, { key });

/** Colours and cursor movements, and all but the last state of a line that was drawn over. */
const escapes =
  // oxlint-disable-next-line no-control-regex
  /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[@-Z\\-_])/g;
export const plain = (text: string): string =>
  withoutHidden(
    text
      .replaceAll("\r\n", "\n")
      .replaceAll(escapes, "")
      .split("\n")
      .map((line) => line.slice(line.lastIndexOf("\r") + 1))
      .join("\n"),
  );

/**
 * A third of the room for the beginning, the rest for the end, and of what is between the lines that speak of errors, by
 * their numbers. Equal lines after each other are folded first.
 */
export function cut(text: string, most = resultChars): string {
  if (text.length <= most) return text;
  const lines = folded(text.split("\n").map((line) => (line.length > 500 ? `${line.slice(0, 500)} …` : line)));
  const whole = lines.join("\n");
  if (whole.length <= most) return whole;
  const head = take(lines, Math.floor(most * 0.3));
  const tail = take(lines.slice(head).toReversed(), Math.floor(most * 0.5));
  const end = lines.length - tail;
  const middle: string[] = [];
  let room = Math.floor(most * 0.2) - 100;
  for (let at = head; at < end && room > 0; at++) {
    const line = lines[at] ?? "";
    if (!speaks.test(line)) continue;
    const told = `${at + 1}: ${line}`.slice(0, 300);
    room -= told.length + 1;
    if (room > 0) middle.push(told);
  }
  return [
    ...lines.slice(0, head),
    `[… ${end - head} of ${lines.length} lines left out${middle.length > 0 ? "; of these speak of errors:" : ""} …]`,
    ...middle,
    ...(middle.length > 0 ? ["[…]"] : []),
    ...lines.slice(end),
  ].join("\n");
}

function take(lines: readonly string[], room: number): number {
  let used = 0;
  let count = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > room) break;
    count++;
  }
  return count;
}

function folded(lines: readonly string[]): string[] {
  const out: string[] = [];
  let times = 1;
  for (const [at, line] of lines.entries()) {
    if (line === lines[at + 1]) {
      times++;
      continue;
    }
    out.push(times > 1 ? `${line}  [${times} times]` : line);
    times = 1;
  }
  return out;
}

export const boundary = (): string => crypto.randomUUID().replaceAll("-", "").slice(0, 16);

/** Everything at once: what a model reads of a machine. */
export const fenced = (text: string, mark: string, most = resultChars): string =>
  forModel(untrusted(cut(masked(plain(text)), most)), mark);
