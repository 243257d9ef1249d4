/** What “it” and “there” are: the things and machines that were spoken of. */
import type { Talk } from "./clause.ts";
import type { Clause } from "./clauses.ts";
import type { Machine } from "../../../domain/machine.ts";
import { readCondition } from "./conditions.ts";
import { readings } from "./readings.ts";
import type { Entity, Place, Thing } from "./types.ts";

/** The machines of the clause before; of a thing that this request has acted on already the ones where it did. */
export function placesOf(things: Thing[] | undefined, { before, scope }: Talk): Machine[] | undefined {
  const [thing, more] = things ?? [];
  if (!thing || more) return before.machines;
  const has = (machines: readonly Machine[]): boolean =>
    machines.some((machine) => thing.owners.some((owner) => owner.machine === machine));
  if (before.machines && has(before.machines)) return before.machines;
  const names = new Set(thing.owners.map(({ name }) => name));
  const ids = scope.sketch.steps
    .filter(
      ({ input }) =>
        [input["service"], input["container"]].some((name) => typeof name === "string" && names.has(name)) ||
        [...names].some((name) => typeof input["command"] === "string" && input["command"].endsWith(` ${name}`)),
    )
    .flatMap(({ machineIds }) => machineIds);
  const used = thing.owners.map(({ machine }) => machine).filter(({ id }) => ids.includes(id));
  return used.length > 0 ? used : before.machines;
}

/** “if nginx is down on web-2 start it”: what the condition speaks of is what “it” is. */
export function learnFrom(words: string, talk: Talk): void {
  const [guest, more] = [...words.matchAll(/@g(\d+)/g)].map(([, id]) => talk.entities[Number(id)]);
  if (guest?.kind === "g" && !more) {
    talk.before.guests = guest.guests;
    talk.before.things = undefined;
    return;
  }
  for (const reading of readings(words, talk.entities, { things: undefined, place: undefined })) {
    const check = readCondition(reading.text, { entities: talk.entities, last: undefined, place: reading.place });
    if (!check) continue;
    const spoken = thingsIn(words, talk.entities);
    if (check.things ?? spoken) talk.before.things = check.things ?? spoken;
    else if (reading.place) talk.before.place = reading.place;
    return;
  }
}

/** The one service or container that words speak of. */
export function thingsIn(words: string, entities: readonly Entity[]): Thing[] | undefined {
  const [only, more] = [...words.matchAll(/@(?:svc|ctr)(\d+)/g)].map(([, id]) => entities[Number(id)]);
  return !more && only && "things" in only ? only.things : undefined;
}

/** The place that one clause alone names, where no other thing is said to be anywhere. */
export function onlyPlace(clauses: readonly Clause[], { entities }: Talk): Place | undefined {
  const marks = clauses.flatMap(({ text }) => [...text.matchAll(/@t(\d+)/g)].map(([, id]) => id));
  const entity = clauses.length > 1 && marks.length === 1 ? entities[Number(marks[0])] : undefined;
  return entity?.kind === "t" ? entity.place : undefined;
}
