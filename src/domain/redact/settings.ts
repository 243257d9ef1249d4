/** Values of settings whose names say that they are secret: shells, YAML, JSON, TOML, ini, XML, PHP, options of programs. */
import { before, chars, looksRandom, lengthAt, type Candidate, type Extend, type Reach, type Rule } from "./rule.ts";
import { isStandIn, strengthOf, type Strength } from "./names.ts";

/**
 * In each of the cases that are used, without the first letter, which is a capital or not. Short ones, because each costs a
 * pass over everything: what stands around them says which word it is.
 */
const needles = [
  "ass",
  "ASS",
  "ecret",
  "ECRET",
  "oken",
  "OKEN",
  "redential",
  "REDENTIAL",
  "key",
  "KEY",
  "Key",
  "pwd",
  "PWD",
  "Pwd",
  "psk",
  "PSK",
  "auth",
  "AUTH",
  "bindpw",
  "rootpw",
  "onnection",
  "ONNECTION_STRING",
  "nemonic",
  "ebhook",
  "EBHOOK",
];

/** Letters, digits, `_`, `.` and `-`. */
const nameCode = Uint8Array.from({ length: 256 }, (_, code) =>
  /[A-Za-z0-9_.-]/.test(String.fromCharCode(code)) ? 1 : 0,
);
const isName = (text: string, at: number): boolean => nameCode[text.charCodeAt(at)] === 1;
const nameChars = 64;
/** Colours that `grep` puts around what it found. */
const colour = String.raw`(?:\x1b\[[0-9;]*[mK]){0,4}`;
const quote = String.raw`(?:\\{0,3}["'\`]|%22|&quot;)?`;
/** From behind a name to before its value. */
const between = new RegExp(
  `${colour}${quote}\\]?${colour}[ \\t]{0,24}(?:=>|:=|\\+?==?|::(?= )|:|>(?=[^\\s<=]))${colour}[ \\t]{0,8}|['"][ \\t]{0,4},[ \\t]{0,4}(?=['"])(?!['"][\\w.-]{1,64}\\\\?['"][ \\t]{0,4}[:=])`,
  "y",
);
const afterOption = /[ \t=]{1,4}(?!-)/y;
const inLoginFile = /(?:^|\s)(?:login|user|account)[ \t]+\S+\s+$/;
const words = /(?: (?:for|of) [^\s:]{1,64})? (?:is|was|ist|now|set to)(?: now| set to)?:? {0,2}(?=["'`]?\S)/y;
const sentence = new Set([" is", " wa", " no", " se", " fo", " of"]);
const generated = / (?:is generated )?for [^\s:]{1,80}: /y;

export const settingRule: Rule = {
  kind: "password",
  needles,
  find: (text, at) => {
    const name = nameAt(text, at);
    if (!name) return undefined;
    const strength =
      bySpace.test(name.text) || inConnection(text, name) || inWords(text, name) ? "secret" : strengthOf(name.text);
    if (strength === "no") return undefined;
    // "Unseal Key 1: …"
    if (text.charCodeAt(name.to) === 32 && name.text.length === 3)
      name.to += lengthAt(/ \d{1,2}(?=:)/y, text, name.to) ?? 0;
    const next = behindBlanks(text, name.to);
    const onDevice = next > name.to ? afterWord(text, name) : undefined;
    if (onDevice !== undefined)
      return { from: name.to + onDevice, least: 4, extend: toSpace, ok: (value) => /\d/.test(value) };
    const isWord = next > name.to && isName(text, next) && text.charCodeAt(next) !== 45;
    const length = isWord ? undefined : lengthAt(between, text, name.to);
    if (length !== undefined) return valueAt(text, name.to + length, { strength, name, spaced: length > 1 });
    const option =
      /^-[\w-]/.test(name.text) && text.charAt(name.from - 1) === " "
        ? lengthAt(afterOption, text, name.to)
        : undefined;
    if (option !== undefined) return valueAt(text, name.to + option, { strength: "secret", name, spaced: false });
    if (!isWord && !/["'`]/.test(text.charAt(next))) return undefined;
    if (bySpace.test(name.text) || isLogin(text, name) || (name.text === "PSK" && text.charAt(next) === '"'))
      return next === name.to ? undefined : valueAt(text, next, { strength: "secret", name, spaced: false });
    return inProse(text, name, strength);
  },
};

/** Configurations of switches and routers: `enable secret …`, and a number that says how it is kept. */
function afterWord(text: string, { text: name, from, to }: Name): number | undefined {
  if (name !== "password" && name !== "secret") return undefined;
  return before(text, from, 7) === "enable "
    ? lengthAt(/ (?:level \d{1,2} )?(?:\d )?/y, text, to)
    : lengthAt(/ [0-9] (?=\S)/y, text, to);
}

/** `UID=sa;PWD=…`: elsewhere it is where one is. */
const inConnection = (text: string, { text: name, from }: Name): boolean =>
  name.length === 3 && /^pwd$/i.test(name) && text.charAt(from - 1) === ";";
/** "API key", "Unseal Key": a name in two words. */
const inWords = (text: string, { text: name, from }: Name): boolean =>
  name.length === 3 && /^key$/i.test(name) && twoWords.test(text.slice(Math.max(0, from - 12), from));
const twoWords =
  /(?:^|[^\w-])(?:api|access|secret|unseal|recovery|licen[sc]e|encryption|master|auth|shared|signing) $/i;

const bySpace = /^(?:requirepass|masterauth|bindpw|rootpw)$/i;

function behindBlanks(text: string, at: number): number {
  let next = at;
  while (next - at < 24 && (text.charCodeAt(next) === 32 || text.charCodeAt(next) === 9)) next++;
  return next;
}

/** `name: DB_PASSWORD` and then `value: …`, as containers and XML have their settings. */
export const pairRule: Rule = {
  kind: "password",
  needles: ["value", "Value"],
  find: (text, at) => {
    const name = named.exec(before(text, at, 140))?.[1];
    const length = lengthAt(ofValue, text, at);
    if (length === undefined) return undefined;
    if (name === undefined || strengthOf(name) !== "secret") {
      const after = nameBehind(text, at + length);
      return after
        ? { from: at + length + 1, least: 1, extend: plainQuote, ok: (value) => !isStandIn(value) }
        : undefined;
    }
    return valueAt(text, at + length, {
      strength: "secret",
      name: { text: name, from: at, to: at + 5 },
      spaced: false,
    });
  },
};

/** "the following password …:", and then it stands alone, one or two lines below. */
export const aloneRule: Rule = {
  kind: "password",
  needles: [":\n", ":\r\n"],
  find: (text, at) =>
    announced.test(before(text, at, 160)) ? { from: at + 1, least: 8, extend: alone, ok: looksRandom } : undefined,
};
const announced =
  /\b(?:following|initial|temporary|generated|default|one-time|recovery)\b[ \w-]{0,24}(?:password|secret|token)[^\n:=]{0,80}$/i;
const alone: Extend = (text, at, ended) => {
  const from = at + (lengthAt(/(?:[ \t]{0,40}\r?\n){1,2}[ \t]{0,40}/y, text, at) ?? 0);
  const to = from + (lengthAt(/[^\s]{0,200}/y, text, from) ?? 0);
  const rest = lengthAt(/[ \t]{0,40}\r?(?:\n|$)/y, text, to);
  if (!ended && text.length - to < 44 && text.indexOf("\n", to) < 0) return { to: text.length, open: true };
  return rest === undefined ? undefined : { from, to, open: false };
};

/** What Terraform made up, in its state. */
export const resultRule: Rule = {
  kind: "password",
  needles: ['"result"'],
  find: (text, at) => {
    if (!/random_(?:password|string|bytes)\b[^}]{0,300}$/.test(before(text, at, 400))) return undefined;
    const length = lengthAt(/"result"[ \t]{0,4}:[ \t]{0,4}"/y, text, at);
    return length === undefined ? undefined : { from: at + length, least: 1, extend: plainQuote };
  },
};

const named =
  /(?:^|[\s"'<{[,-])(?:name|key)\\?["']?[ \t]{0,4}[:=][ \t]{0,4}\\?["']?([\w.-]{1,64})\\?["']?[ \t]{0,4},?(?:\r?\n)?[ \t]{0,40}\\?["']?$/i;
/** `{"value": "…", "name": "DB_PASSWORD"}`: the name may come last. */
function nameBehind(text: string, at: number): boolean {
  behind.lastIndex = at;
  const name = behind.exec(text)?.[1];
  return name !== undefined && strengthOf(name) === "secret";
}
const behind = /"[^"\\\n]{1,300}"[ \t]{0,4},[ \t]{0,8}"(?:name|key)"[ \t]{0,4}:[ \t]{0,4}"([\w.-]{1,64})"/iy;
const plainQuote = chars(String.raw`[^"\n]`);
const ofValue = /value\\?["']?[ \t]{0,4}[:=][ \t]{0,4}/iy;

type Name = { text: string; from: number; to: number };

function nameAt(text: string, at: number): Name | undefined {
  let from = at;
  while (from > 0 && at - from < nameChars && isName(text, from - 1)) from--;
  let to = at;
  while (to < text.length && to - at < nameChars && isName(text, to)) to++;
  if (to - at >= nameChars) return undefined;
  // A sentence may end behind it.
  while (to > at && text.charCodeAt(to - 1) === 46) to--;
  return to > from ? { text: text.slice(from, to), from, to } : undefined;
}

const isLogin = (text: string, { text: word, from }: Name): boolean =>
  word === "password" && inLoginFile.test(text.slice(Math.max(0, from - 200), from));

/** "temporary password is generated for root@localhost: …", "the password is now …": only what looks made up. */
function inProse(text: string, name: Name, strength: Strength): Candidate | undefined {
  if (strength !== "secret" || !sentence.has(text.slice(name.to, name.to + 3))) return undefined;
  const length = lengthAt(generated, text, name.to) ?? lengthAt(words, text, name.to);
  if (length === undefined) return undefined;
  const from = name.to + length;
  const quoted = /["'`]/.test(text.charAt(from)) ? 1 : 0;
  return { from: from + quoted, least: 6, extend: chars("[^\\s\"'`]"), ok: madeUp };
}

const madeUp = (value: string): boolean =>
  looksRandom(value) ||
  (value.length >= 6 && /[^A-Za-z0-9]/.test(value.slice(0, -1)) && /[A-Za-z]/.test(value) && /\d/.test(value));

const quotes: readonly (readonly [string, Extend])[] = [
  ['\\\\\\"', quotedBy('\\\\\\"')],
  ['\\"', quotedBy('\\"')],
  ["\\'", quotedBy("\\'")],
  ['"""', quotedBy('"""')],
  ["&quot;", quotedBy("&quot;")],
  ["%22", quotedBy("%22")],
];
const plainQuotes: Record<string, Extend> = {
  '"': chars(String.raw`(?:[^"\\\n]|\\[^\n])`),
  "'": chars(String.raw`(?:[^'\\\n]|\\[^\n])`),
  "`": chars("[^`\\n]"),
};

/** To the closing mark on the same line; where there is none, to the line's end. */
function quotedBy(mark: string): Extend {
  return (text, at, ended) => {
    const line = text.indexOf("\n", at);
    const close = text.indexOf(mark, at);
    const end = line < 0 ? text.length : line;
    if (close >= 0 && close <= end) return { to: close, open: false };
    return { to: end, open: line < 0 && !ended };
  };
}

const toSpace = chars("[^\\s\"'`]");
const toSeparator = chars("[^\\s\"'`&;,<>|)}\\]]");
function toLineEnd(text: string, at: number, ended: boolean): Reach {
  const to = at + (lengthAt(/[^\r\n]*/y, text, at) ?? 0);
  const line = text.slice(at, to);
  // A comment behind the value, and blanks, are none of it.
  const comment = /[ \t][#;]/.exec(line)?.index;
  if (comment === undefined && to === text.length && !ended) return { to, open: true };
  return { to: at + line.slice(0, comment).trimEnd().length, open: false };
}
const block = /[|>][-+]?[ \t]{0,8}\r?\n/y;
/** YAML's block: its first line, without what it is indented by. */
const firstOfBlock: Extend = (text, at, ended) => {
  const blanks = lengthAt(/[ \t]{0,80}/y, text, at) ?? 0;
  if (at + blanks === text.length && !ended) return { to: text.length, open: true };
  return blanks === 0 ? undefined : { from: at + blanks, ...toLineEnd(text, at + blanks, ended) };
};

function valueAt(
  text: string,
  at: number,
  { strength, name, spaced }: { strength: Strength; name: Name; spaced: boolean },
): Candidate | undefined {
  const ok =
    strength === "secret"
      ? (value: string): boolean => !isStandIn(value)
      : (value: string): boolean => isPerhaps(value);
  const sign = text.charAt(at);
  for (const [mark, extend] of quotes)
    if (text.startsWith(mark, at)) return { from: at + mark.length, least: 1, extend, ok };
  const quotedExtend = plainQuotes[sign];
  if (quotedExtend && !text.startsWith("'''", at)) return { from: at + 1, least: 1, extend: quotedExtend, ok };
  const inBlock = lengthAt(block, text, at);
  if (inBlock !== undefined) return { from: at + inBlock, least: 1, extend: firstOfBlock, goesOn: toLineEnd, ok };
  const lineStart = isAtLineStart(text, name.from);
  if (text.charAt(name.from - 1) === "<") return { from: at, least: 1, extend: chars("[^<\\n]"), ok };
  // `export A=b c` ends at the blank; `a = b c` and `a: b c` go on to the end of the line.
  if (lineStart && !spaced) return { from: at, least: 1, extend: shellWord, ok };
  if (lineStart && strength === "secret") {
    // Behind a question comes what the program says next; several words are a value only after `=`, or where they always are.
    const several = text.slice(name.to, at).includes("=") || /phrase|mnemonic/i.test(name.text);
    const isValue = (value: string): boolean =>
      (several || !/\s/.test(value)) && !isStandIn(firstWord(value)) && !isSentence(value);
    return { from: at, least: 1, extend: toLineEnd, ok: isValue };
  }
  const loose = text.slice(name.to, at).includes(":");
  return {
    from: at,
    least: 1,
    extend: toSeparator,
    // "error: invalid password: try again" is a sentence; `password=…` is none.
    ok: loose && spaced ? (value) => ok(value) && madeUp(value) : ok,
  };
}

const shellWord: Extend = (text, at, ended) => toSpace(text, at, ended);
const firstWord = (value: string): string => value.split(/\s/, 1)[0] ?? "";
/** Several words that are only letters: text for people. */
const isSentence = (value: string): boolean =>
  /^[A-Za-z']+(?:[ ,.:;()]+[A-Za-z'"]+){2,}/.test(value) && !/\d/.test(value) && value.length > 40;
const isPerhaps = (value: string): boolean =>
  !isStandIn(value) && value.length >= 12 && /\d/.test(value) && /[A-Za-z]/.test(value) && looksRandom(value);

const lead =
  /(?:^|\n)[ \t]*(?:(?:export|set|setenv|declare|env|ENV|ARG|-|\*|\+|>|#|\/\/|;|"|'|Environment=|local|readonly|let|const|var|my|self\.|this\.|\$|\$env:|[\w-]+\.)[ \t]*)*$/;
const isAtLineStart = (text: string, at: number): boolean =>
  lead.test(text.slice(Math.max(0, at - 48), at)) && (at <= 48 || text.slice(at - 48, at).includes("\n"));
