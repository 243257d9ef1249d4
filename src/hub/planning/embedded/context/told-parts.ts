/** Which parts of a request are only told, and what the request is without some of them. */
import { mark } from "../mark.ts";
import type { Before } from "../readings.ts";
import { spokenOf, wanting } from "../remarks.ts";
import type { Token } from "../types.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { binds, opposes } from "./binding.ts";
import { withNamed } from "./named.ts";
import { type Part, partsOf } from "./parts.ts";
import { states } from "./statements.ts";

/** What “it” and “there” are by what was told. */
export type Spoken = Before & { machines?: NonNullable<Before["place"]>["parts"][number]["machines"] };
/** `isMany`: what was told is about several machines; `isNamed`: what is left names what it is about. */
export type InContext = { tokens: Token[]; told: string[]; spoken: Spoken; isMany: boolean; isNamed: boolean };
/** What is told and binds nevertheless; `opposes`: it speaks against doing it at all. */
export type Bound = { bound: string; opposes: boolean };

export type Given = {
  tokens: readonly Token[];
  words: Vocabulary;
  source: string;
  /** Whether a time is said in it. */
  isTimed: (tokens: readonly Token[]) => boolean;
};

export type Cuts = {
  /** Without everything that is stated; undefined where that is nothing, or all. */
  whole: () => InContext | Bound | undefined;
  /** Without what is stated of nothing in the fleet. */
  plain: () => InContext | undefined;
  /** Without what is stated in front of and behind some of it, the least first. */
  each: () => Generator<InContext>;
};

const mostCuts = 8;

/** Undefined where nothing is told. */
export function cutsOf(given: Given): Cuts | Bound | undefined {
  const { tokens, source } = given;
  const parts = partsOf(tokens);
  if (parts.length < 2) return undefined;
  const hearsay = parts.find((part) => isHearsay(tokens, part, source));
  if (hearsay) return { bound: typed(hearsay, given), opposes: true };
  const stated = parts.filter((part) => isStated(tokens, part, source));
  if (stated.length === 0) return undefined;
  const whole = () => (stated.length === parts.length ? undefined : cut(stated, given));
  const plain = () => {
    const of = stated.filter((part) => !ofFleet.test(marked(tokens.slice(part.from, part.to), given)));
    const found = of.length === 0 || of.length === parts.length ? undefined : cut(of, given);
    return found && !("bound" in found) ? found : undefined;
  };
  return {
    whole,
    plain,
    *each() {
      let count = 0;
      for (const gone of windows(parts, stated)) {
        const found = cut(gone, given);
        if ("bound" in found) continue;
        yield found;
        if ((count += 1) >= mostCuts) return;
      }
      const last = stated.length < parts.length ? cut(stated, given) : undefined;
      if (last && !("bound" in last)) yield last;
    },
  };
}

/** What stands around each run of parts, where all of that is stated; of long runs first. */
function* windows(parts: readonly Part[], stated: readonly Part[]): Generator<Part[]> {
  for (let size = parts.length - 1; size > 0; size -= 1)
    for (let from = 0; from + size <= parts.length; from += 1) {
      const gone = parts.filter((_part, at) => at < from || at >= from + size);
      if (gone.every((part) => stated.includes(part))) yield gone;
    }
}

const troubled =
  /\b(?:slow|down|dead|broken|hangs?|hung|stuck|crash\w*|fail\w*|full|fills?|errors?|acting|acts|flaky|weird|unresponsive|unreachable|complain\w*|leak\w*|eat\w*|hog\w*|vulnerable|insecure|outdated|old|behind|needs?|500|502|503|504)\b/;
