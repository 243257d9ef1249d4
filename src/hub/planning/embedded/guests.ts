/** The guests of the fleet's Proxmox nodes, as their agents tell them, and what people call them. */
import type { Machine } from "../../../domain/machine.ts";

export type Guest = { vmid: number; name: string; kind: "vm" | "lxc"; isRunning: boolean; node: Machine };

export const guestsOf = (fleet: readonly Machine[]): Guest[] =>
  fleet.flatMap((node) => (node.facts.guests ?? []).map((guest) => ({ ...guest, node })));

/** The guest that a machine is; undefined for one that is none of a node that is known. */
export const guestOf = (machine: Machine, guests: readonly Guest[]): Guest | undefined =>
  guests.find(({ name }) => name === machine.name || name === machine.facts.hostname);

export type GuestNames = {
  /** Phrases that name a guest by themselves. */
  whole: Map<string, Guest[]>;
  /** First words of names; they need a noun behind them: “the kali box”. */
  stems: Map<string, Guest[]>;
  /** Full names of those that are no machine, although a machine may be called so in other words: “the database vm”. */
  exact: Map<string, Guest[]>;
};

type Names = Map<string, Guest[]>;
/** Names of guests that are no machines of their own; those are called as machines. */
export function guestNames(
  guests: readonly Guest[],
  { fleet, isMachine }: { fleet: readonly Machine[]; isMachine: (phrase: string) => boolean },
): GuestNames {
  const [whole, stems, exact]: [Names, Names, Names] = [new Map(), new Map(), new Map()];
  for (const guest of guests)
    if (!fleet.some((machine) => guestOf(machine, [guest])))
      for (const phrase of new Set([guest.name.toLowerCase(), guest.name.toLowerCase().replaceAll(/[-_.]+/g, " ")]))
        exact.set(phrase, [...(exact.get(phrase) ?? []), guest]);
  const put = (map: Map<string, Guest[]>, phrase: string, guest: Guest) => {
    const held = map.get(phrase) ?? [];
    if (phrase.length > 2 && !isMachine(phrase) && !held.includes(guest)) map.set(phrase, [...held, guest]);
  };
  for (const guest of guests) {
    const name = guest.name.toLowerCase();
    if (isMachine(name)) continue;
    for (const phrase of [name, name.replaceAll(/[-_.]+/g, " "), name.replaceAll(/[-_.]+/g, "")])
      put(whole, phrase, guest);
    const spaced = name
      .replace(/^(home)(assistant)$/, "$1 $2")
      .replace(/^win(\d*)-/, "windows $1-")
      .replace(" -", "-");
    if (spaced !== name) put(whole, spaced.replaceAll(/[-_.]+/g, " "), guest);
    put(whole, spaced.replaceAll(/\d+/g, "").replaceAll(/[-_. ]+/g, " "), guest);
    put(stems, spaced.split(/[-_.]+/)[0] ?? "", guest);
  }
  return { whole, stems, exact };
}

/** What may stand before a number, or behind a name, of a guest. */
export const guestNoun = /^(?:vm|vms|ct|lxc|guest|guests|container|containers|vmid|ctid|kvm|qemu|instance|template)$/;
export const guestTail =
  /^(?:vm|ct|lxc|guest|container|box|machine|instance|lab|server|appliance|firewall|router|gateway|desktop)$/;
