/** “the download server”, where nothing is known as download: that is asked, and never read as any server. */
import type { AnswerOption, Outcome } from "../../../domain/plan.ts";
import type { Entity } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { placeWords } from "./words.ts";

const phrase =
  /\b(?:the|our|my) ([a-z][a-z-]{2,}) (server|box|machine|host|computer)\b(?! (?:name|key|block|config|configuration|file|entry|address|list|group|logs? file)\b)/i;
/** What is said of a machine that names none, and kinds of servers that are settings. */
const general =
  /^(?:whole|entire|other|same|only|new|old|right|wrong|slow|slowest|fastest|broken|local|remote|current|affected|first|second|third|last|next|previous|busy|busiest|idle|full|fullest|faulty|main|physical|virtual|actual|single|linux|windows|given|named|mentioned|said|above|another|relevant|respective|target|source|destination|host|client|default|own|big|biggest|small|dead|offline|online|failed|failing|problematic|troubled|correct|specific|particular|upstream|ntp|time|dns|name|smtp|sql|proxy|license|licence|key|print|display|update|http|https|ssh|node|file|root|least|most|loaded|overloaded|staging|production|test|dev|prod)$/;
const verb =
  /\b(?:restart|reboot|bounce|check|update|upgrade|patch|fix|repair|investigate|diagnose|look (?:at|into)|check on|shut down|shutdown|stop|start|boot|on|of|from|with|is|into) $/i;
const state =
  /^(?:'s)? ?(?:is|isn't|isnt|are|was|has|hasn't|does|doesn't|doesnt|seems|keeps|won't|wont|can't|cant|feels|went|stopped|stops|needs|not|down|slow|crashed|died|runs|hangs|looks|up)\b/i;

/** Undefined where every such word is known, or a machine is named anyway. */
export function unknownKind(source: string, entities: readonly Entity[], words: Vocabulary): Outcome | undefined {
  const found = phrase.exec(source);
  const [whole = "", kind = "", noun = ""] = found ?? [];
  if (!found || words.fleet.length < 2 || isKnown(kind.toLowerCase(), noun.toLowerCase(), words)) return undefined;
  const [before, behind] = [source.slice(0, found.index), source.slice(found.index + whole.length).trimStart()];
  if (!verb.test(before) && !state.test(behind)) return undefined;
  const isNamed = entities.some(
    (entity) => entity.kind === "g" || (entity.kind === "t" && entity.place.parts.some(({ expr }) => expr !== "all")),
  );
  if (isNamed) return undefined;
  const options: AnswerOption[] =
    words.fleet.length > 50
      ? []
      : words.fleet.map(({ name }) => ({
          label: name,
          value: `${before}${name}${source.slice(found.index + whole.length)}`,
        }));
  const question = `No machine is known as “${kind.toLowerCase()}”. Which one is the ${kind.toLowerCase()} ${noun.toLowerCase()}?`;
  return { kind: "clarify", question, about: "target", options };
}

function isKnown(
  kind: string,
  noun: string,
  { machines, qualifiers, services, containers, guestNames, fleet }: Vocabulary,
): boolean {
  if (general.test(kind) || placeWords.has(kind)) return true;
  const forms = [kind, kind.replace(/s$/, ""), `${kind}s`, `${kind} ${noun}`];
  const maps = [machines, qualifiers, services, containers, guestNames.whole, guestNames.stems, guestNames.exact];
  return (
    forms.some((form) => maps.some((map) => map.has(form))) ||
    fleet.some(({ name, aliases, tags }) => [name, ...aliases, ...tags].some((one) => one.toLowerCase().includes(kind)))
  );
}