/** “restart nginx on all web servers, web-3 is in maintenance”: what is told of one of them may except it. */
function isOfGroup(told: Token[], rest: Token[], { words, source }: Given): boolean {
  const given = { source, machinesFirst: false };
  const [one, all] = [mark(told, words, given), mark(rest, words, given)];
  if (!/@(?:t|svc|ctr|g)\d/.test(one.text) || troubled.test(saidOf(told, source))) return false;
  if (/\b(?:all|every|each|everything)\b/.test(saidOf(rest, source))) return true;
  const machinesIn = (marked: typeof one) =>
    marked.entities.map((entity) =>
      entity.kind === "t" ? entity.place.parts.flatMap(({ machines }) => machines) : [],
    );
  const groups = machinesIn(all).filter((machines) => machines.length > 1);
  return machinesIn(one).some((machines) =>
    machines.some((machine) => groups.some((group) => group.includes(machine))),
  );
}

/** “pvestatd seems frozen on node 2, restart it”: what nobody knows is “it”, and not the machine. */
const isItUnknown = (request: string, told: string): boolean =>
  /\b(?:it|that|them|this)\b/.test(request) &&
  /@t\d/.test(told) &&
  !/^(?:(?:because|since|as|so|and) )*(?:i|we|he|she|they|nobody|no one|somebody|someone|everybody|everyone|people|users|customers|there|it)\b/.test(
    told,
  ) &&
  !/@(?:svc|ctr|g)\d|^(?:(?:the|our|my|that|this|because|since|as|so|and|apparently|somehow) )*@t\d/.test(told);

const ofFleet = /@(?:t|svc|ctr|g|path)\d/;
const marked = (slice: Token[], { words, source }: Given): string =>
  mark(slice, words, { source, machinesFirst: false }).text;

const typed = ({ from, to }: Part, { tokens, source }: Given): string =>
  source.slice(tokens[from]?.at ?? 0, tokens[to - 1]?.end ?? 0);

function cut(told: readonly Part[], given: Given): InContext | Bound {
  const { tokens, words, source, isTimed } = given;
  const rest = without(tokens, told);
  const request = { request: saidOf(rest, source), hasTime: isTimed(rest) };
  const marks = (slice: Token[]) => mark(slice, words, { source, machinesFirst: false });
  const bound = told.find((part) => {
    const slice = tokens.slice(part.from, part.to);
    const isFront = !isSign(tokens[part.from - 1]) && part.lead === "";
    return binds({ said: saidOf(slice, source), marked: marks(slice).text, lead: part.lead, isFront }, request);
  });
  if (bound) {
    const isBut = /^(?:but|although|though|however)$/.test(bound.lead);
    const said = saidOf(tokens.slice(bound.from, bound.to), source);
    return { bound: typed(bound, given), opposes: isBut || opposes(said, request.request) };
  }
  const member = told.find((part) => isOfGroup(tokens.slice(part.from, part.to), rest, given));
  if (member) return { bound: typed(member, given), opposes: true };
  const unknown = told.find((part) => isItUnknown(request.request, marked(tokens.slice(part.from, part.to), given)));
  if (unknown) return { bound: typed(unknown, given), opposes: false };
  const slices = told.map((part) => tokens.slice(part.from, part.to));
  const spoken = marks(slices.flatMap((slice) => [...slice, stop]));
  const { thing, place } = spokenOf({ whole: spoken.text, kept: "" }, spoken.entities);
  const [guest, another] = spoken.entities.flatMap((one) => (one.kind === "g" ? [one.guests] : []));
  const machines = place?.kind === "t" ? place.place.parts.flatMap((part) => part.machines) : undefined;
  return {
    tokens: withNamed(rest, slices, words),
    told: told.map((part) => typed(part, given)),
    spoken: {
      things: thing && "things" in thing ? thing.things : undefined,
      place: place?.kind === "t" ? place.place : undefined,
      ...(guest && !another ? { guests: guest } : {}),
      ...(machines ? { machines } : {}),
    },
    isMany: (machines?.length ?? 0) > 1,
    isNamed: ofFleet.test(marks(rest).text),
  };
}

const stop: Token = { kind: "punct", raw: ".", low: ".", at: -1, end: -1 };
/** As typed: what was taken for a mistake in typing may be none in what is told. */
const saidOf = (tokens: readonly Token[], source: string): string =>
  tokens
    .map(({ at, end, low }, index) =>
      at < 0 || tokens[index - 1]?.at === at || tokens[index + 1]?.at === at
        ? low
        : source.slice(at, end).toLowerCase(),
    )
    .join(" ");

