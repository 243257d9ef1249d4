/** Repairs typing mistakes, only against closed lists, only where one word is meant, and says so. */
import { roles, ordinary, machineNouns, systems } from "./words.ts";
import { fillerWords } from "./polite.ts";
import type { Token } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { templateWords } from "./templates.ts";

export type Repair = {
  typed: string;
  meant: string;
  /** What kind of list it is from: a machine's name must never be repaired in a change. */ machine: boolean;
};

const short: Record<string, string> = {
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

/** Optimal string alignment: insertions, deletions, replacements, and swaps of neighbours, up to `most`. */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [older, old] = [[] as number[], Array.from({ length: b.length + 1 }, (_value, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (older[j - 2] ?? 0) + 1);
      row.push(best);
    }
    if (Math.min(...row) > most) return most + 1;
    [older, old] = [old, row];
  }
  return old[b.length] ?? most + 1;
}

type Lists = { known: Set<string>; machines: string[]; things: string[]; words: string[] };
const kept = new WeakMap<Vocabulary, Lists>();

function listsOf(words: Vocabulary): Lists {
  const held = kept.get(words);
  if (held) return held;
  const single = (map: ReadonlyMap<string, unknown>) => [...map.keys()].filter((phrase) => !phrase.includes(" "));
  const parts = (map: ReadonlyMap<string, unknown>) => [...map.keys()].flatMap((phrase) => phrase.split(" "));
  const general = [
    ...templateWords,
    ...machineNouns.keys(),
    ...systems.keys(),
    ...roles.flatMap((role) => role.words),
    ...fillerWords,
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
  ].flatMap((phrase) => phrase.split(" "));
  const lists = {
    machines: single(words.machines),
    things: [...new Set([...single(words.services), ...single(words.containers)])],
    words: [...new Set(general)].filter((word) => /^[a-z]{4,}$/.test(word)),
    known: new Set([
      ...general,
      ...parts(words.machines),
      ...parts(words.services),
      ...parts(words.containers),
      ...parts(words.qualifiers),
      ...ordinary,
    ]),
  };
  kept.set(words, lists);
  return lists;
}

export function repair(tokens: readonly Token[], words: Vocabulary): { tokens: Token[]; repairs: Repair[] } {
  const lists = listsOf(words);
  const repairs: Repair[] = [];
  const repaired = tokens.flatMap((token): Token[] => {
    if (token.kind !== "word" || lists.known.has(token.low)) return [token];
    const fixed = short[token.low];
    if (fixed !== undefined) return fixed.split(" ").map((low) => ({ ...token, low, raw: low }));
    const found = nearest(token.low, lists);
    if (!found) return [token];
    repairs.push({ typed: token.raw, meant: found.word, machine: found.machine });
    return [{ ...token, low: found.word, raw: found.word }];
  });
  return { tokens: repaired, repairs };
}

/** The one known word that is nearest; undefined where there is none or more than one. */
function nearest(typed: string, { machines, things, words }: Lists): { word: string; machine: boolean } | undefined {
  if (typed.length < 4 || /^\d/.test(typed)) return undefined;
  const most = typed.length >= 8 ? 2 : 1;
  let best: { word: string; machine: boolean; far: number; several: boolean } | undefined;
  const consider = (list: readonly string[], machine: boolean) => {
    for (const word of list) {
      // A number in a name is never a typing mistake: web-9 is not web-1.
      if (word[0] !== typed[0] || word.replaceAll(/\D/g, "") !== typed.replaceAll(/\D/g, "")) continue;
      const far = distance(typed, word, most);
      if (far > most || (best && far > best.far)) continue;
      best = {
        word,
        machine,
        far,
        several: best !== undefined && best.far === far && best.word !== word && !sameMeaning(best.word, word),
      };
    }
  };
  consider(words, false);
  consider(things, false);
  consider(machines, true);
  return best && !best.several ? best : undefined;
}

const sameMeaning = (a: string, b: string): boolean => a === `${b}s` || b === `${a}s`;
