/** “one after the other”, “in batches of 2”, “all at once”, “stop if one fails”: how a change goes over several machines. */
import type { Rollout } from "../../../domain/plan.ts";
import { inOrder } from "./order.ts";
import { plain } from "./polite.ts";
import type { Entity } from "./types.ts";

const words: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, eight: 8, ten: 10 };
const count = `(?:@n(\\d+)|(${Object.keys(words).join("|")}))`;
const phrase = (text: string): RegExp => new RegExp(`(?:^| ?[,;:(-]? ?(?:and |but )?)(?:${text})(?: \\))?(?= |,|$)`);
const unit = "(?: (?:machines?|hosts?|nodes?|servers?|boxes|of them|vms?))?";
const atOnce = "(?:at (?:once|a time|the same time|one time)|in parallel|simultaneously|concurrently|together|each)";

const single = [
  phrase(
    `(?:but )?(?:not|never) (?:all |both |everything |more than one )?${atOnce}|(?:not|never) (?:all|both)(?: of them)? ${atOnce}`,
  ),
  phrase(
    "(?:strictly |always |just |only )?one(?: machine| host| node| server| box| of them)? (?:after (?:another|the other|the next|each other)|at (?:a|the|one) time|by one)|(?:each|every one) (?:one )?(?:after the (?:other|next|previous one)|on its own|individually|by itself|separately)|one then the other|(?:one and )?then the other one",
  ),
  phrase(
    "sequentially|serially|consecutively|successively|singly|in sequence|in series|in succession|in turns?|by turns|in a rolling (?:fashion|way|manner|style)|as a rolling (?:restart|reboot|update|upgrade)|rolling|staggered|host by host|machine by machine|node by node|server by server|box by box",
  ),
  phrase(
    `(?:with )?(?:at most|max(?:imum)?|no more than|never more than|not more than|only|maximal) (?:one|@n1)${unit} (?:${atOnce}|down at (?:once|a time|the same time|any time)|being down|down)`,
  ),
];
const together = phrase(
  "all at (?:once|the same time)|(?:all |everything )?(?:in parallel|simultaneously|concurrently)|at the same time",
);
const batches = [
  phrase(
    `(?:in |with |using )?(?:batches|groups|chunks|waves|blocks|packs|lots|bunches|sets|slices) of (?:max(?:imum)? |at most |up to )?${count}${unit}(?: at a time| each)?`,
  ),
  phrase(
    `(?:in |with |using )?(?:a )?(?:batch size|batch-size|concurrency|parallelism|parallelity|forks?|batch)(?: of| set to| is)? ${count}`,
  ),
  phrase(
    `(?:but )?(?:with )?(?:at most|max(?:imum)?|no more than|never more than|not more than|up to|maximal)(?: of)? ${count}${unit} (?:${atOnce}|down at (?:once|a time|the same time|any time)|being down|down)`,
  ),
  phrase(`(?:in )?(?:always |just |only )?${count}${unit} ${atOnce}`),
  phrase(`${count} by ${count}`),
  phrase("(?:in )?(?:pairs|pairwise|twos)"),
];

const who =
  "(?:any|one|a|the|first|something|anything|single|an|of|them|it|either|some|machine|node|host|server|box|restart|update|reboot|upgrade|reload|step|another|that|there|is|are|has|have|more|than|even|only|more than|on|these|those|each|job|command|@n\\d+|two|three)";
const breaks =
  "(?:fails?|failed|failures?|errors?|goes wrong|went wrong|breaks?|broke|broken|does not (?:come (?:back|up)(?: up| online)?|work|start|succeed|recover|respond|answer|return|get healthy|go through)|do not (?:come back|work|start)|is not (?:healthy|ok|up|back|fine|running|successful)|problems?|trouble|unhealthy|misbehaves?|blows up|dies|stays down|acts up|unsuccessful|gets stuck)";
const ends =
  "(?:abort|aborting|stop|stopping|halt|halting|quit|bail(?: out)?|break off|cancel|give up|call it off|do not (?:continue|go on|proceed|carry on)|leave it|hold)(?: (?:it|right|away|immediately|at once|there|rollout|rest|everything|whole|thing|then|here|the|with|others|all|further|process|run|batch|remaining|ones|rollouts?|any|further))*";
const stops = [
  phrase(
    `${ends} (?:if|when|once|as soon as|should|at|on|upon|after|in case(?: of)?)(?: ${who})* ${breaks}(?: (?:there|on (?:one|any|it)|or more|occurs?|happens?|come up|along way))*`,
  ),
  phrase(`(?:if|when|once|as soon as|should|in case)(?: ${who})* ${breaks} ?,? ?(?:then |please |just )*${ends}`),
];

const steady =
  "(?:each|every|one|it|that|they|the|next|previous|last|first|machine|node|host|server|box|to|be|is|are|was|has|have|come|comes|came|back|up|healthy|ok|okay|fine|online|reachable|running|again|done|finished|finish|before|going|on|moving|move|go|continuing|proceeding|continue|proceed|with|doing|touching|starting|other|until|till|after|you|we|do|in|between|if|when|once|all|good|responding|answering|answers|responds|works|working|fully|properly|really|and|then|green|ready|stable|succeeded|successful|for|of|them|both|boot|boots|booted|reboot|restart|come up|others|second|reconnected|reconnects|by|one|only|@t\\d+|up again)";
