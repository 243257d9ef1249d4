/** Turns a clause into the forms that templates are tried on: its place taken out, its pronouns resolved. */
import type { Guest } from "./guests.ts";
import { bare } from "./polite.ts";
import type { Entity, Place, Thing } from "./types.ts";

/** What the clauses before spoke of. */
export type Before = { things: Thing[] | undefined; place: Place | undefined; guests?: Guest[] | undefined };
export type Reading = {
  text: string;
  place: Place | undefined;
  /** “there”, “it”: the machines of the clause before. */ there: boolean;
};

const preposition =
  "(?:on|at|in|from|of|for|across|over|inside|into|onto|to|between|within|among|against|via|under|with)";
const placed = new RegExp(
  ` ${preposition}(?: (?:the|all|my|our|each of|all of|machine|machines|server|servers|host|hosts))* @t(\\d+)(?= |$)`,
  "g",
);
const leading = /^(?:on |in |at |from |for )?@t(\d+) ?(?:,|:|-|'s) /;
const own = /@t(\d+) 's (.+)$/;

/** In the order in which they should be tried. */
export function readings(clause: string, entities: Entity[], before: Before): Reading[] {
  const text = withPronouns(` ${clause} `, entities, before);
  const there =
    / (?:on |over |in )?(?:there|them|it|that machine|that one|that server|that host|those|this machine|the same (?:machine|host|server)s?|same (?:machine|host|server|box)|its|their)(?= |$)/;
  const isThere = there.test(text) && !/ (?:is|are) there | there (?:is|are|was|were) /.test(text);
  const base = (isThere ? text.replace(new RegExp(`(?: (?:on|in|at|from|of|for))?${there.source}`), "") : text).trim();
  const found: Reading[] = [];
  const placeOf = (id: string | undefined): Place | undefined => {
    const entity = entities[Number(id)];
    return entity?.kind === "t" ? entity.place : undefined;
  };
  if (isThere && / (?:it|them|those) /.test(text))
    found.push(
      ...readings(` ${text.replaceAll(/ (it|them|those)(?= )/g, " ~$1")} `, entities, {
        things: undefined,
        place: undefined,
      }).map((reading) => ({ ...reading, text: reading.text.replaceAll("~", "") })),
    );
  const front = leading.exec(base);
  if (front) found.push({ text: bare(base.slice(front[0].length)), place: placeOf(front[1]), there: false });
  const owned = own.exec(base);
  if (owned) found.push({ text: bare(base.replace(own, "$2")), place: placeOf(owned[1]), there: false });
  const spaced = ` ${base}`;
  const places = [...spaced.matchAll(placed)];
  const marks = [...spaced.matchAll(/@t(\d+)/g)];
  if (places.length === 1)
    found.push({ text: bare(spaced.replace(placed, "")), place: placeOf(places[0]?.[1]), there: false });
  // “is port 5432 on db-1 reachable from app-2”: which of the two it is asked of only a frame can tell.
  if (places.length === 2) found.push({ text: bare(base), place: undefined, there: false });
  if (places.length === 0)
    found.push({ text: bare(base), place: marks.length === 1 ? placeOf(marks[0]?.[1]) : undefined, there: isThere });
  if (places.length === 0 && marks.length === 1)
    found.push({ text: bare(spaced.replace(/ @t\d+/, "")), place: placeOf(marks[0]?.[1]), there: false });
  if (places.length === 1 && marks.length === 1)
    found.push({ text: bare(base), place: placeOf(marks[0]?.[1]), there: false });
  return found;
}

/** “restart it”: the thing, or else the machine, that was spoken of before. */
function withPronouns(text: string, entities: Entity[], { things, place, guests }: Before): string {
  const pronoun =
    / (?:it|them|its|their|both|that one|both of them|all of them|that service|the service|this service|that container|the container|this container|that one)(?= |$)/;
  if (!pronoun.test(text) || /@(?:svc|ctr)\d+/.test(text)) return text;
  if (things) {
    const kind = things.every(({ isContainer }) => isContainer) ? "ctr" : "svc";
    entities.push({ kind, things, said: things.map(({ said }) => said).join(" and ") });
    return text.replace(pronoun, ` @${kind}${entities.length - 1}`);
  }
  if (guests) {
    entities.push({ kind: "g", guests, said: guests.map(({ name }) => name).join(" and ") });
    return text.replace(pronoun, ` @g${entities.length - 1}`);
  }
  if (!place) return text;
  entities.push({ kind: "t", place, said: "it" });
  return text.replace(pronoun, ` @t${entities.length - 1}`);
}
