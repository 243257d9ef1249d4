/** What is said where a clause was not understood. */
import type { Outcome } from "../../../domain/plan.ts";
import type { Said, Talk } from "./clause.ts";
import type { Clause } from "./clauses.ts";
import { nearestTo } from "./nearest.ts";
import type { Reading } from "./read.ts";
import { negation } from "./refuse.ts";
import type { Entity } from "./types.ts";

export const decline = (reason: string, nearest: string[]): Outcome => ({ kind: "decline", reason, nearest });

/** `isWhole`: the clause is all that was said, so that it can be quoted exactly as it was typed. */
export function unread(
  said: Said,
  clause: Clause,
  talk: Talk,
  { source, words, isWhole }: Reading & { isWhole: boolean },
): Outcome {
  talk.unread = true;
  if (said.kind === "unreadCondition")
    return {
      kind: "clarify",
      question: `I cannot check “${readable(said.words, talk.entities)}” before acting, so nothing was planned. Which service's state, or which limit of CPU, memory, disk or load, should decide?`,
      about: "argument",
      options: [],
    };
  const text = isWhole && source.length <= 120 ? source.trim() : readable(clause.text, talk.entities);
  if (clause.text === "")
    return {
      kind: "clarify",
      question: "What should be done then? There is a condition, but no action.",
      about: "intent",
      options: [],
    };
  if (!negation.test(clause.text) && vague.test(clause.text))
    return {
      kind: "clarify",
      question: `What exactly is meant by “${text}”? Name the service, container, file or machine.`,
      about: "argument",
      options: [],
    };
  if (negation.test(clause.text))
    return decline(
      `“${text}” says what must not happen; I do not turn that into a plan.`,
      nearestTo(source, words.fleet),
    );
  return decline(
    said.kind === "outcome"
      ? `“${text}” is a question; ask it by itself.`
      : `I do not understand “${text}”.${onlyEnglish(source)}`,
    nearestTo(source, words.fleet),
  );
}

/** Small words of German, French and Spanish that English has not. */
const foreign =
  /(?<![\p{L}])(?:auf|zeige?|starte|läuft|welche[rsn]?|alle[nr]?|bitte|warum|wie ?viel|prüfe|und|der|das|sind|nicht|le|les|des|sur|redémarre[rz]?|quels?|montre[rz]?|el|los|las|en|muestra|reinicia|todos|todas)(?![\p{L}])/iu;
const onlyEnglish = (source: string): string =>
  foreign.test(source) || /[^\p{Script=Latin}\p{Script=Common}]/u.test(source)
    ? " Without a language model I know English, and common requests in German, Spanish and Chinese."
    : "";

/** A verb of a change with nothing but “it” behind it. */
const vague =
  /^(?:re-?start|stop|start|reload|reboot|kill|fix|repair|update|upgrade|delete|remove|install|check|move|copy|change|turn|shut|bring|put|enable|disable|clean|clear|reset|do|make|run|open|close|deploy|roll|undo|resize|speed|bounce|kick)(?: back| up| down| off| on| out)? (?:it|that|this|them|those|these|that one|this one|the thing|that thing|the other one|the other|the same)(?: (?:again|faster|up|down|off|on|back|work|better|away|now|there|go away|stop|over|running|too|as well))*$/;

export const readable = (text: string, entities: readonly Entity[]): string =>
  text.replaceAll(/@[a-z]+(\d+)/g, (_whole, id: string) => entities[Number(id)]?.said ?? "").trim();
