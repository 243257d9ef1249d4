/** Repairs typing mistakes, only against closed lists, only where one word is meant, and says so. */
import { distance } from "./distance.ts";
import { roles, ordinary, machineNouns, systems } from "./words.ts";
import { fillerWords } from "./polite.ts";
import type { Token } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { templateWords } from "./templates.ts";
import { ifWords } from "./ifs.ts";
import { lookWords } from "./looks.ts";
import { complaintWords } from "./complaints.ts";
import { sequenceWords } from "./sequence.ts";
import { slangWords } from "./slang.ts";
import { turnWords } from "./turns.ts";

export type Repair = {
  typed: string;
  meant: string;
  /** What kind of list it is from: a machine's name must never be repaired in a change. */ machine: boolean;
  /** The word stands for itself after all. */
  undone?: true;
};

const short: Record<string, string> = {
  whtas: "what is",
  wahts: "what is",
  waht: "what",
  whta: "what",
  hwo: "how",
  teh: "the",
  hte: "the",
  thw: "the",
  ont: "on the",
  adn: "and",
  nad: "and",
  si: "is",
  fo: "of",
  sohw: "show",
  shwo: "show",
  plz: "please",
  pls: "please",
  chk: "check",
  srv: "server",
  svc: "service",
  svr: "server",
  mem: "memory",
};
const shortOf = (word: string): string | undefined => (Object.hasOwn(short, word) ? short[word] : undefined);

type Lists = { known: Set<string>; machines: string[]; things: string[]; words: string[] };
const kept = new WeakMap<Vocabulary, Lists>();

function listsOf(words: Vocabulary): Lists {
  const held = kept.get(words);
  if (held) return held;
  const longEnough = (list: readonly string[]) => [...new Set(list)].filter((word) => word.length >= 4);
  const parts = (map: ReadonlyMap<string, unknown>) => [...map.keys()].flatMap((phrase) => phrase.split(" "));
  const general = [
    ...templateWords,
    ...machineNouns.keys(),
    ...systems.keys(),
    ...roles.flatMap((role) => role.words),
    ...fillerWords,
    ...turnWords,
    "daemon",
    "unit",
    "container",
    "containers",
    "database",
    "databases",
    "balancer",
    "balancers",
    "production",
    "staging",
    "except",
    "without",
    "never",
    "please",
    "above",
    "below",
    "otherwise",
    "thanks",
    "percent",
    "could",
    "would",
    "machine",
    "every",
    "when",
    "unless",
    "then",
    "also",
    "diskspace",
  ].flatMap((phrase) => phrase.split(" "));
  const lists = {
    machines: longEnough([...parts(words.machines), ...parts(words.guestNames.whole)]),
    things: longEnough([...parts(words.services), ...parts(words.containers), ...parts(words.qualifiers)]),
    words: [...new Set(general)].filter((word) => /^[a-z]{4,}$/.test(word)),
    known: new Set([
      ...general,
      ...parts(words.machines),
      ...parts(words.services),
      ...parts(words.containers),
      ...parts(words.qualifiers),
      ...parts(words.guestNames.whole),
      ...parts(words.guestNames.stems),
      ...parts(words.guestNames.exact),
      ...words.fleet.flatMap(({ facts }) => facts.repositories ?? []).flatMap((path) => path.toLowerCase().split("/")),
      ...ordinary,
      ...lookWords,
      ...ifWords,
      ...slangWords,
      ...sequenceWords,
      ...complaintWords,
    ]),
  };
  kept.set(words, lists);
  return lists;
}

/** It stands in some list: of the language, of the templates, of this fleet. */
export const isKnownWord = (word: string, words: Vocabulary): boolean => listsOf(words).known.has(word);

/** A word that may be one of several others. */
export type Choice = { at: number; typed: string; meant: readonly Candidate[] };
export type Repaired = { tokens: Token[]; repairs: Repair[]; choices: Choice[] };
type Candidate = { word: string; machine: boolean };

