/** Lines of one file that hold a text. The file is opened without following a link, and read to a bound. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { secretIn } from "./paths.ts";

/** Of one file; the rest is not read. */
const bytesAtMost = 4 << 20;
/** Of one file; more are in it, probably in each line. */
export const linesAtMost = 5;

export type Line = { line: number; text: string };
export type Searched = { lines: Line[]; bytes: number } | "private" | "no text";

/** `wanted` in lower case. A file that holds secrets, or that others may not read below level 3, is private. */
export function linesWith(path: string, wanted: string, mayPrivate: boolean): Searched {
  if (secretIn(path) !== undefined) return "private";
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stats = fstatSync(file);
    if (!stats.isFile()) return "no text";
    const forEverybody = (stats.mode & 0o004) !== 0;
    // A private file with two names may be one that holds secrets under the other.
    if (!forEverybody && (!mayPrivate || stats.nlink > 1)) return "private";
    return found(bytesOf(file, stats.size), wanted);
  } catch {
    // Gone meanwhile, or this agent has no right to it.
    return "private";
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function bytesOf(file: number, size: number): Buffer {
  const room = Buffer.alloc(Math.min(bytesAtMost, size));
  let length = 0;
  while (length < room.length) {
    const got = readSync(file, room, length, room.length - length, length);
    if (got === 0) break;
    length += got;
  }
  return room.subarray(0, length);
}

function found(bytes: Buffer, wanted: string): Searched {
  if (bytes.subarray(0, 8_192).includes(0)) return "no text";
  const text = bytes.toString("utf8");
  const lower = text.toLowerCase();
  const lines: Line[] = [];
  let [line, counted] = [1, 0];
  for (let at = lower.indexOf(wanted); at >= 0 && lines.length < linesAtMost; at = lower.indexOf(wanted, at)) {
    for (let feed = lower.indexOf("\n", counted); feed >= 0 && feed < at; feed = lower.indexOf("\n", counted)) {
      line++;
      counted = feed + 1;
    }
    const end = lower.indexOf("\n", at);
    // Capital letters of a few languages are longer than their small ones; then the places differ, and the small text is told.
    const from = text.length === lower.length ? text : lower;
    // A long line is told around what was looked for.
    const begin = Math.max(counted, at - 100);
    lines.push({
      line,
      text: from
        .slice(begin, end < 0 ? undefined : end)
        .slice(0, 300)
        .trim(),
    });
    if (end < 0) break;
    at = end;
  }
  return { lines, bytes: bytes.length };
}
