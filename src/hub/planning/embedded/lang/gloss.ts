/**
 * Requests in German, Spanish and Chinese: put into English word by word and phrase by phrase, then read like any other. Frames
 * do not mind the order of words, so that suffices; a word that is in no list stays as it is, and is then not understood.
 */
import { once } from "../../../../lib/once.ts";
import { de } from "./de.ts";
import { es } from "./es.ts";
import type { Glossary } from "./glossary.ts";
import { zh } from "./zh.ts";
import type { Vocabulary } from "../vocabulary.ts";

export type Language = "de" | "es" | "zh";

const glossaries: Record<Language, Glossary> = { de, es, zh };

/** Undefined for English, and for what is none of these languages. */
export function languageOf(text: string): Language | undefined {
  if (/\p{Script=Han}/u.test(text)) return "zh";
  const low = text.toLowerCase();
  const [best, second] = (["de", "es"] as const)
    .map((language) => ({ language, hits: [...low.matchAll(glossaries[language].marks)].length }))
    .toSorted((a, b) => b.hits - a.hits);
  return best && best.hits > 1 && best.hits > (second?.hits ?? 0) ? best.language : undefined;
}

/** What machines, services, containers and groups of this fleet are called; nothing of it is translated. */
export const namesOf = (words: Vocabulary): string[] => {
  const held = named.get(words);
  if (held) return held;
  const exact = words.fleet.flatMap(({ name, aliases, facts }) => [
    name,
    ...aliases,
    ...facts.services,
    ...facts.containers,
  ]);
  const names = [...new Set(exact)]
    .filter((name) => name.length > 2 && !common.has(name.toLowerCase()))
    .toSorted((a, b) => b.length - a.length);
  named.set(words, names);
  return names;
};
const named = new WeakMap<Vocabulary, string[]>();
/** A name that is also a word of these languages is translated like the word. */
const common = new Set([
  "log",
  "logs",
  "server",
  "host",
  "status",
  "disco",
  "red",
  "los",
  "die",
  "web",
  "mail",
  "backup",
]);

const quoted = /"[^"]*"|“[^”]*”|„[^“”]*[“”]|`[^`]*`|'[^']*'|(?<!\S)\/\S+|https?:\/\/\S+/g;

/** What stands in quotes, paths and addresses is left as it is. `names`: what is called so on this fleet, left alone too. */
export function inEnglish(text: string, language: Language, names: readonly string[]): string {
  const kept: string[] = [];
  const keep = (piece: string): string => `⁅${kept.push(piece) - 1}⁆`;
  let said = text.replaceAll(quoted, keep);
  for (const name of names)
    said = said.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, "giu"), keep);
  const { shapes } = glossaries[language];
  for (const [shape, to] of shapes) said = said.replaceAll(shape, to);
  said = said.replaceAll(wordsOf(language), (found) => ` ${meaningOf(language, found)} `);
  return said
    .replaceAll(/⁅(\d+)⁆/g, (_whole, at: string) => ` ${kept[Number(at)] ?? ""} `)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ([,.?!;:])/g, "$1")
    .trim();
}

const meaningOf = (language: Language, found: string): string =>
  glossaries[language].words[found.toLowerCase()] ?? found;

const compiled = {
  de: once(() => compile("de")),
  es: once(() => compile("es")),
  zh: once(() => compile("zh")),
};
const wordsOf = (language: Language): RegExp => compiled[language]();

function compile(language: Language): RegExp {
  const phrases = Object.keys(glossaries[language].words).toSorted((a, b) => b.length - a.length);
  const any = phrases.map(escaped).join("|");
  // Chinese has no spaces to tell words by.
  return language === "zh"
    ? new RegExp(any, "gu")
    : new RegExp(`(?<![\\p{L}\\p{N}⁆-])(?:${any})(?![\\p{L}\\p{N}⁅])`, "giu");
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
