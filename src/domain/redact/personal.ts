/** Personal data: addresses of mail, and numbers of payment cards. */
import { chars, type Rule } from "./rule.ts";

/** Units, keys and algorithms are written like addresses and are none. */
const noAddress =
  /@(?:[\w-]+\.(?:service|socket|timer|target|mount|slice|scope|device|path|swap|automount|local|localdomain|internal|lan|sock|js|ts|json|so|conf|yaml|yml|sh|py|rs|go|git|log|tar|gz|tgz|deb|rpm|img|iso|qcow2|snap|zfs|png|jpg|svg|css|html|md|txt|service-\w+)|(?:openssh|libssh|lysator|ssh|liu)\.(?:com|org|se)|(?:github|gitlab|bitbucket)\.(?:com|org)|(?:lysator\.liu\.se)|\d+(?:\.\d+)*)$/i;
const domain = /@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,5}[A-Za-z]{2,18}/y;
const domainChars = chars("[A-Za-z0-9.-]");

/** A letter, a digit, `_`, `+` or `-`. */
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  code === 95 ||
  code === 43 ||
  code === 45;

/** Where the part before an `@` begins: letters, digits and a few marks, not a mark first. */
function localFrom(text: string, at: number): number {
  let from = at;
  while (from > 0 && at - from < 64) {
    const code = text.charCodeAt(from - 1);
    if (!isWord(code) && code !== 46 && code !== 37) break;
    from--;
  }
  while (from < at && !/[A-Za-z0-9]/.test(text.charAt(from))) from++;
  return from;
}

export const personalRules: readonly Rule[] = [
  {
    kind: "email",
    needles: ["@"],
    find: (text, at) => {
      if (!isWord(text.charCodeAt(at - 1)) || !isWord(text.charCodeAt(at + 1))) {
        // The end of what is here: more may come.
        if (at + 1 < text.length || !isWord(text.charCodeAt(at - 1))) return undefined;
      }
      const from = localFrom(text, at);
      if (from === at) return undefined;
      // `user@host:path` and `https://user@host/` are ways to a machine, and a name of a unit has its instance behind the @.
      if (
        /[:/@=\\]$/.test(text.slice(Math.max(0, from - 1), from)) &&
        !/[a-z]+(?:to)?[:=]$/i.test(text.slice(Math.max(0, from - 12), from))
      )
        return undefined;
      if (text.slice(Math.max(0, from - 3), from) === "://") return undefined;
      return {
        from,
        least: 6,
        goesOn: domainChars,
        extend: (all, start, ended) => {
          domain.lastIndex = at;
          const found = domain.exec(all);
          const to = found ? at + found[0].length : at;
          if (!ended && /^@[A-Za-z0-9.-]*$/.test(all.slice(at, at + 260)) && all.length - at < 260)
            return { to: all.length, open: true };
          if (!found || start >= at) return undefined;
          const next = all.charAt(to);
          if (/[A-Za-z0-9_@(-]/.test(next) || (next === ":" && /[/~\w]/.test(all.charAt(to + 1)))) return undefined;
          return noAddress.test(found[0]) ? undefined : { to, open: false };
        },
      };
    },
  },
];

/** 1 where a byte may stand in a card's number: digits, blanks, dashes. A table, since agents run without a compiler. */
const mayBe = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= 48 && byte <= 57) || byte === 32 || byte === 45 ? 1 : 0,
);
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;
/** The shortest number has so many digits. */
const shortest = 15;

/**
 * Where digits, blanks and dashes stand in a row that is long enough for a card. From its last byte a row is looked at backwards:
 * what breaks it there rules out all rows through that place, so that of most texts one byte in ten is looked at.
 */
export function cardPlaces(bytes: Uint8Array, from: number, each: (from: number, to: number) => void): void {
  const end = bytes.length;
  /** Nothing before it is of a row that goes on. */
  let begin = from;
  for (let next = from + shortest - 1; next < end; next = begin + shortest - 1) {
    let at = next;
    // All of these places are within the array; this runs without a compiler, once a byte.
    while (at >= begin && mayBe[bytes[at] as number] === 1) at--;
    if (at >= begin) {
      begin = at + 1;
      continue;
    }
    let last = next + 1;
    while (last < end && mayBe[bytes[last] as number] === 1) last++;
    let first = begin;
    begin = last + 1;
    while (first < last && !isDigit(bytes[first])) first++;
    let to = last;
    while (to > first && !isDigit(bytes[to - 1])) to--;
    if (to - first >= shortest) each(first, to);
  }
}

const card =
  /(?<![\w.-])(?:4\d{3}([ -]?)\d{4}\1\d{4}\1\d{4}|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)([ -]?)\d{4}\2\d{4}\2\d{4}|3[47]\d\d([ -]?)\d{6}\3\d{5}|(?:6011|65\d\d|64[4-9]\d)([ -]?)\d{4}\4\d{4}\4\d{4})(?![\w-]|\.\d)/g;

/** Where in a text there are numbers as the schemes give them, each with its check digit. */
export function cardsIn(text: string): { at: number; length: number }[] {
  const cards: { at: number; length: number }[] = [];
  card.lastIndex = 0;
  for (let found = card.exec(text); found; found = card.exec(text)) {
    // What only looks like one may have the beginning of one in it.
    if (isCard(found[0])) cards.push({ at: found.index, length: found[0].length });
    else card.lastIndex = found.index + 1;
  }
  return cards;
}

function isCard(text: string): boolean {
  let sum = 0;
  let twice = false;
  for (let at = text.length - 1; at >= 0; at--) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) continue;
    const value = twice ? digit * 2 : digit;
    sum += value > 9 ? value - 9 : value;
    twice = !twice;
  }
  return sum % 10 === 0 && new Set(text.replace(/\D/g, "")).size > 1;
}
