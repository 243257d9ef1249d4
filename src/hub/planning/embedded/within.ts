/** “all guests on pve-1”: the guests of that node, and never those of the others. */
import { targetOfNames } from "../../../domain/target.ts";
import { type Guest, guestOf } from "./guests.ts";
import type { Entity } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";

const both = / (?:(?:all|every|each|the) )*@t(\d+) (?:on|of|at|in|from|under) (?:the )?@t(\d+)(?= |$)/g;
/** “all vms on pve-2 except homeassistant”. */
const spared =
  /@g(\d+) (?:, )?(?:except|except for|but not|excluding|apart from|other than|besides|without|not) (?:the )?@([gt])(\d+)(?= |$)/;
/** What nodes do with guests; anything else is done on the machines that the guests are. */
const forNodes =
  /\b(?:back ?up|backups?|snapshots?|destroy|delete|remove|wipe|stop|start|shut ?down|power (?:off|on)|switch (?:off|on)|turn (?:off|on)|halt|boot|suspend|resume|pause|unpause|freeze|purge|erase|kill|nuke|migrate|move|evacuate|relocate|shift)\b/;
/** “all databases on pve-2”: machines that are guests, every one of them. */
const areGuests = ({ place: { parts } }: Extract<Entity, { kind: "t" }>, guests: readonly Guest[]): boolean =>
  parts.every(
    ({ machines, count }) =>
      count !== "one" && machines.length > 0 && machines.every((machine) => guestOf(machine, guests) !== undefined),
  );
const isGuests =
  /^(?:.+ )?(guests?|vms?|virtual machines?|virtual|lxcs?|containers?|cts?|instances?|everything|machines)$/;
const asked =
  /^ ?(?:which|what|who|how|list|show|are|is|do|does|count|tell|give|get|display|print)\b|\b(?:sorted|ordered|ranked) by\b|^ ?(?:all |the )*@t\d+ (?:on|of|in|at) (?:the )?@t\d+ ?$/;

/** What the group was called; of a bare “all vms” that is told by its expression. */
function nameOf({ said, place: { parts } }: Extract<Entity, { kind: "t" }>): string {
  const [part, more] = parts;
  if (said !== "" || !part || more) return said;
  return part.said !== "" ? part.said : part.expr === "kind:vm" ? "vms" : part.expr === "kind:lxc" ? "lxcs" : "";
}

export function withinNodes(text: string, entities: Entity[], { guests }: Vocabulary): string {
  if (guests.length === 0 || asked.test(text)) return text;
  const within = text.replaceAll(both, (whole, first: string, second: string) => {
    const [group, nodes] = [entities[Number(first)], entities[Number(second)]];
    const called = group?.kind === "t" ? nameOf(group) : "";
    if (group?.kind !== "t" || nodes?.kind !== "t" || !(isGuests.test(called) || areGuests(group, guests)))
      return whole;
    const on = nodes.place.parts.flatMap(({ machines }) => machines);
    if (on.length === 0 || !on.every(({ facts }) => facts.kind === "node")) return whole;
    const noun = isGuests.exec(called)?.[1] ?? "";
    const isKind = (kind: string): boolean =>
      /^(?:vms?|virtual)/.test(noun) ? kind === "vm" : /^(?:lxc|container|ct)/.test(noun) ? kind === "lxc" : true;
    // “every prod guest on pve-1”: of the guests there those that are machines of that group.
    const narrowed = noun === called ? undefined : group.place.parts.flatMap(({ machines }) => machines);
    const isMeant = (guest: Guest): boolean => narrowed?.some((machine) => guestOf(machine, guests) === guest) ?? true;
    // “on pve-3 except win-1”: the exception is one of the guests.
    const gone = nodes.place.minus.flatMap(({ machines }) =>
      machines.flatMap((machine) => guestOf(machine, guests) ?? []),
    );
    const meant = guests.filter(
      (guest) => on.includes(guest.node) && isKind(guest.kind) && isMeant(guest) && !gone.includes(guest),
    );
    // Those that are off already are not shut down.
    const running = meant.filter(({ isRunning }) => isRunning);
    if (
      /^ ?(?:stop|shut ?down|power (?:off|down)|switch off|turn off|halt|suspend|pause)\b/.test(text) &&
      running.length > 0
    )
      return ` @g${entities.push({ kind: "g", guests: running, said: `guests of ${nodes.said}` }) - 1}`;
    if (forNodes.test(text))
      return ` @g${entities.push({ kind: "g", guests: meant, said: `guests of ${nodes.said}` }) - 1}`;
    const machines = group.place.parts
      .flatMap((part) => part.machines)
      .filter((machine) => {
        const guest = guestOf(machine, guests);
        return guest !== undefined && meant.includes(guest);
      });
    const place = {
      parts: [
        { said: group.said, machines, expr: targetOfNames(machines.map(({ name }) => name)), count: "all" as const },
      ],
      minus: group.place.minus,
    };
    return ` on @t${entities.push({ kind: "t", place, said: group.said }) - 1}`;
  });
  return within.replace(spared, (whole, first: string, kind: string, second: string) => {
    const [group, without] = [entities[Number(first)], entities[Number(second)]];
    if (group?.kind !== "g" || without?.kind !== kind) return whole;
    const gone =
      without.kind === "g"
        ? without.guests
        : without.kind === "t"
          ? without.place.parts.flatMap(({ machines }) => machines.flatMap((machine) => guestOf(machine, guests) ?? []))
          : [];
    const left = group.guests.filter((guest) => !gone.includes(guest));
    return gone.length === 0 || left.length === 0
      ? whole
      : `@g${entities.push({ kind: "g", guests: left, said: `${group.said} without ${without.said}` }) - 1}`;
  });
}
