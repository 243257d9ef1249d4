/** Finds what is to be masked in a block of bytes: needles first, as bytes, and a look at the text only around each of them. */
import { once } from "../../lib/once.ts";
import { commandRules, optionRules, programNames } from "./commands.ts";
import { hashRules } from "./hashes.ts";
import { headerRules } from "./headers.ts";
import { keyRules } from "./keyFile.ts";
import type { Known } from "./known.ts";
import { cardPlaces, cardsIn, personalRules } from "./personal.ts";
import { probeChars, type Extend, type Kind, type Rule } from "./rule.ts";
import { pairRule, settingRule } from "./settings.ts";
import { tokenRules } from "./tokens.ts";

/** Patterns that come first win where two begin in one place. */
export const rules: readonly Rule[] = [
  ...keyRules,
  ...headerRules,
  ...tokenRules,
  ...hashRules,
  ...commandRules,
  settingRule,
  pairRule,
  ...personalRules,
  ...optionRules,
];

/** Masked from `from` to `to`; `open`: more of it may come, and `extend` says how far. */
export type Span = { kind: Kind; from: number; to: number; open: boolean; extend: Extend };

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

/** In order, and none into another. `bytes` is looked at from its beginning; `ended`: nothing follows it. */
export function findSpans(bytes: Buffer, { known, ended }: { known: readonly Known[]; ended: boolean }): Span[] {
  const hits = hitsOf(bytes);
  const sure = [...cardsOf(bytes), ...knownOf(bytes, { known, ended })].toSorted((a, b) => a.from - b.from);
  if (hits.length === 0 && sure.length === 0) return [];
  const text = bytes.toString("latin1");
  const spans: Span[] = [];
  /** Long values that a pattern has turned down are not looked at again by it. */
  const seen = new Map<Rule, number>();
  let covered = 0;
  const keep = (found: Span): void => {
    if (found.to <= covered) return;
    spans.push(found.from < covered ? { ...found, from: covered } : found);
    covered = found.to;
  };
  let next = 0;
  for (const hit of hits) {
    const at = Math.floor(hit / ruleCount);
    for (let known = sure[next]; known && known.from <= at; known = sure[++next]) keep(known);
    if (at < covered) continue;
    const rule = rules[hit % ruleCount];
    if (!rule || (seen.get(rule) ?? 0) > at) continue;
    const found = look(text, { at, rule, ended, seen });
    // What is certainly secret and begins before it goes first.
    for (let known = sure[next]; known && found && known.from < found.from; known = sure[++next]) keep(known);
    if (found) keep(found);
  }
  for (const rest of sure.slice(next)) keep(rest);
  return spans;
}

const ruleCount = 256;

/** Places and rules, in order of places: as numbers, since there may be many. */
function hitsOf(bytes: Buffer): Float64Array {
  const hits: number[] = [];
  const look = (table: ReturnType<typeof tableOf>): void => {
    for (const { needle, indexes } of table)
      for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1))
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
      found.push({ kind: "card", from: first + at, to: first + at + length, open: false, extend: none });
  });
  return found;
}

/** Known values, and at the end what may become one. */
function knownOf(bytes: Buffer, { known, ended }: { known: readonly Known[]; ended: boolean }): Span[] {
  const found: Span[] = [];
  for (const { needle, kind } of known) {
    for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + needle.length))
      found.push({ kind, from: at, to: at + needle.length, open: false, extend: none });
    if (ended) continue;
    const from = Math.max(0, bytes.length - needle.length + 1);
    const first = needle[0] ?? 0;
    for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
      if (needle.compare(bytes, at, bytes.length, 0, bytes.length - at) !== 0) continue;
      found.push({ kind, from: at, to: bytes.length, open: true, extend: none });
      break;
    }
  }
  return found;
}

const none: Extend = () => undefined;

function look(
  text: string,
  { at, rule, ended, seen }: { at: number; rule: Rule; ended: boolean; seen: Map<Rule, number> },
): Span | undefined {
  const candidate = rule.find(text, at);
  if (!candidate) return undefined;
  const from = behindMasked(text, candidate.from);
  const reach = candidate.extend(text, from, ended);
  if (!reach || (reach.to === from && !reach.open)) return undefined;
  const { to, open } = reach;
  // What more would have to come for it to be one is not here yet: it is held, and looked at again.
  const span = { kind: rule.kind, from, to, open, extend: candidate.extend };
  if (open) return to > from ? span : undefined;
  const isOne =
    (to - from >= candidate.least || from > candidate.from) &&
    (candidate.ok?.(text.slice(from, Math.min(to, from + probeChars))) ?? true);
  if (!isOne && to - from > probeChars) seen.set(rule, to);
  return isOne ? span : undefined;
}

// A value that was masked before stays as it is; what stands right behind it does not.
function behindMasked(text: string, at: number): number {
  placeholder.lastIndex = at;
  const found = placeholder.exec(text);
  return found ? at + found[0].length : at;
}
