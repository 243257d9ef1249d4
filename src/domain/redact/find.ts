/** Finds what is to be masked in a block of bytes: needles first, as bytes, and a look at the text only around each of them. */
import { once } from "../../lib/once.ts";
import { commandRules, optionRules, placeRules, programNames } from "./commands.ts";
import { hashRules } from "./hashes.ts";
import { headerRules } from "./headers.ts";
import { keyRules } from "./keyFile.ts";
import type { Known } from "./known.ts";
import { cardPlaces, cardsIn, personalRules } from "./personal.ts";
import { aheadChars, backChars, heldChars, probeChars, type Extend, type Kind, type Rule } from "./rule.ts";
import { aloneRule, pairRule, resultRule, settingRule } from "./settings.ts";
import { tokenRules } from "./tokens.ts";

/** Patterns that come first win where two begin in one place. */
export const rules: readonly Rule[] = [
  ...keyRules,
  ...headerRules,
  ...tokenRules,
  ...hashRules,
  ...commandRules,
  ...placeRules,
  settingRule,
  pairRule,
  aloneRule,
  resultRule,
  ...personalRules,
  ...optionRules,
];

/** Masked from `from` to `to`; `goesOn`: more of it may come, and this says how far. */
export type Span = { kind: Kind; from: number; to: number; goesOn?: Extend };
/** What is masked, in order and none into another, and up to where it is decided: what stands behind is held. */
export type Found = { spans: Span[]; decided: number };

/** Nothing more comes, nothing has come for a while, or something comes. */
export type End = "ended" | "quiet" | "open";

/** Each needle once, with the rules that it is of. */
const tableOf = (own: readonly Rule[]) => {
  const byNeedle = Map.groupBy(
    own.flatMap((rule) => rule.needles.map((needle) => ({ needle, index: rules.indexOf(rule) }))),
    ({ needle }) => needle,
  );
  return [...byNeedle].map(([needle, all]) => ({
    needle: Buffer.from(needle),
    indexes: all.map(({ index }) => index),
  }));
};
const always = once(() => tableOf(rules.filter((rule) => !optionRules.includes(rule))));
const options = once(() => ({ names: programNames.map((name) => Buffer.from(name)), table: tableOf(optionRules) }));

/** What stands in the place of something masked before. */
const placeholder = /\[redacted:[a-z-]+#[0-9a-f]{4}\]/y;

type Wanted = {
  known: readonly Known[];
  /** What stands before it is decided. */
  from: number;
  end: End;
  /** Where in all of the output `bytes` begins. */
  base: number;
  /** Up to where in all of the output a pattern has turned a long value down: it is not looked at again by it. */
  seen: Map<Rule, number>;
};

/**
 * A needle is looked at when its line is here, or enough of what follows; what its line may yet tell is held with it. So the
 * answer is the same however the output is cut into pieces.
 */
export function findSpans(bytes: Buffer, wanted: Wanted): Found {
  const { from, end } = wanted;
  const partial = end === "ended" ? bytes.length : partOfKnown(bytes, wanted);
  const until = Math.min(partial, end === "open" ? settledAt(bytes, from) : bytes.length);
  if (until <= from) return { spans: [], decided: from };
  const hits = hitsOf(bytes, { from, until });
  const sure = [...cardsOf(bytes), ...knownOf(bytes, wanted.known)]
    .filter((span) => span.from >= from)
    .toSorted((a, b) => a.from - b.from);
  const spans: Span[] = [];
  let covered = from;
  const keep = (found: Span): void => {
    if (found.to <= covered) return;
    spans.push(found.from < covered ? { ...found, from: covered } : found);
    covered = found.to;
  };
  let next = 0;
  const keepSure = (before: number): void => {
    for (let known = sure[next]; known && known.from < before; known = sure[++next]) keep(known);
  };
  const text = hits.length > 0 ? bytes.toString("latin1") : "";
  for (const hit of hits) {
    const at = Math.floor(hit / ruleCount);
    keepSure(at + 1);
    if (at < covered) continue;
    const rule = rules[hit % ruleCount];
    const found = rule && look(text, { ...wanted, at, rule });
    if (!found) continue;
    if (found === "undecided") return { spans, decided: Math.max(covered, heldFrom(bytes, at)) };
    // What is certainly secret and begins before it goes first.
    keepSure(found.from);
    keep(found);
    if (found.goesOn) return { spans, decided: covered };
  }
  keepSure(until);
  return { spans, decided: Math.max(covered, end === "open" ? heldFrom(bytes, until) : until) };
}

const lineFeed = 10;

/** Up to where needles can be looked at: the end of the last line, or so much of a line that goes on. */
const settledAt = (bytes: Buffer, from: number): number =>
  Math.max(bytes.lastIndexOf(lineFeed) + 1, bytes.length - aheadChars, from);

/** From where a value may begin whose needle stands at this place or behind it. */
const heldFrom = (bytes: Buffer, at: number): number =>
  Math.max(at - backChars, at === 0 ? 0 : bytes.lastIndexOf(lineFeed, at - 1) + 1);

const ruleCount = 256;

/** Places and rules, in order of places: as numbers, since there may be many. */
function hitsOf(bytes: Buffer, { from, until }: { from: number; until: number }): Float64Array {
  const hits: number[] = [];
  const look = (table: ReturnType<typeof tableOf>): void => {
    for (const { needle, indexes } of table)
      for (let at = bytes.indexOf(needle, from); at >= 0 && at < until; at = bytes.indexOf(needle, at + 1))
        for (const index of indexes) hits.push(at * ruleCount + index);
  };
  look(always());
  if (bytes.includes(optionMark) && options().names.some((name) => bytes.includes(name))) look(options().table);
  return Float64Array.from(hits).toSorted();
}
const optionMark = " -";

function cardsOf(bytes: Buffer): Span[] {
  const found: Span[] = [];
  cardPlaces(bytes, 0, (from, to) => {
    const first = Math.max(0, from - 1);
    for (const { at, length } of cardsIn(bytes.toString("latin1", first, to + 2)))
      found.push({ kind: "card", from: first + at, to: first + at + length });
  });
  return found;
}

function knownOf(bytes: Buffer, known: readonly Known[]): Span[] {
  const found: Span[] = [];
  for (const { needle, kind } of known)
    for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.length))
      found.push({ kind, from: at, to: at + needle.length });
  return found;
}