/** What introduces words of somebody else: they are told of, and not asked for. */
const reporting =
  /\b(?:says?|said|asks?|asked|tells?|told(?: me| us)?|reads?|wrote|writes?|written|states?|contains?|mentions?|mentioned|suggests?|suggested|recommends?|recommended|claims?|claimed|posted|goes)$/;
const heralding =
  /\b(?:is|are|was|with|like|this|that|following|follows|message|note|comment|ticket|mail|email|line|text|request|answer|instructions?)$/;

/** “the log says: …”, “a customer wrote, …”: what follows is nobody's order. */
const hearsay =
  /^(?:(?:and|but|so|hey|hi) )*(?:(?:an?|the|this|that|some|one|our|my|its|your) )*(?:\S+ ){0,2}?(?:logs?|tickets?|notes?|comments?|files?|read-?me|mails?|e-?mails?|messages?|pages?|docs?|documentation|wiki|posts?|lines?|texts?|issue|article|blog|forum|manual|chat|bot|script|output|banner|motd|customers?|clients?|users?|vendor|website|popup|tweet|stranger|caller|scripts?|jobs?|cron|runbook|playbook|pipeline)\b.*\b(?:does|runs|executes|says?|said|asks?|asked|tells?|told|reads|wrote|writes|states|contains|mentions|suggests|recommends|claims|goes|orders|demands|wants)\b(?: [^@]*)?$/;
/** “…, said the ticket”. */
const saidBehind =
  /^(?:so |that is what )?(?:said|says|wrote|writes|reads|claims|claimed|according to) (?:the|an?|our|this|that|some) (?:\S+ )?(?:log|ticket|note|comment|file|readme|mail|e-?mail|message|page|docs?|documentation|wiki|post|issue|article|customer|client|user|vendor|website|script|bot)\b/;
const wroteThere =
  /\b(?:wrote|writes|asked|asks|demands|said|says|posted)(?: (?:us|me|that|it|so))? (?:in|on|at|to|from|by|via|today|yesterday|this) [^@]*$/;
function isHearsay(tokens: readonly Token[], { from, to }: Part, source: string): boolean {
  const sign = tokens[to]?.low;
  const said = saidOf(tokens.slice(from, to), source);
  if (saidBehind.test(said)) return true;
  return (sign === ":" || (sign === "," && (reporting.test(said) || wroteThere.test(said)))) && hearsay.test(said);
}

function isStated(tokens: readonly Token[], part: Part, source: string): boolean {
  const slice = tokens.slice(part.from, part.to);
  const said = saidOf(slice, source);
  const sign = tokens[part.to]?.low;
  if (sign === "?" || slice.some(({ kind }) => kind === "quote" || kind === "code")) return false;
  if ((sign === ":" || sign === ",") && reporting.test(said)) return false;
  if (sign === ":" && heralding.test(said)) return false;
  return states(said) && !wanting.test(said);
}

function without(tokens: readonly Token[], parts: readonly Part[]): Token[] {
  const gone = new Set<number>();
  for (const { from, to, lead } of parts) {
    const before = from - (lead === "" ? 0 : lead.split(" ").length);
    for (let at = before; at < to; at += 1) gone.add(at);
    // A sign before it, or behind what stood in front.
    if (before > 0 && isSign(tokens[before - 1])) gone.add(before - 1);
    else if (before === 0 && isSign(tokens[to])) gone.add(to);
  }
  const kept = tokens.filter((_token, at) => !gone.has(at));
  while (isSign(kept[0]) || /^(?:so|and|but|then|or)$/.test(kept[0]?.low ?? "")) kept.shift();
  return kept;
}
const isSign = (token: Token | undefined): boolean => token?.kind === "punct" && /^[.,;!:()…–—-]$/.test(token.low);
