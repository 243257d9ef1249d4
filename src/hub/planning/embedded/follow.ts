/** “and on db-2 as well”, “only the second one”, “why?”: a request that is read with what was said and done before it. */
import type { Machine } from "../../../domain/machine.ts";
import type { Outcome } from "../../../domain/plan.ts";
import { targetOfNames } from "../../../domain/target.ts";
import type { Before as Turn } from "../planner.ts";
import { bare, plain } from "./polite.ts";
import type { Before } from "./readings.ts";
import type { Entity, Marked, Place, Thing } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The earlier request once more, with another place or another thing. */
export type Again = { request: string; place?: Place; things?: { kind: "svc" | "ctr"; things: Thing[] } };
export type Followed = { kind: "again"; again: Again } | { kind: "outcome"; outcome: Outcome };

const lead =
  "(?:(?:and|also|now|then|ok|okay|plus|same|same thing|same as before|same again|do|run|repeat|try|check|what about|how about|(?:do|run|repeat|try) (?:that|it|same|this|same thing|so)|that|again|but|just|next) ?)*";
const onPlace = new RegExp(
  `^${lead}(?:on|for|with|at|in|to|of)? ?@t(\\d+)(?: (?:as well|too|also|again|next|then|instead|please|now))*$`,
);
const onThing = new RegExp(
  `^${lead}(?:for|with|of)? ?@(svc|ctr)(\\d+)(?: (?:as well|too|also|again|next|then|instead))*$`,
);
const once =
  /^(?:(?:do|run|try|repeat) (?:it|that|this|same|same thing)?(?: again| once more)?|again|once more|repeat|retry|try again|one more time|same again|do it again)$/;
const nth =
  /^(?:(?:no|but|just|only|and|do|use|take) ?,? ?)*(?:on |for )?(?:(first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th|number @n\d+)(?: one| machine| server)?)(?: only)?$/;
const narrowed = /^(?:(?:no|but) ?,? ?)*(?:only|just) (?:on |for |with )?@t(\d+)$|^(?:on |for )?@t(\d+) only$/;
const why =
  /^(?:but |and )?(?:why|why not|how come|why is that|why that|why so|what is reason|what happened|what went wrong|explain|explain that|what does that mean)$/;

const ordinals = ["first", "second", "third", "fourth", "fifth"];
const indexOf = (word: string, entities: readonly Entity[]): number => {
  if (word === "last") return -1;
  const number = /@n(\d+)/.exec(word);
  const entity = number ? entities[Number(number[1])] : undefined;
  if (entity?.kind === "n") return entity.value - 1;
  const digit = /^(\d)/.exec(word)?.[1];
  return digit === undefined ? ordinals.indexOf(word) : Number(digit) - 1;
};

/** Undefined where the text is a request of its own. */
export function followed(marked: Marked, turns: readonly Turn[], words: Vocabulary): Followed | undefined {
  const last = turns.at(-1);
  if (!last) return undefined;
  const text = bare(plain(marked.text))
    .replace(/[ .?!,]+$/, "")
    .replaceAll(" , ", " ");
  if (why.test(text)) return { kind: "outcome", outcome: because(last, words) };
  if (once.test(text) || once.test(marked.text.replace(/[ .?!]+$/, "")))
    return { kind: "again", again: { request: last.request } };
  const place = narrowed.exec(text) ?? onPlace.exec(text);
  const entity = place && marked.entities[Number(place[1] ?? place[2])];
  // “check web-1” is a request; “on web-1” and “web-1 too” are none without the one before.
  if (entity?.kind === "t" && !/^(?:check|run|try) @t\d+$/.test(text))
    return { kind: "again", again: { request: last.request, place: entity.place } };
  const thing = onThing.exec(text);
  const named = thing && marked.entities[Number(thing[2])];
  if (named && (named.kind === "svc" || named.kind === "ctr") && !text.startsWith("check @"))
    return { kind: "again", again: { request: last.request, things: { kind: named.kind, things: named.things } } };
  const counted = nth.exec(text);
  const machine = counted ? machinesOf(last, words).at(indexOf(counted[1] ?? "", marked.entities)) : undefined;
  return machine ? { kind: "again", again: { request: last.request, place: placeOf([machine]) } } : undefined;
}

const placeOf = (machines: Machine[]): Place => {
  const names = machines.map(({ name }) => name);
  const count = machines.length === 1 ? "one" : "all";
  return { parts: [{ said: names.join(" and "), expr: targetOfNames(names), machines, count }], minus: [] };
};

const machinesOf = ({ machineIds }: Turn, { fleet }: Vocabulary): Machine[] =>
  machineIds.flatMap((id) => fleet.find((machine) => machine.id === id) ?? []);

/** What became of the request before, in its own words. */
function because({ request, told, state }: Turn, { fleet }: Vocabulary): Outcome {
  if (told === "")
    return {
      kind: "decline",
      reason: `“${request}” came to no result that could be explained. Ask why a machine or service is as it is, by its name.`,
      nearest: fleet.slice(0, 1).map(({ name }) => `why is ${name} slow`),
    };
  const ended = state === "succeeded" ? "" : ` It is ${state.replaceAll("_", " ")}.`;
  return { kind: "answer", text: `“${request}”: ${told}${/[.!?]$/.test(told) ? "" : "."}${ended}` };
}

/** The earlier request's words with the new place or thing in them; undefined where it is not clear which it takes the place of. */
export function withOther(marked: Marked, { place, things }: Again): Marked | undefined {
  const entities = [...marked.entities];
  const swap = (shape: RegExp, entity: Entity): string | undefined => {
    const found = [...marked.text.matchAll(shape)];
    const mark = `@${entity.kind}${entities.push(entity) - 1}`;
    if (found.length === 1) return marked.text.replace(shape, mark);
    return found.length === 0 && entity.kind === "t" ? `${marked.text.replace(/[ .?!]+$/, "")} on ${mark}` : undefined;
  };
  const text = place
    ? swap(/@t(\d+)/g, { kind: "t", place, said: place.parts.map(({ said }) => said).join(" and ") })
    : things
      ? swap(/@(?:svc|ctr)(\d+)/g, { ...things, said: things.things.map(({ said }) => said).join(" and ") })
      : marked.text;
  return text === undefined ? undefined : { ...marked, text, entities };
}

/** What “it” and “there” are in a request that goes on from another. */
export function spokenBefore(
  turns: readonly Turn[] | undefined,
  words: Vocabulary,
): (Before & { machines: Machine[]; isEarlier: true }) | undefined {
  const last = turns?.findLast(({ machineIds }) => machineIds.length > 0);
  const machines = last ? machinesOf(last, words) : [];
  if (!last || machines.length === 0) return undefined;
  const [only, more] = [
    ...new Set(
      (last.plan?.steps ?? []).flatMap(({ input }) => {
        const name = input["service"] ?? input["container"];
        return typeof name === "string" ? [name] : [];
      }),
    ),
  ];
  const owners =
    only === undefined || more !== undefined
      ? []
      : machines
          .filter(({ facts }) => facts.services.includes(only) || facts.containers.includes(only))
          .map((machine) => ({ machine, name: only }));
  const isContainer = owners.every(({ machine, name }) => !machine.facts.services.includes(name));
  return {
    things:
      only !== undefined && owners.length > 0
        ? [{ said: only, owners, ...(isContainer ? { isContainer } : {}) }]
        : undefined,
    place: placeOf(machines),
    machines: machines.filter(({ state }) => state === "online"),
    isEarlier: true,
  };
}