export function repair(tokens: readonly Token[], words: Vocabulary): Repaired {
  const lists = listsOf(words);
  const [repairs, choices, repaired] = [[] as Repair[], [] as Choice[], [] as Token[]];
  for (const [at, token] of tokens.entries()) {
    const isKnown = token.kind !== "word" || lists.known.has(token.low);
    const fixed = isThere(tokens, at) ? "there" : isKnown ? token.low : shortOf(token.low);
    const [only, ...others] = fixed === undefined ? nearest(token.low, lists) : [];
    if (only && others.length > 0) choices.push({ at: repaired.length, typed: token.raw, meant: [only, ...others] });
    if (only && others.length === 0) repairs.push({ typed: token.raw, meant: only.word, machine: only.machine });
    const said = fixed ?? (only && others.length === 0 ? only.word : token.low);
    if (said === token.low) repaired.push(token);
    else repaired.push(...withSpelling(said).map((low) => ({ ...token, low, raw: low })));
  }
  return { tokens: repaired.reduce(joinPercent, []), repairs, choices };
}

/** “are three any updates”: nothing else begins so. */
const isThere = (tokens: readonly Token[], at: number): boolean =>
  at === 1 &&
  tokens[1]?.low === "three" &&
  /^(?:is|are|were)$/.test(tokens[0]?.low ?? "") &&
  !machineNouns.has(tokens[2]?.low ?? "");

/** The same with one of the candidates taken. */
export function choose(
  { tokens, repairs }: Repaired,
  { at, typed }: Choice,
  { word, machine }: Candidate,
): { tokens: Token[]; repairs: Repair[] } {
  return {
    tokens: tokens.map((token, index) => (index === at ? { ...token, low: word, raw: word } : token)),
    repairs: [...repairs, { typed, meant: word, machine }],
  };
}

const withSpelling = (said: string): string[] => (said === "diskspace" ? ["disk", "space"] : said.split(" "));

/** “90 pecent” is 90 % once it is spelled right. */
function joinPercent(done: Token[], token: Token): Token[] {
  const before = done.at(-1);
  if (token.low !== "percent" || before?.kind !== "number") return [...done, token];
  return [...done.slice(0, -1), { ...before, kind: "percent", end: token.end }];
}

/** The known words that are nearest, at most four; none where nothing is near. */
function nearest(typed: string, { machines, things, words }: Lists): Candidate[] {
  if (typed.length < 4 || /^\d/.test(typed)) return [];
  const most = typed.length >= 8 ? 2.2 : 1.1;
  const digits = typed.replaceAll(/\D/g, "");
  let best: { far: number; found: Candidate[] } = { far: most, found: [] };
  const consider = (list: readonly string[], machine: boolean) => {
    for (const word of list) {
      // A number in a name is never a typing mistake: web-9 is not web-1.
      if (
        word[0] !== typed[0] ||
        isOtherForm(typed, word) ||
        (/\d/.test(word) ? word.replaceAll(/\D/g, "") : "") !== digits
      )
        continue;
      const far = distance(typed, word, best.far);
      if (
        far > best.far ||
        best.found.some((held) => held.word === word || (far === best.far && isPlural(held.word, word)))
      )
        continue;
      best = far < best.far ? { far, found: [{ word, machine }] } : { far, found: [...best.found, { word, machine }] };
    }
  };
  consider(words, false);
  consider(things, false);
  consider(machines, true);
  return best.found.slice(0, 4);
}

/** “applies” is no mistake for “applied”: another form of a word is that word. */
const isOtherForm = (typed: string, word: string): boolean => {
  const stem = /^(.{3,}?)(?:s|es|ed|ing|er|ies|ied|ers|ings)$/;
  const [a, b] = [stem.exec(typed)?.[1], stem.exec(word)?.[1]];
  return a !== undefined && b !== undefined && (a === b || `${a}e` === b || a === `${b}e`);
};
const isPlural = (a: string, b: string): boolean => a === `${b}s` || b === `${a}s`;
