/** “all guests on pve-1”: the guests of that node, and never those of the others. */
import { targetOfNames } from "../../../domain/target.ts";
import { guestOf } from "./guests.ts";
import type { Entity } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";

const both = / (?:(?:all|every|each|the) )*@t(\d+) (?:on|of|at|in|from|under) (?:the )?@t(\d+)(?= |$)/g;
/** What nodes do with guests; anything else is done on the machines that the guests are. */
const forNodes =
  /\b(?:back ?up|backups?|snapshots?|destroy|delete|remove|wipe|stop|start|shut ?down|power (?:off|on)|switch (?:off|on)|turn (?:off|on)|halt|boot|suspend|resume|pause|unpause|freeze|purge|erase|kill|nuke)\b/;
const asked = /^(?:which|what|who|how|list|show|are|is|do|does|count|tell|give|get|display|print)\b/;

export function withinNodes(text: string, entities: Entity[], { guests }: Vocabulary): string {
  if (guests.length === 0 || asked.test(text)) return text;
  return text.replaceAll(both, (whole, first: string, second: string) => {
    const [group, nodes] = [entities[Number(first)], entities[Number(second)]];
    if (
      group?.kind !== "t" ||
      nodes?.kind !== "t" ||
      !/^(?:guests?|vms?|virtual machines?|virtual|lxcs?|containers?|cts?|instances?|everything|machines)$/.test(
        group.said,
      )
    )
      return whole;
    const on = nodes.place.parts.flatMap(({ machines }) => machines);
    if (on.length === 0 || !on.every(({ facts }) => facts.kind === "node")) return whole;
    const isKind = (kind: string): boolean =>
      /^(?:vms?|virtual)/.test(group.said)
        ? kind === "vm"
        : /^(?:lxc|container|ct)/.test(group.said)
          ? kind === "lxc"
          : true;
    const meant = guests.filter(({ node, kind }) => on.includes(node) && isKind(kind));
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
}
