/**
 * Requests in German, Spanish and Chinese: put into English word by word and phrase by phrase, then read like any other. Frames
 * do not mind the order of words, so that suffices; a word that is in no list stays as it is, and is then not understood.
 */
import type { Outcome } from "../../../../domain/plan.ts";
import { onlyLooks } from "../../../../tools/assess.ts";
import { once } from "../../../../lib/once.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { ordinary } from "../words.ts";
import { de } from "./de.ts";
import { es } from "./es.ts";
import type { Glossary } from "./glossary.ts";
import { zh } from "./zh.ts";

export type Language = "de" | "es" | "zh";

const glossaries: Record<Language, Glossary> = { de, es, zh };

/** `isSure`: more of it is in that language than in English. Undefined for English, and for what is none of these. */
export function languageOf(text: string): { language: Language; isSure: boolean } | undefined {
  if (/\p{Script=Han}/u.test(text)) return { language: "zh", isSure: true };
  const said = text
    .toLowerCase()
    .replaceAll(quoted, " ")
    .split(/[^\p{L}\p{N}_.-]+/u)
    .filter((word) => word !== "" && !/[\d_.]/.test(word));
  const english = said.filter((word) => ordinary.has(word) && !own.de().has(word) && !own.es().has(word)).length;
  const [best, second] = (["de", "es"] as const)
    .map((language) => ({
      language,
      hits: said.filter((word) => own[language]().has(word) && !ordinary.has(word)).length,
    }))
    .toSorted((a, b) => b.hits - a.hits);
  if (!best || best.hits === 0 || best.hits === second?.hits) return undefined;
  // One word among English ones is English that looks like another: “ci-1 last” is no load.
  if (best.hits === 1 && said.some((word) => onlyEnglish.has(word))) return undefined;
  return { language: best.language, isSure: best.hits > english };
}
const onlyEnglish = new Set("the of is are with which what all every and then please".split(" "));

/** Every single word of a language's phrases. */
const own = {
  de: once(() => singles(de)),
  es: once(() => singles(es)),
};
const singles = ({ words }: Glossary): ReadonlySet<string> =>
  new Set(Object.keys(words).flatMap((phrase) => phrase.split(" ")));

/** What machines, services, containers and groups of this fleet are called; nothing of it is translated. */
export function namesOf(words: Vocabulary): RegExp {
  const held = named.get(words);
  if (held) return held;
  const exact = words.fleet.flatMap(({ name, aliases, facts }) => [
    name,
    ...aliases,
    ...facts.services,
    ...facts.containers,
  ]);
  const names = [...new Set([...exact, ...words.services.keys()])]
    .filter((name) => name.length > 2 && !common.has(name.toLowerCase()))
    .toSorted((a, b) => b.length - a.length);
  const any = names.length === 0 ? "(?!)" : names.map(escaped).join("|");
  const made = new RegExp(`(?<![\\p{Script=Latin}\\p{N}⁅])(?:${any})(?![\\p{Script=Latin}\\p{N}]|-\\d)`, "giu");
  named.set(words, made);
  return made;
}
const named = new WeakMap<Vocabulary, RegExp>();
/** A name that is also a word of these languages is translated like the word. */
const common = new Set(
  "log logs server host status disco red los die web mail backup db database databases vpn dns runner monitoring".split(
    " ",
  ),
);

const quoted =
  /"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|`[^`]*`|'[^']*'|(?<![\p{Script=Latin}\p{N}])~?\/[^\s，。？！、,?!\p{Script=Han}]+|https?:\/\/\S+/gu;

/** What stands in quotes, paths and addresses is left as it is. `names`: what is called so on this fleet, left alone too. */
export function inEnglish(text: string, language: Language, names: RegExp): string {
  const kept: string[] = [];
  const keep = (piece: string): string => `⁅${kept.push(piece) - 1}⁆`;
  let said = text.normalize("NFKC").replaceAll(quoted, keep).replaceAll(names, keep);
  for (const [shape, to] of glossaries[language].shapes)
    said = typeof to === "string" ? said.replaceAll(shape, to) : said.replaceAll(shape, to);
  said = said.replaceAll(wordsOf(language), (found) => ` ${meaningOf(language, found)} `).replaceAll(/\s+/g, " ");
  for (const [shape, to] of tidy) said = said.replaceAll(shape, to);
  return (
    said
      // What was kept from being translated.
      .replaceAll(/__(?=[\p{L}\d⁅])/gu, "")
      .replaceAll(/⁅(\d+)⁆/g, (_whole, at: string) => ` ${kept[Number(at)] ?? ""} `)
      .replaceAll(/\s+/g, " ")
      .replaceAll(/ ([,.?!;:])/g, "$1")
      .replaceAll(/^[,.?!;: ]+|(?<=[,.?!;:])[,]+/g, "")
      .trim()
  );
}

