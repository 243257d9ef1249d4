/**
 * Sentence templates: `(restart|bounce) {svc}`, `[the last] {n} lines`. `(a|b)` alternatives, `[x]` may be missing,
 * `{svc}` an entity, `{word}` any one word, `<show>` a rule. A clause must fit as a whole: no word may be left over.
 */
import { firstOf, firstsOf, type Index, indexOf } from "./firsts.ts";
import type { EntityKind } from "./types.ts";

export type Slots = { kind: EntityKind | "word"; value: string }[];
export type Template<T> = {
  shape: RegExp;
  slots: (EntityKind | "word")[];
  meaning: T;
  /** Words it can begin with. */
  firsts: ReadonlySet<string>;
};

const rules: Record<string, string> = {
  show: "(show|list|display|print|get|give|see|view|tell|fetch|pull up|bring up|let see|output|what is|what are|have a look at|have look at|take look at|look at|look up|check|inspect|report|find|read out|dump)",
  logs: "(log|logs|journal|log file|log files|log output|log entries|log lines|log messages|journal entries|logging)",
  up: "(up|running|alive|active|ok|okay|fine|healthy|working|online|started|good|up and running|responding|operational|down|dead|stopped|failed|crashed|broken|running fine|running ok|running properly|still up|still running|still alive|in good shape|healthy)",
  usage:
    "(usage|use|utilization|utilisation|load|consumption|stats|statistics|numbers|status|levels|level|situation|info|information|pressure)",
};

/** Compiles patterns that all lead to the same `meaning`. */
export const say = <T>(patterns: readonly string[], meaning: T): Template<T>[] =>
  patterns.map((pattern) => compile(pattern, meaning));

const literalWords = new Set<string>();
/** Every word that occurs in a template: the closed list against which typos are repaired. */
export const templateWords: ReadonlySet<string> = literalWords;

/** A part of a sentence, wherever it stands in it. */
export type Piece = { shape: RegExp; kinds: (EntityKind | "word")[] };
export const piece = (pattern: string): Piece => {
  const { source, slots } = sourceOf(pattern);
  return { shape: new RegExp(`(?:${source})(?= |$)`), kinds: slots };
};

function compile<T>(pattern: string, meaning: T): Template<T> {
  const { source, slots, text } = sourceOf(pattern);
  return { shape: new RegExp(`^${source}$`), slots, meaning, firsts: firstsOf(text) };
}

function sourceOf(pattern: string): { source: string; slots: (EntityKind | "word")[]; text: string } {
  const text = pattern.replaceAll(/<(\w+)>/g, (_whole, rule: string) => rules[rule] ?? rule);
  const slots: (EntityKind | "word")[] = [];
  const source = text.replaceAll(/\{(\w+)\}|\[|\]|\(|\)|\||[^\s[\](){}|]+|\s+/g, (part, slot: string | undefined) => {
    if (slot !== undefined) {
      slots.push(slot === "word" ? "word" : (slot as EntityKind));
      return slot === "word" ? " (\\.?[a-z0-9][a-z0-9_.+/~^-]*)" : ` @${slot}(\\d+)`;
    }
    if (part === "[" || part === "(") return "(?:";
    if (part === "]") return ")?";
    if (part === ")" || part === "|") return part;
    if (part.trim() === "") return "";
    if (/^[a-z]{3,}$/.test(part)) literalWords.add(part);
    return ` ${part.replaceAll(/[.+*?$^]/g, String.raw`\$&`)}`;
  });
  return { source, slots, text };
}

const indexes = new WeakMap<readonly Template<unknown>[], Index>();
function indexFor(templates: readonly Template<unknown>[]): Index {
  const held = indexes.get(templates);
  if (held) return held;
  const made = indexOf(templates.map(({ firsts }) => firsts));
  indexes.set(templates, made);
  return made;
}

/** The first template at or behind `from` that fits the clause as a whole. */
export function firstMatch<T>(
  templates: readonly Template<T>[],
  clause: string,
  from: number,
): { meaning: T; slots: Slots; index: number } | undefined {
  const text = ` ${clause}`;
  for (const index of indexFor(templates).of(firstOf(clause))) {
    if (index < from) continue;
    const template = templates[index];
    const found = template?.shape.exec(text);
    if (!template || !found) continue;
    const slots = template.slots.flatMap((kind, at) =>
      found[at + 1] === undefined ? [] : [{ kind, value: found[at + 1] ?? "" }],
    );
    return { meaning: template.meaning, slots, index };
  }
  return undefined;
}
