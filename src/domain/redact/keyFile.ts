/** Private keys in PEM and its relatives, line by line: plain, indented, prefixed by a log, or as one line of JSON. */
import { chars, lengthAt, type Extend, type Rule } from "./rule.ts";

const head = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\r?\n|\\r\\n|\\n)?/y;
const longLine = /(?:^|[\s"'+>|])[A-Za-z0-9+/]{20,}={0,2}[\s"',]*$/;
const shortLine = /^[\s"'+>|]*[A-Za-z0-9+/]{0,80}={0,2}[\s"',]*$/;
const headerLine =
  /^[\s"'+>|]*(?:Proc-Type|DEK-Info|Comment|Version|Charset|Hash|X-[\w-]+|Subject|Public-Lines|Private-Lines|Private-MAC|Encryption): ?/;
const lineEnd = /\\r\\n|\\n|\r?\n/g;
/** A line of a key is short; what goes on for longer and is no key ends it. */
const undecidedChars = 300;
const unbroken = /^[\s"'+>|A-Za-z0-9/=]*(?:-.*|\\r?)?$/;

/** From behind the first line to the last one; what is no part of a key ends it too, so that a lone first line hides nothing. */
const bodyOf =
  (begun: boolean): Extend =>
  (text, from, ended) => {
    let at = from;
    let to = from;
    let seenLong = begun;
    for (;;) {
      lineEnd.lastIndex = at;
      const found = lineEnd.exec(text);
      const end = found ? found.index : text.length;
      const line = text.slice(at, end);
      // Too long for a line of a key, unless it is all of it.
      if (line.length > undecidedChars && !unbroken.test(line)) return { to, open: false };
      const last = line.indexOf("-----END");
      if (last >= 0)
        return {
          to: seenLong || tail(line, last) > 20 ? Math.max(to, tail(line, last) > 0 ? at + last : 0) : to,
          open: false,
        };
      if (!found && !ended) return { to: text.length, open: true };
      const isLong = longLine.test(line);
      if (isLong) seenLong = true;
      else if (!headerLine.test(line) && !shortLine.test(line)) return { to, open: false };
      else if (!seenLong && line.trim() !== "" && !headerLine.test(line)) return { to, open: false };
      if (seenLong) to = end;
      if (!found) return { to, open: false };
      at = end + found[0].length;
    }
  };
const body = bodyOf(false);
const goesOn = bodyOf(true);

// What stands before the last line on its own line is key where there were no line ends at all.
const tail = (line: string, last: number): number => (/[A-Za-z0-9+/=]{4}$/.test(line.slice(0, last)) ? last : 0);

const encoded = "LS0tLS1CRUdJTi";

export const keyRules: readonly Rule[] = [
  {
    kind: "private-key",
    needles: ["-----BEGIN "],
    find: (text, at) => {
      const length = lengthAt(head, text, at);
      return length === undefined ? undefined : { from: at + length, least: 20, extend: body, goesOn };
    },
  },
  {
    kind: "private-key",
    needles: ["PuTTY-User-Key-File", "Private-Lines: "],
    find: (text, at) => {
      const length = lengthAt(/Private-Lines: \d+\r?\n/y, text, at);
      return length === undefined ? undefined : { from: at + length, least: 20, extend: body, goesOn };
    },
  },
  {
    // The same once more in base64, as Kubernetes keeps it.
    kind: "private-key",
    needles: [encoded],
    find: (_text, at) => ({ from: at, least: 40, extend: chars("[A-Za-z0-9+/=]"), ok: isKey }),
  },
];

function isKey(value: string): boolean {
  const first = Buffer.from(value.slice(0, 64), "base64").toString("latin1");
  return /BEGIN [A-Z ]*PRIVATE KEY/.test(first);
}