/** The beginning of a known value is let go where nothing comes for a while, if it is shorter than this. */
const shortStart = 4;

/** Where at the end a known value may have begun. */
function partOfKnown(bytes: Buffer, { known, end }: Wanted): number {
  const least = end === "quiet" ? shortStart : 1;
  let first = bytes.length;
  for (const { needle } of known) {
    const from = Math.max(0, bytes.length - needle.length + 1);
    for (
      let at = bytes.indexOf(needle[0] ?? 0, from);
      at >= 0 && at <= first - least;
      at = bytes.indexOf(needle[0] ?? 0, at + 1)
    )
      if (needle.compare(bytes, at, bytes.length, 0, bytes.length - at) === 0) first = at;
  }
  return first;
}

function look(
  text: string,
  { at, rule, end, base, seen }: Pick<Wanted, "end" | "base" | "seen"> & { at: number; rule: Rule },
): Span | "undecided" | undefined {
  if ((seen.get(rule) ?? 0) > base + at) return undefined;
  const candidate = rule.find(text, at);
  if (!candidate) return undefined;
  const { extend, goesOn = extend, ok, least } = candidate;
  const begins = behindMasked(text, candidate.from);
  const reach = extend(text, begins, end === "ended");
  if (!reach) return undefined;
  const from = reach.from ?? begins;
  const isLong = reach.to - from > heldChars;
  if (reach.open && !isLong && end === "open") return "undecided";
  const stands = reach.open && !isLong ? extend(text, begins, true) : reach;
  if (!stands) return undefined;
  const to = Math.min(stands.to, from + heldChars);
  const isOne =
    to > from &&
    (to - from >= least || begins > candidate.from) &&
    (ok?.(text.slice(from, Math.min(to, from + probeChars))) ?? true);
  if (!isOne && to - from > probeChars) seen.set(rule, base + to);
  if (!isOne) return undefined;
  const more = isLong || (reach.open && to === text.length);
  return { kind: rule.kind, from, to, ...(more ? { goesOn } : {}) };
}

// A value that was masked before stays as it is; what stands right behind it does not.
function behindMasked(text: string, at: number): number {
  placeholder.lastIndex = at;
  const found = placeholder.exec(text);
  return found ? at + found[0].length : at;
}
