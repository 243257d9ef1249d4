/**
 * Frames: what a request is made of, in whatever order it is said. A frame fits where all of its parts are found and every
 * other word of the clause adds nothing; one word that is neither is enough for it not to fit. So word order and
 * politeness cost nothing, and nothing that was said is left out. Templates, which are exact, are tried before.
 */
import { once } from "../../../../lib/once.ts";
import type { Match, Meaning } from "../intents/match.ts";
import { piece, type Piece, type Slots } from "../templates.ts";
import type { Intent } from "../types.ts";

export type Frame = {
  need: readonly Piece[];
  /** The same with longer words first: “env vars” before “env”, so that no word of what is found is left over. */
  longest: readonly Piece[];
  /** Of each part that holds no entity the words that it is made of: without one of them it cannot be there. */
  telling: readonly ReadonlySet<string>[];
  /** How many open words there are beside: names that no list holds. */
  open: number;
  /** Any number of open words, up to this one more: what they are only the meaning can tell. */
  more: number;
  /** A service, or else one more open word: what may be called like a service, a package or an account. */
  named: boolean;
  may: readonly Piece[];
  changes: boolean;
  meaning: Meaning;
};

/**
 * `need` and `may` are written as templates; what of `need` holds no entity may be said twice in other words. `{word}` alone is
 * the one word that is left when everything else is accounted for; `{name}` is a service or such a word; `{words}` are up to six such
 * words, each of which the meaning must account for. A frame that only `reads` may be asked as a question.
 */
export const frame = (
  need: readonly string[],
  meaning: Meaning,
  { may = [], reads = false }: { may?: readonly string[]; reads?: boolean } = {},
): Frame => ({
  need: need.filter((text) => !/^\{(?:words?|name)\}$/.test(text)).map(part),
  longest: need.filter((text) => !/^\{(?:words?|name)\}$/.test(text)).map((text) => part(longestFirst(text))),
  telling: need
    .filter((text) => !text.includes("{") && !text.startsWith("["))
    .map((text) => words(text.replaceAll(/[()[\]|]/g, " "))),
  open: need.filter((text) => text === "{word}").length,
  more: need.includes("{words}") ? 6 : 0,
  named: need.includes("{name}"),
  may: [...may, ...need.filter((text) => !text.includes("{"))].map((text) => part(longestFirst(text))),
  changes: !reads,
  meaning: (match) => {
    const intent = placed(match, meaning(match));
    return intent && question.test(match.text) && isChange(intent) ? undefined : intent;
  },
});

/** Machines that were named and are no place of the clause must not get lost: then all of them would be meant. */
function placed({ on, slots }: Match, intent: Intent | undefined): Intent | undefined {
  const acts =
    intent?.kind === "read" || intent?.kind === "change" || intent?.kind === "shell" || intent?.kind === "runbook";
  if (!acts || on !== undefined || !slots.some(({ kind }) => kind === "t")) return intent;
  return ("from" in intent && intent.from) || ("where" in intent && intent.where) ? intent : undefined;
}

/** Articles are taken out of a clause before; so they are of what it is compared with. */
const part = (pattern: string): Piece => {
  const held = parts.get(pattern);
  if (held) return held;
  const made = piece(pattern.replaceAll(/(?<=^|[ (|[])(?:a|an|the|my|our|some) (?=[^)|\]])/g, ""));
  parts.set(pattern, made);
  return made;
};
const longestFirst = (pattern: string): string =>
  pattern.replaceAll(
    /([([])([^()[\]{}]+)([)\]])/g,
    (_whole, open: string, words: string, close: string) =>
      `${open}${words
        .split("|")
        .toSorted((a, b) => b.length - a.length)
        .join("|")}${close}`,
  );
/** The same lists of words stand in many frames. */
const parts = new Map<string, Piece>();

const words = (text: string): Set<string> => new Set(text.split(" "));

