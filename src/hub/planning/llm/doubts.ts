/**
 * What of a model's words nothing that was read speaks for: numbers, states and names of machines, sentence by sentence. Rounded
 * and in other units they are the same; what the person typed is theirs. What is doubted is kept, with a mark.
 */
import { doubtMark, isMarked, type Doubt } from "../../../domain/doubt.ts";
import { isSeen, numbersIn, stands, type Numbers, type When } from "./compare.ts";
import { quantitiesIn, type Quantity } from "./quantities.ts";
import { countsOf, machineLine } from "./show.ts";
import { shows, stateIn } from "./states.ts";
import type { Work } from "./work.ts";

/** `asked`: what the look was given. `machine`: by name, where it is of one. `fact`: known beforehand, not looked at now. */
export type Read = { from: string; text: string; machine?: string; fact?: boolean; asked?: string };
export type About = When & {
  read: readonly Read[];
  /** What people said. */
  said: readonly string[];
  /** Names of all machines in reach. */
  machines: readonly string[];
  /** Names of services and containers, as far as they are known beforehand. */
  things?: readonly string[];
};
export type Doubted = { text: string; doubts: Doubt[] };

const mostDoubts = 20;
const mostValues = 4;

export function doubted(words: string, about: About): Doubted {
  const known = knownOf(about);
  const doubts: Doubt[] = [];
  let isBlock = false;
  const text = sentencesOf(words)
    .map((sentence) => {
      const bare = sentence.trimEnd();
      if (/^\s*(?:```|~~~)/.test(sentence)) isBlock = !isBlock;
      const isSaid = doubts.length < mostDoubts && !isMarked(bare) && !(isBlock && !isOfLog(bare));
      const values = isSaid ? valuesIn(bare, about, known) : [];
      if (values.length === 0) return sentence;
      const doubt = { text: bare.trimStart(), values };
      doubts.push(doubt);
      return `${bare} ${doubtMark(doubt)}${sentence.slice(bare.length)}`;
    })
    .join("");
  return { text, doubts };
}

/** In a block stand commands and settings, which say nothing of how it is, or lines that were found. */
const isOfLog = (line: string): boolean =>
  quantitiesIn(line).some(({ kind }) => kind === "moment" || kind === "clock" || kind === "day");

/** Earlier answers speak for later ones, but for what was doubted in them. */
export const undoubted = (words: string): string =>
  sentencesOf(words)
    .filter((sentence) => !isMarked(sentence))
    .join("");

type Known = {
  sources: (Read & { numbers: () => Numbers })[];
  said: Numbers;
  things: string[];
  /** In small letters; what they begin with where a number follows. */
  machines: ReadonlySet<string>;
  stems: readonly string[];
};

/** What a planner has read by now. */
export function readBy({ request, fleet, said, heard }: Work): About {
  const spoken = said.join(" ").toLowerCase();
  const { failed = [], before = [], soFar, nowMs, timeZone } = request;
  return {
    // What was looked at last: that counts first where it is too much.
    read: [
      ...fleet.map((one) => ({ from: "its facts", machine: one.name, text: machineLine(one, spoken), fact: true })),
      { from: "the fleet", text: countsOf(fleet) },
      ...failed.map(({ title, machine, line, error }) => ({
        from: title,
        machine,
        text: `${line}\n${error?.detail ?? ""}\n${error?.hint ?? ""}`,
      })),
      ...(soFar ? [{ from: "before", text: undoubted(soFar.text) }] : []),
      ...(soFar?.looked ?? []).map(({ what, found }) => ({ from: what, text: found })),
      ...before.map(({ told, request: asked }) => ({ from: asked, text: undoubted(told) })),
      ...heard,
    ],
    said,
    machines: fleet.map(({ name }) => name),
    things: fleet.flatMap(({ facts }) => [...facts.services, ...facts.containers]),
    nowMs,
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

/** Of everything together, more is not read for this; what was read last counts first. */
const mostChars = 300_000;

function knownOf({ read, said, machines, things: given = [], nowMs }: About): Known {
  let room = mostChars;
  const sources = read.toReversed().map((each) => {
    const text = each.fact ? each.text : each.text.slice(0, Math.max(0, room));
    if (!each.fact) room -= text.length;
    let numbers: Numbers | undefined;
    return { ...each, text, numbers: () => (numbers ??= numbersIn(`${each.from} ${each.asked ?? ""}\n${text}`)) };
  });
  const all = read.map(({ text }) => text).join("\n");
  const names = [...all.matchAll(/(?:^|[\s-])(?:service|container|name|unit)[=:]\s?"?([\w@.-]{2,60})/g)].map(
    ([, name = ""]) => name.replace(/\.service$/, "").toLowerCase(),
  );
  const called = new Set(machines.map((name) => name.toLowerCase()));
  const things = new Set([...names, ...given.map((name) => name.toLowerCase())]);
  return {
    sources,
    said: numbersIn([...said, new Date(nowMs).toISOString()].join("\n")),
    things: [...things].filter((name) => !called.has(name)),
    machines: called,
    stems: [...new Set(machines.flatMap((name) => /^(.*[a-z][-_.]?)\d+$/i.exec(name)?.[1] ?? []))],
  };
}

/** With the space behind each; of lists, each line. */
const sentencesOf = (words: string): string[] =>
  words.match(/[^\n]*?(?:[.!?](?=\s)\s+|[。！？]|\n+|$)/g)?.filter((each) => each !== "") ?? [];

function valuesIn(sentence: string, about: About, known: Known): string[] {
  const named = about.machines.filter((name) => namesIt(sentence, name));
  const strangers = strangersIn(sentence, about, known);
  const found = [...strangers];
  const together = quantitiesIn(sentence);
  for (const clause of clausesOf(sentence)) {
    for (const claim of quantitiesIn(clause))
      if (!isWorkedOut(claim, together) && !isKnown(claim, { clause, named, about, known }))
        found.push(claim.text.replace(/[.,:;]+$/, ""));
    const state = stateDoubt(clause, { named, about, known });
    if (state !== undefined) found.push(state);
  }
  return [...new Set(found)].slice(0, mostValues);
}

/** Advice, conditions and what is not known say nothing of how it is. */
const unsaid =
  /\b(?:should|recommend\w*|suggest\w*|consider|propos\w+|would|might|may|if|unless|whether|until|in case|e\.g|for example|for instance|such as|make sure|to be|sollte\w*|falls|ob|würde|empfehle|debería|recomiendo)\b|应该|建议|如果/i;
const advice =
  /^\s*(?:[-*•]\s*|\d+[.)]\s*)?(?:then |please |first |next )?(?:set|increase|raise|lower|reduce|change|add|run|use|try|keep|limit|free up|clean|restart|reload|install|update|check|wait|look)\b/i;
/** Numbers that name a place in the answer itself, and commands. */
const own =
  /^\s*\d+[.)](?=\s)|\b(?:step|line|point|option|section|part|run|R) ?#?\d+\b|`(?:sudo|systemctl|journalctl|docker|podman|apt(?:-get)?|df|du|ls|cat|tail|head|grep|kill|ss|curl|ailx|find|ps|free|top)\b[^`\n]*`/gim;

function clausesOf(sentence: string): string[] {
  const clauses = sentence
    .replace(own, (text) => " ".repeat(text.length))
    .split(/(?:[,;:](?=\s)|\s[–—-]\s|\s(?:so|but|because|while|which)\s)/);
  // What is asked is no claim; what stands before it in the same sentence is.
  const said = /[?？]\s*$/.test(sentence) ? clauses.slice(0, -1) : clauses;
  return said.filter((clause) => !unsaid.test(clause) && !advice.test(clause));
}

/** “12.3 GiB of 15.6 GiB (79 %)”: a share of two that stand beside it, and are looked up themselves. */
function isWorkedOut({ kind, value, unit }: Quantity, beside: readonly Quantity[]): boolean {
  if (kind !== "percent") return false;
  const pairs = beside.flatMap((a) => beside.map((b) => ({ a, b })));
  return pairs.some(({ a, b }) => {
    const share = (a.value / b.value) * 100;
    const fits = Math.abs(share - value) < unit || Math.abs(100 - share - value) < unit;
    return a !== b && a.kind === b.kind && (a.kind === "bytes" || a.kind === "plain") && fits;
  });
}

type At = { named: readonly string[]; about: About; known: Known };

const roughly =
  /\b(?:about|around|roughly|approximately|nearly|almost|some|over|under|more than|less than|at least|up to|etwa|rund|ungefähr|knapp|fast|über|unos|casi)\s*$|[~≈<>]\s*$|[约近]$/i;

function isKnown(claim: Quantity, { clause, named, about, known }: At & { clause: string }): boolean {
  const how = { when: about, roughly: roughly.test(clause.slice(0, claim.at)) };
  if (isSeen(claim, known.said, { ...how, roughly: false }) || typed(claim, about)) return true;
  if (sourcesOf(named, known).some(({ numbers }) => isSeen(claim, numbers(), how))) return true;
  return claim.kind === "plain" && isCount(claim, clause, { named, about, known });
}

const typed = ({ text }: Quantity, { said }: About): boolean =>
  new RegExp(`(?<![\\d.])${RegExp.escape(text.replace(/[.,:;]+$/, ""))}(?!\\d|[.,]\\d)`, "i").test(said.join("\n"));

/** Of a machine that is named, only what it said itself, or what nobody said in particular. */
const sourcesOf = (named: readonly string[], { sources, machines }: Known): Known["sources"] =>
  named.length === 0
    ? sources.filter(({ fact }) => !fact || machines.size <= factsAtMost)
    : sources.filter((one) => one.machine === undefined || named.some((name) => isAbout(one, name)));

/** Of a larger fleet, a machine's facts speak for sentences that name it. */
const factsAtMost = 300;

/** What it said itself, and what was seen of it from elsewhere. */
const isAbout = ({ machine, text, asked = "" }: Read, name: string): boolean =>
  machine === name || namesIt(asked, name) || namesIt(text, name);

/** What was counted: machines, looks, rows, or the lines that have the word in them that the number stands before. */
function isCount({ value, at, text }: Quantity, clause: string, { named, about, known }: At): boolean {
  if (value <= 1) return true;
  const after = clause.slice(at + text.length, at + text.length + 60).toLowerCase();
  // “3 million”: what it is rounded from is not looked for.
  if (/^\s*(?:thousand|million|billion|tausend|millionen|mil|millones|万|亿)/.test(after)) return true;
  if (!Number.isInteger(value)) return false;
  if (/^\s*(?:of|\/|out of|von|de)\s|^\s*(?:\w+ ){0,2}(?:machine|server|host|node|vm)s?\b/.test(after))
    return value <= Math.max(about.machines.length, 2);
  const sources = sourcesOf(named, known);
  if (value === sources.length && /^\s*(?:\w+ )?(?:look|result|check)s?\b/.test(after)) return true;
  const rows = sources.map((each) => each.text.split("\n").filter((line) => line.startsWith("- ")));
  if (rows.some((each) => each.length === value)) return true;
  const word = /^\s*(?:\w+ )?([a-z]{3,}?)(?:ies|es|s)?\b/.exec(after)?.[1];
  if (word === undefined) return false;
  const withIt = sources.map(
    (each) =>
      each.text
        .toLowerCase()
        .split("\n")
        .filter((line) => line.includes(word)).length,
  );
  return withIt.includes(value) || withIt.reduce((sum, count) => sum + count, 0) === value;
}

/** What is doubted of a state: the machine where nothing was looked at there, otherwise the word for it. */
function stateDoubt(clause: string, { named, known }: At): string | undefined {
  const claim = stateIn(clause);
  if (!claim) return undefined;
  const things = known.things.filter((name) => namesIt(clause, name));
  if (things.length === 0 && named.length === 0) return undefined;
  const here = sourcesOf(named, known).filter(({ machine }) => machine !== undefined || named.length === 0);
  // That a machine is online says nothing of what runs on it.
  const of =
    things.length === 0
      ? here
      : here.filter(
          ({ from, text, fact }) => fact !== true && things.some((name) => namesIt(`${from}\n${text}`, name)),
        );
  const texts = of.flatMap(({ text }) => (things.length === 0 ? [text] : aboutThem(text, things)));
  if (shows(texts, claim)) return undefined;
  const [unseen] = named.filter((name) => !here.some((one) => one.fact !== true && isAbout(one, name)));
  return unseen ?? claim.words;
}

/** Of a list the lines that name one of them; of a result that is about one, all of it. */
function aboutThem(text: string, things: readonly string[]): string[] {
  const lines = text.split("\n").filter((line) => line.startsWith("- ") && things.some((name) => namesIt(line, name)));
  const head = text
    .split("\n")
    .filter((line) => !line.startsWith("- "))
    .join("\n");
  return things.some((name) => namesIt(head, name)) ? [text] : lines;
}

/** Names that are formed as those of the fleet and are none of them. */
function strangersIn(sentence: string, { said }: About, { sources, machines, stems }: Known): string[] {
  const all = stems.flatMap((stem) =>
    [...sentence.matchAll(new RegExp(`(?<![\\w.-])${RegExp.escape(stem)}\\d+(?![\\w-]|\\.\\w)`, "gi"))].map(
      ([name]) => name,
    ),
  );
  return all.filter(
    (name) =>
      !machines.has(name.toLowerCase()) &&
      !namesIt(said.join("\n"), name) &&
      !sources.some(({ numbers, text }) => namesIt(text, name) || stands(name, numbers().low)),
  );
}

const namesIt = (text: string, name: string): boolean =>
  text.toLowerCase().includes(name.toLowerCase()) &&
  new RegExp(`(?<![\\w.-])${RegExp.escape(name)}(?:\\.service)?(?![\\w-]|\\.\\w)`, "i").test(text);
