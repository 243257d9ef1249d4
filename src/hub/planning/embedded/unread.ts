/** What is said where a clause was not understood. */
import type { Outcome } from "../../../domain/plan.ts";
import { bare, plain } from "./polite.ts";
import { isGrant, isUnclear } from "./unclear.ts";
import type { Said, Talk } from "./clause.ts";
import type { Clause } from "./clauses.ts";
import { nearestTo } from "./nearest.ts";
import type { Reading } from "./read.ts";
import { negation } from "./refuse.ts";
import type { Entity } from "./types.ts";
import { whyNot } from "./why-not.ts";

export const decline = (reason: string, nearest: string[]): Outcome => ({ kind: "decline", reason, nearest });

/** `isWhole`: the clause is all that was said, so that it can be quoted exactly as it was typed. */
export function unread(
  said: Said,
  clause: Clause,
  talk: Talk,
  { source, words, isWhole }: Reading & { isWhole: boolean },
): Outcome {
  talk.unread = true;
  if (said.kind === "unreadCondition" && !matterOfOpinion.test(bare(said.words)))
    return decline(
      `I cannot check “${readable(said.words, talk.entities)}” before acting, so nothing was planned.`,
      nearestTo(source, words.fleet),
    );
  if (said.kind === "unreadCondition")
    return {
      kind: "clarify",
      question: `I cannot check “${readable(said.words, talk.entities)}” before acting, so nothing was planned. Which service's state, or which limit of CPU, memory, disk or load, should decide?`,
      about: "argument",
      options: [],
    };
  const text = isWhole && source.length <= 120 ? source.trim() : readable(clause.text, talk.entities);
  if (clause.text === "")
    return decline(
      `I do not understand what should be done if “${readable(clause.given === "otherwise" ? "" : (clause.given?.words ?? ""), talk.entities)}”.`,
      nearestTo(source, words.fleet),
    );
  // Beside other words “it” was said of something: that is then not understood, and is no question to the person.
  const isAlone =
    bare(plain(source.toLowerCase())).split(" ").length <= 7 && !/\b(?:not|never|no|don'?t)\b/i.test(source);
  const isVague = vague.test(clause.text) || (!/@[a-z]+\d/.test(clause.text) && ofSomebody.test(clause.text));
  if (isAlone && clause.given === undefined && !negation.test(clause.text) && isVague)
    return {
      kind: "clarify",
      question: `What exactly is meant by “${text}”? Name the service, container, file or machine.`,
      about: "argument",
      options: [],
    };
  if (isWhole && clause.given === undefined && (isUnclear(bare(clause.text)) || isGrant(bare(clause.text))))
    return {
      kind: "clarify",
      question: `What exactly is meant by “${text}”? Name the thing and the machine.`,
      about: "argument",
      options: [],
    };
  const why = clause.given === undefined ? whyNot(bare(clause.text), talk.entities, words) : undefined;
  if (why !== undefined) return decline(why, nearestTo(source, words.fleet));
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

/** Conditions of which only the person can say what is meant by them. */
const matterOfOpinion =
  /^(?:(?:it|that|this|everything|things|all|load|traffic|@t\d+|@svc\d+|box|machine|server|system|disk) ?(?:is|are|looks?|seems?|feels?|gets?|makes?|be|becomes?) ?(?:not )?(?:too |really |very |so |still |again |nearly |almost |completely )*(?:necessary|needed|sense|sensible|ok|okay|safe|possible|good|fine|quiet|calm|idle|busy|slow|full|high|low|bad|weird|strange|important|worth it|sluggish|unused|stable|overloaded|in use|used|big|old|large|hot|much|many)|nobody|no one|nothing important|somebody|someone|anybody|anyone|people|there is (?:not )?(?:enough|little|much|no) ?(?:space|room|memory|load|traffic|activity|left|use)?.*|(?:not )?(?:enough|little|too little|too much) .*|necessary|needed|required|possible|safe|it helps|in doubt|you think .*|you (?:have|find) .*|i .*|we .*)(?: (?:is|are|was|has|there|on it|watching|using it|uses it|needs it|working|playing|streaming|left|enough|anyway|right now|at all|it))*$/;

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

/** “block him”, “move it to the other node”, “open it up for everyone”: nobody said what. */
const ofSomebody =
  /^(?:please )?(?:re-?start|stop|start|reload|reboot|kill|fix|repair|update|upgrade|delete|remove|install|move|copy|change|turn|switch|shut|bring|put|enable|disable|clean|clear|reset|open|close|deploy|roll|undo|resize|speed|bounce|kick|block|unblock|ban|unban|lock|unlock|allow|give|mount|unmount|migrate|snapshot|back up|restore|scale|rename|forward|expose|share|add|increase|raise|lower|extend|grow|free|empty|purge|pause|resume|suspend) (?:it|that|this|them|those|these|him|her|everyone)(?: (?:to|on|into|in|for|up|down|off|back|out|over|from|and|with|again|the|a|an|other|new|old|same|another|second|next|first|node|server|machine|box|host|disk|place|folder|name|one|everyone|everybody|us|me|all|on again|off again|more|access|rights|memory|ram|space|room|higher|lower|bigger|smaller|later|now|then|team|office|public|internet|world|sudo|admin|root)){0,7}$/;

export const readable = (text: string, entities: readonly Entity[]): string =>
  text.replaceAll(/@[a-z]+(\d+)/g, (_whole, id: string) => entities[Number(id)]?.said ?? "").trim();