const opening =
  "(?:wait(?:ing)?|pause|mak(?:e|ing) sure|ensur(?:e|ing)|check(?:ing)?|verify(?:ing)?|confirm(?:ing)?|see(?:ing)? that|(?:only|do not|never|just) (?:continue|proceed|go on|move on|carry on|start|do|touch|restart|reboot)|(?:continue|proceed|go on|move on|carry on)(?= only| if| when| once)|(?:next|the next)(?: one)? only)";
const waits = phrase(`${opening}(?: ${steady})+`);
const isBetween =
  / (?:each|every one|next|previous|in between|between|before (?:going|moving|continuing|proceeding|touching|doing|starting|you|the other)|one by one|others?|second)(?= |$)/;

/** “so that one is always up”: what going one by one is for. */
const because = phrase(
  "so (?:that )?(?:we|there|at least|one|one of them|it|users|nobody|not|the|customers|no one|clients|neither)(?: (?!and |then )[a-z]+){0,6} (?:up|online|available|serving|resolution|service|quorum|reachable|running|down|offline|interrupted|notices?|interruption|downtime|outage|requests|traffic|connections?|alive|outages|dns|anything|cluster|left|dark|orders)|(?:to avoid|without|with no|avoiding)(?: any| an| the| a)? (?:downtime|outage|interruption|outages|service interruption)|keep(?:ing)? (?:at least )?one(?: of them| always)* (?:up|online|available|running|serving)(?: at all times| always)?",
);

/** “at once” by itself is small talk. */
const counted = new RegExp(`( ${count}${unit}) at once(?= |$)`);
/** The text in plain words without that phrase, in the order that was said, and how it goes on; absent where nothing is said. */
export function rolloutOf(marked: string, entities: Entity[]): { text: string; rollout?: Rollout } {
  const { text, ...said } = paceOf(marked, entities);
  return { text: inOrder(text, entities), ...said };
}

function paceOf(marked: string, entities: readonly Entity[]): { text: string; rollout?: Rollout } {
  const isOne = single.some((each) => each.test(marked));
  // Looked for first: “at once” at the end of a request is small talk elsewhere.
  const whole = isOne || batches.some((each) => each.test(marked)) ? null : together.exec(marked);
  if (whole) return { text: plain(marked.replace(whole[0], " ")), rollout: { mode: "parallel" } };
  let text = plain(marked.replace(counted, "$1 at a time"));
  const places = /@t\d+/.test(text);
  let failures: number | undefined;
  for (const shape of stops) {
    const found = places ? shape.exec(text) : null;
    if (!found) continue;
    text = text.replace(found[0], "").trim();
    failures = failuresIn(found[0], entities);
  }
  const waited = places ? waits.exec(text) : null;
  const isWaited = waited !== null && isBetween.test(waited[0]) && waited.index > 0 && !/@t\d+/.test(waited[0]);
  if (isWaited) text = text.replace(waited[0], "").trim();
  const found = [...single, ...batches].map((each) => each.exec(text)).find((match) => match !== null);
  if (!found && !isWaited)
    return failures === undefined || failures < 2
      ? { text }
      : { text, rollout: { mode: "rolling", batch: 1, stopAfterFailures: failures } };
  let rest = found ? text.replace(found[0], "").trim() : text;
  const size = found ? sizeOf(found, entities) : 1;
  if (size === 1) rest = rest.replace(because, "").trim();
  // “restart the containers one by one”: each of them.
  if (size === 1)
    rest = rest.replace(
      /(?<!(?:all|every|each) (?:docker |of (?:the|its) )?)\b(?:the |its |my |our )?(?:docker )?containers\b/,
      "all containers",
    );
  // “rolling restart of the api”.
  rest = rest.replace(
    /^(?:please )?(?:do |perform |make |run )?(?:an? )?(restart|reload|reboot|update|upgrade) of /,
    "$1 ",
  );
  rest = rest.replaceAll(/ +/g, " ").replace(/(?: [,;:-])+$/, "");
  return Number.isInteger(size) && size >= 1 && size <= 1_000
    ? { text: rest, rollout: { mode: "rolling", batch: size, stopAfterFailures: failures ?? 1 } }
    : { text };
}

function sizeOf(found: RegExpExecArray, entities: readonly Entity[]): number {
  if (/pairs|pairwise|twos/.test(found[0])) return 2;
  const entity = entities[Number(found[1])];
  return entity?.kind === "n" ? entity.value : (words[found[2] ?? ""] ?? 1);
}

/** “after two failures”, “if more than 2 fail”. */
function failuresIn(said: string, entities: readonly Entity[]): number {
  const found = /(more than )?(?:@n(\d+)|\b(two|three)\b)/.exec(said);
  if (!found) return 1;
  const entity = entities[Number(found[2])];
  const value = entity?.kind === "n" ? entity.value : (words[found[3] ?? ""] ?? 1);
  return Math.max(1, Math.trunc(value) + (found[1] === undefined ? 0 : 1));
}