/** Words that hold a sentence together and change nothing in it. None of them negates, limits or puts off. */
const glue = words(
  ", . ? ! : ; - a an the of in at for to from with by and 's is are be being am it its they them their this that these those there here so please still yet already again " +
    "currently really actually very much quite do does has have can could would will shall may might i we you us me my our your he she his her ok okay hey hi hello also too " +
    "want wants need needs like able just now right quick quickly real soon asap thanks thank ty cheers mate pal today some bit little kindly go ahead get got machine server host box node service daemon",
);

/** These make a question of it or add nothing to one, so that only what reads may have them. */
const asking = words(
  "on verify confirm what which who how when where whether any anything everything all something was were did had been many long far tell show see know look looking check wondering else happening going " +
    "whatever about lately around ever exactly maybe probably possibly perhaps roughly briefly properly overall overview short brief things thing stuff kind sort gimme give gave hand over latest current present recent recently " +
    "nowadays days moment meanwhile anyway supposed itself whole entire complete full detailed detail details summary rundown report list print display output dump lemme let pull bring fetch view peek glance take having wonder curious " +
    "interested say everyone everybody anyone using use used run running runs installed exist exists each every one ones other others same out up down into total value values numbers number info information status state name names",
);

/** Adds nothing to a question: a part that takes any word may have taken it. */
export const isFiller = (word: string): boolean => glue.has(word) || asking.has(word);

/** Never a name. */
const blocking = words(
  "avoid refrain forever ages slow slowly why because hangs hang fails fail broken not no never without except only unless until if when whenever while before after instead but or otherwise else both either neither nor must should",
);

/** What is to be done is no name in a question: “make a folder owned by ann” asks for no files of “make”. */
const act = words(
  "make create delete remove restart start stop install uninstall move rename change set add write put kill reboot enable disable lock unlock clean clear empty purge drop prune copy append replace edit",
);

/** What begins so wants something done. */
const order =
  /^(?:clean|clear|empty|delete|remove|wipe|destroy|erase|shut|bring down|take down|knock out|(?:bring|take|turn|switch|shut) (?:\S+ ){0,2}(?:down|off|on|offline))(?= |$)/;
/** A command line that changes something, as it is typed: “docker compose up” asks for no list of what is up. */
const commandLine =
  /^(?:please |then |run |do |execute )*(?:(?:docker|podman)(?: |-)compose|docker|podman|compose) (?:up|down|pull|push|build|restart|start|stop|rm|rmi|kill|create|run|pause|unpause|rename|prune)(?= (?:-|in|on|d|again|there|then|the|a|it|for|@|and|with|service|stack|project)|$)/;
const doing = words(
  "make create delete remove restart start stop install uninstall reinstall move rename set add write put kill reboot enable disable lock unlock empty purge drop prune append replace renew update upgrade downgrade",
);
const joins = words("and then , ;");
const it = words("it them that this those these");

/** Verbs that a clause begins with, or that stand behind an “and”: each of them is something to be done. */
function wantedIn(all: readonly string[]): string[] {
  const lead = all.findIndex((word) => !glue.has(word));
  return all.filter((word, at) => {
    const joined = joins.has(all[at - 1] ?? "");
    if (doing.has(word)) return at === lead || joined;
    // “… and frobnicate it”: whatever that is.
    return joined && it.has(all[at + 1] ?? "") && /^[a-z]{3,}$/.test(word) && !glue.has(word) && !asking.has(word);
  });
}

/** The frames that fit, the first as the surest. */
export function* framed(frames: readonly Frame[], clause: string): Generator<{ meaning: Meaning; slots: Slots }> {
  const all = clause.split(" ");
  const said = new Set(all);
  // “clean /tmp” is no question whether it is clean.
  const isOrder = order.test(clause) || commandLine.test(clause);
  const wanted = wantedIn(all);
  for (const one of candidates(frames, said)) {
    if (isOrder && !one.changes) continue;
    if (!one.telling.every((of) => !of.isDisjointFrom(said))) continue;
    // “create a folder owned by ann” asks for none of her files, whatever else of it could be read so.
    if (!one.changes && wanted.some((verb) => !one.telling.some((of) => of.has(verb)))) continue;
    const slots = fitting(one, one.need, clause) ?? fitting(one, one.longest, clause);
    if (slots) yield { meaning: one.meaning, slots };
  }
}

