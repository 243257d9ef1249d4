/** What a template hands to its intent: the entities of the clause, by kind and order. */
import { say, type Slots, type Template } from "../templates.ts";
import type { Guest } from "../guests.ts";
import type { Entity, Intent, Place, Thing } from "../types.ts";
import type { Repair } from "../typos.ts";
import type { Vocabulary } from "../vocabulary.ts";

export type Match = {
  /** The clause that fitted, without fillers. */
  text: string;
  slots: Slots;
  entities: readonly Entity[];
  words: Vocabulary;
  /** The place that was taken out of the clause, if any. */
  on: Place | undefined;
  /** Repaired typing mistakes: an open word is taken as it was typed. */
  repairs: readonly Repair[];
  /** The whole request as it was typed, for what must keep its capitals. */
  source?: string;
  /** What the clause before was about. */
  before: Thing[] | undefined;
  /** When the request was made: for names that hold a date. */
  nowMs: number;
};

/** What a clause means; undefined where a closer look shows that the template did not mean this. */
export type Meaning = (match: Match) => Intent | undefined;
export type Meanings = Template<Meaning>[];

/** Sentences that mean the same. */
export const means = (patterns: readonly string[], then: Meaning): Meanings => say(patterns, then);

const entitiesOf = ({ slots, entities }: Match, kind: Entity["kind"]): Entity[] =>
  slots.flatMap((slot) => {
    const entity = slot.kind === kind ? entities[Number(slot.value)] : undefined;
    return entity ? [entity] : [];
  });

export function things(match: Match): Thing[] {
  return [...entitiesOf(match, "svc"), ...entitiesOf(match, "ctr")].flatMap((entity) =>
    entity.kind === "svc" || entity.kind === "ctr" ? entity.things : [],
  );
}
/** Undefined where no guest is named; empty where one is that no node has. */
export function guestsIn(match: Match): Guest[] | undefined {
  const found = entitiesOf(match, "g");
  return found.length === 0 ? undefined : found.flatMap((entity) => (entity.kind === "g" ? entity.guests : []));
}
/** Where a name fits several guests and one is meant. */
export const openIn = (match: Match): { open?: true } =>
  entitiesOf(match, "g").some((entity) => entity.kind === "g" && entity.open) ? { open: true } : {};
export function place(match: Match): Place | undefined {
  const [entity] = entitiesOf(match, "t");
  return entity?.kind === "t" ? entity.place : undefined;
}
export function number(match: Match): number | undefined {
  const [entity] = entitiesOf(match, "n");
  return entity?.kind === "n" ? entity.value : undefined;
}
/** Literals of a kind as they were typed. */
export const literals = (match: Match, kind: "path" | "quote" | "code" | "url" | "ip"): string[] =>
  entitiesOf(match, kind).map(({ said }) => said);
/** Open words, as they were typed: package names, host names, users. Nothing may be “repaired” in these. */
export const openWords = ({ slots, repairs }: Match): string[] =>
  slots.flatMap(({ kind, value }) => {
    if (kind !== "word") return [];
    const repaired = repairs.find(({ meant }) => meant === value);
    if (!repaired) return [value];
    repaired.undone = true;
    return [repaired.typed.toLowerCase()];
  });

/** What a meaning makes of it; where that is nothing, no word counts as taken as it was typed. */
export function tried(meaning: Meaning, match: Match): Intent | undefined {
  const before = match.repairs.map(({ undone }) => undone);
  const intent = meaning(match);
  if (!intent) for (const [at, repair] of match.repairs.entries()) if (before[at] === undefined) delete repair.undone;
  return intent;
}

/** A number of lines that a tool accepts. */
export const linesOf = (match: Match, otherwise: number): number => {
  const asked = number(match) ?? otherwise;
  return Number.isInteger(asked) ? Math.min(Math.max(asked, 1), 1_000) : otherwise;
};