const acts =
  "restart|stop|start|reload|install|remove|uninstall|delete|update|create|run|empty|copy|move|lock|unlock|enable|disable|reboot|clean up|back up|shut down|turn off|kill";
const verbLast = new RegExp(
  `^ ?(?!(?:please )?(?:${acts}|show|check|if|when|unless|what|which|who|how|why|where|is|are|was|were|does|do|did|has|have|will|can|not|no|never|without|need|tell|list|get|add|set|put|find|search|look|ping|take|give|git|docker) )(?!.*(?:\\b(?:not|no|never|will|need|needs|has|have|if|unless|is|are|which|who|what|how|why|and|or|was|by|before|after(?! another)|until)\\b|,))(.+?) (${acts})(?= ?[.!]? ?$)`,
  "g",
);

/** English as it comes of words put one behind another, set right: “the container ⁅0⁆” is “the ⁅0⁆ container”. */
const tidy: readonly (readonly [RegExp, string])[] = [
  [/\b(container|service|daemon) (⁅\d+⁆)(?= |$|[,.?!;])/g, "$2 $1"],
  [/\b(?:the )?(?:server|machine|host) (⁅\d+⁆)/g, "$1"],
  [/\bnot is\b/g, "is not"],
  [/\b(?:the )+the\b/g, "the"],
  [/\b(on|in|at|of|from) \1\b/g, "$1"],
  [/\b(?:on|in|of|at) (from|into|under|without|with|after)\b/g, "$1"],
  [/\b(is|are|has) (?:is|are)\b/g, "$1"],
  [/^ ?(?:show|check) (?=(?:is|are|which|what|who|how) )/g, ""],
  // What was at the end is said first: “every sunday at 4:00 ⁅0⁆ restart”.
  [verbLast, "$2 $1"],
  [/^ ?not (re-?start|stop|reboot|touch|change|update) ([^,.;]+), /g, "do not $1 $2, "],
  [/(\bif [^,.]+), (?:then )?(start|restart|reload|stop)(?= ?[.!]? ?$)/g, "$1, $2 it"],
];

/** A word that was not translated and that a plan took for a name. Names of packages and programs are in Latin letters without accents. */
export function isUnread(text: string, outcome: Outcome): boolean {
  if (outcome.kind !== "plan") return false;
  const given = [...text.normalize("NFKC").matchAll(quoted)].map(([whole]) => whole).join(" ");
  const said = outcome.plan.steps.map(({ input }) => JSON.stringify(input)).join(" ");
  return [...said.matchAll(/[\p{L}\p{N}]*[^\p{ASCII}][\p{L}\p{N}]*/gu)].some(
    ([word]) => /\p{L}/u.test(word) && !given.includes(word),
  );
}

/** A translated plan may change nothing unless under a condition where the words forbid, tell or only ask. */
export function isHeld(text: string, language: Language, outcome: Outcome): boolean {
  if (outcome.kind !== "plan") return false;
  const { held, harmless } = glossaries[language];
  const bare = outcome.plan.steps.some((step) => step.condition === undefined && !onlyLooks(step));
  const said = text.normalize("NFKC").replaceAll(quoted, " ").toLowerCase().replaceAll(harmless, " ");
  return bare && (held.test(said) || takenBack.test(said));
}

/** “…? nein.”, “…, mejor no”, “……算了”: said at the end, it takes back what stands before it. */
const takenBack =
  /(?:[?!.,;:–—…？！。，；-]\s*|\s)(?:(?:ach |oh |halt |nee )?(?:nein|nee|nö|ne|nein danke)(?: danke| doch nicht| lieber nicht)?|(?:lieber|doch|besser|dann) nicht|vergiss (?:es|das)|lass (?:es|das)(?: sein)?|abbruch|mejor no|mejor que no|(?:no|nope|nah)(?:,? gracias)?|olv[ií]dalo|d[eé]jalo|canc[eé]lalo|cancela eso|不要了?|不用了?|算了|别了|取消(?:吧|掉)?)[\s.!。！…]*$/u;

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
    : new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${any})(?![\\p{L}\\p{N}_])`, "giu");
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
