/** “all VMs”, “the production containers”: what of them only the nodes tell, beside the machines that are known. */
import type { Machine } from "../../../domain/machine.ts";
import { type Guest, guestOf } from "./guests.ts";
import type { Part, Place } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** `fitting`: guests that are no machines and belong to it. `untold`: nothing is known of them that would say so. */
export type Beside = { fitting: Guest[]; untold: Guest[] };

/** What kinds of guests a group is of; undefined for one that is not of guests. */
function kindsOf({ expr, count }: Part): { kinds: Set<string>; rest: string[] } | undefined {
  if (count !== "all") return undefined;
  const terms = expr.split(" and ");
  const kinds = terms.flatMap((term) => [...term.matchAll(/\bkind:(vm|lxc)\b/g)].map(([, kind = ""]) => kind));
  const rest = terms.filter((term) => !/^\(?kind:(?:vm|lxc)(?:, kind:(?:vm|lxc))?\)?$/.test(term));
  return kinds.length === 0 ? undefined : { kinds: new Set(kinds), rest };
}

export const isGuestGroup = (place: Place | undefined): boolean =>
  place?.parts.some((part) => kindsOf(part) !== undefined) === true;

/** “web*”, “*prod*”: what a name says is known of every guest. */
const named = (expr: string): RegExp | undefined =>
  /^\*?[a-z0-9-]+\*?$/i.test(expr) && expr.includes("*")
    ? new RegExp(`(?:^|[-_.\\d])${expr.replaceAll("*", "").toLowerCase()}(?:$|[-_.\\d])`)
    : undefined;

/** “… except media and db-1”. */
export const isSpared = (guest: Guest, place: Place | undefined): boolean =>
  place?.minus.some(
    ({ guests, machines }) => guests?.includes(guest) ?? machines.some((one) => guestOf(one, [guest])),
  ) === true;

/** Guests that are no machines of their own. */
export const guestsOnly = ({ guests, fleet }: Pick<Vocabulary, "guests" | "fleet">): Guest[] =>
  guests.filter((guest) => !fleet.some((machine) => guestOf(machine, [guest])));

/** Of those. */
export function besideOf(place: Place, words: Vocabulary): Beside {
  const spared = place.minus.flatMap(({ guests = [] }) => guests);
  const own = guestsOnly(words).filter((guest) => !spared.includes(guest));
  const beside: Beside = { fitting: [], untold: [] };
  for (const part of place.parts) {
    const group = kindsOf(part);
    if (!group) continue;
    for (const guest of own.filter(({ kind }) => group.kinds.has(kind))) {
      const names = group.rest.map(named);
      if (names.some((name) => name?.test(guest.name.toLowerCase()) === false)) continue;
      const list = names.includes(undefined) ? beside.untold : beside.fitting;
      if (![...beside.fitting, ...beside.untold].includes(guest)) list.push(guest);
    }
  }
  return beside;
}

export const guestsListed = (guests: readonly Guest[]): string => {
  const names = guests.map(({ name, vmid }) => `${name} (${vmid})`);
  if (names.length > 8) return `${names.slice(0, 6).join(", ")} and ${names.length - 6} more`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
};

const nodes = (guests: readonly Guest[]): string => [...new Set(guests.map(({ node }) => node.name))].join(" and ");
const areNone = (guests: readonly Guest[]): string =>
  guests.length === 1
    ? `it is a guest of ${nodes(guests)} and no machine here`
    : `they are guests of ${nodes(guests)} and no machines here`;

/** The sentence on those of which it is not known whether they belong to it. */
export const untoldText = (guests: readonly Guest[], { parts }: Place): string =>
  `Left out: ${guestsListed(guests)}. Whether ${guests.length === 1 ? "it belongs" : "they belong"} to “${parts.map(({ said }) => said).join(" and ")}” is not known, since ${areNone(guests)}`;

/** What is said where a group of guests is asked for something that needs an agent. */
export function besideText(place: Place, words: Vocabulary): string[] {
  const { fitting, untold } = besideOf(place, words);
  const without = fitting.length > 0 ? [`Left out: ${guestsListed(fitting)}, since ${areNone(fitting)}`] : [];
  return untold.length > 0 ? [...without, untoldText(untold, place)] : without;
}

/** Machines that a group names and its exceptions do not. */
export const machinesIn = ({ parts, minus }: Place): Machine[] => {
  const gone = new Set(minus.flatMap(({ machines }) => machines));
  return [...new Set(parts.flatMap(({ machines }) => machines))].filter((machine) => !gone.has(machine));
};