function fitting(
  { open, more, named, may, changes }: Frame,
  need: readonly Piece[],
  clause: string,
): Slots | undefined {
  const slots: Slots = [];
  const others = withoutAll(need, ` ${clause}`, slots);
  if (others === undefined) return undefined;
  const unnamed = named ? taken(aService(), others, slots) : undefined;
  const rest = unnamed ?? others;
  const left = withoutAny(may, rest, slots)
    .split(" ")
    .filter((word) => word !== "" && word !== "¦" && !glue.has(word) && (changes || !asking.has(word)));
  const wanted = open + (named && unnamed === undefined ? 1 : 0);
  if (
    left.length < wanted ||
    left.length > wanted + more ||
    left.some((word) => blocking.has(word) || word.startsWith("@"))
  )
    return undefined;
  for (const value of left) slots.push({ kind: "word", value });
  // “to no” is a value.
  const isValue = (value: string) => value === "no" && / (?:to|=) no(?: |$)/.test(clause);
  const isNoName = (value: string) => (changes ? blocking : act).has(value) && !isValue(value);
  return slots.some(({ kind, value }) => kind === "word" && isNoName(value)) ? undefined : slots;
}

/** What asks changes nothing: “is traefik restarting”. */
const question =
  /^(?:is|are|was|were|does|did|has|why|which|what|how(?! about)|when|who|where|whether|check whether)(?: |$)/;

const isChange = (intent: Intent): boolean =>
  intent.kind === "change" ||
  (intent.kind === "shell" && !intent.reads) ||
  (intent.kind === "service" && intent.act !== "status" && intent.act !== "logs") ||
  (intent.kind === "container" && intent.act !== "look" && intent.act !== "logs");

const aService = once(() => piece("{svc}"));

function withoutAll(need: readonly Piece[], clause: string, slots: Slots): string | undefined {
  let rest: string | undefined = clause;
  for (const part of need) {
    rest = taken(part, rest, slots);
    if (rest === undefined) return undefined;
  }
  return rest;
}

function withoutAny(may: readonly Piece[], clause: string, slots: Slots): string {
  let rest = clause;
  for (const part of may)
    for (let next = taken(part, rest, slots); next !== undefined && next !== rest; next = taken(part, rest, slots))
      rest = next;
  return rest;
}

/** The text without what the part is; undefined where it is not there. */
function taken({ shape, kinds }: Piece, text: string, slots: Slots): string | undefined {
  const found = shape.exec(text);
  if (!found) return undefined;
  if (found[0] === "") return text;
  for (const [at, kind] of kinds.entries()) {
    const value = found[at + 1];
    if (value !== undefined) slots.push({ kind, value });
  }
  return `${text.slice(0, found.index)} ¦${text.slice(found.index + found[0].length)}`;
}

type ByWord = { under: ReadonlyMap<string, readonly number[]>; always: readonly number[] };
const indexes = new WeakMap<readonly Frame[], ByWord>();

/** Each frame stands under the words of its shortest list, one of which has to be there; in their order. */
function indexOf(frames: readonly Frame[]): ByWord {
  const under = new Map<string, number[]>();
  const always: number[] = [];
  for (const [at, { telling }] of frames.entries()) {
    const [shortest] = telling.toSorted((a, b) => a.size - b.size);
    if (shortest === undefined) always.push(at);
    for (const word of shortest ?? []) (under.get(word) ?? under.set(word, []).get(word))?.push(at);
  }
  return { under, always };
}

function candidates(frames: readonly Frame[], said: ReadonlySet<string>): Frame[] {
  const { under, always } = indexes.get(frames) ?? indexOf(frames);
  if (!indexes.has(frames)) indexes.set(frames, { under, always });
  const found = new Set([...always, ...[...said].flatMap((word) => under.get(word) ?? [])]);
  return [...found].toSorted((a, b) => a - b).flatMap((at) => frames[at] ?? []);
}
