/** Which guests there are on Proxmox nodes, as the nodes' agents tell. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Outcome } from "../../../../domain/plan.ts";
import { guestOf } from "../guests.ts";
import { guestsOnly } from "../guest-groups.ts";
import type { Entity } from "../types.ts";
import type { About } from "./fleet-parts.ts";

const state =
  "(running|stopped|off|powered off|powered down|switched off|turned off|shut down|not running|up|down|online|offline|powered on|switched on|active|halted)";
const glue =
  "(?: (?:are|is|do|does|we|have|has|got|there|that|which|who|live|lives|run|runs|running|exist|exists|hosted|host|hosts|configured|defined|sit|sits|reside|located|currently|right now|total|it|carry|carries|contain|contains|in|altogether|and|their|status|state|by name|names|on it|still|each))*?";
const noun =
  "(guests?|vms?|virtual machines?|lxcs?|lxc containers?|containers?|cts?|vms and (?:lxc )?containers|@t\\d+)";
const shape = new RegExp(
  `^(?:(?:which|what|how many|list|show|count|name|are there|is there|any|give|tell|display|print|get|number of|do we have|does|all|of|on|overview|every|are any|is any)(?: |$))*(?:${state} )?(?:proxmox )?${noun}${glue}(?: ${state})?${glue}(?: (?:on|of|at|in|under) (?:node )?@t(\\d+))?${glue}(?: ${state})?$`,
);
const onNodeFirst = new RegExp(
  `^(?:how many|which|what) ${noun} (?:does|do|has|have|is|are) @t(\\d+) (?:have|host|run|hosting|running|carry|hold|contain|@t\\d+)(?: ${state})?$`,
);
const guestish = /^(?:guests?|vms?|virtual machines?|lxcs?|(?:lxc )?containers?|cts?)$/;

/** “vms” may have been read as machines of that kind. */
function saidOf(entity: Extract<Entity, { kind: "t" }>): string {
  const [part, more] = entity.place.parts;
  if (entity.said !== "" || !part || more) return entity.said;
  return part.expr === "kind:vm" ? "vms" : part.expr === "kind:lxc" ? "containers" : "";
}
const placeOf = (entity: Entity | undefined): Machine[] =>
  entity?.kind === "t" ? entity.place.parts.flatMap(({ machines }) => machines) : [];

/** The guests that are asked for; undefined where it is about something else. */
export function guestsAsked(text: string, { entities, words }: About): Outcome | undefined {
  // “shut down all vms” is no question.
  if (words.guests.length === 0 || text.startsWith("shut down")) return undefined;
  const first = onNodeFirst.exec(text);
  const found = first ? undefined : shape.exec(text);
  const [, s1, called = first?.[1] ?? "", s2, node = first?.[2], s3 = first?.[3]] = found ?? [];
  if (!first && !found) return undefined;
  const entity = called.startsWith("@t") ? entities[Number(called.slice(2))] : undefined;
  const said = entity?.kind === "t" ? saidOf(entity) : called;
  if (!guestish.test(said) && !/ and /.test(said)) return undefined;
  const nodes =
    node === undefined
      ? words.fleet.filter(({ facts }) => facts.guests !== undefined)
      : placeOf(entities[Number(node)]);
  if (nodes.length === 0 || nodes.some(({ facts }) => facts.kind !== "node")) return undefined;
  const wanted = s1 ?? s2 ?? s3;
  const isUp = wanted === undefined ? undefined : /^(?:running|up|online|powered on|switched on|active)$/.test(wanted);
  // Of what machines of the fleet are there others tell, where every guest is one.
  const isAll = node === undefined && wanted === undefined;
  if (isAll && guestsOnly(words).length === 0) return undefined;
  if (node === undefined && /^(?:up|down|online|offline)$/.test(wanted ?? "")) return undefined;
  const kind =
    /^(?:vms?|virtual)/.test(said) && !/ and /.test(said)
      ? "vm"
      : /^(?:lxc|container|ct)/.test(said)
        ? "lxc"
        : undefined;
  const agents = isAll
    ? words.fleet.filter(
        (machine) =>
          (kind === undefined ? /^(?:vm|lxc)$/.test(machine.facts.kind) : machine.facts.kind === kind) &&
          !guestOf(machine, words.guests),
      )
    : [];
  const held = words.guests.filter(
    (guest) =>
      nodes.includes(guest.node) &&
      (isUp === undefined || guest.isRunning === isUp) &&
      (kind === undefined || guest.kind === kind),
  );
  const names = [...held.map(({ name, vmid }) => `${name} (${vmid})`), ...agents.map(({ name }) => name)];
  const guests = held.length === 1 ? "1 guest" : `${held.length} guests`;
  const machines = agents.length === 1 ? "1 machine" : `${agents.length} machines`;
  const count = agents.length > 0 ? `${guests} and ${machines} that no node tells of` : guests;
  return {
    kind: "answer",
    text: `${count}${wanted === undefined ? "" : ` ${wanted}`}${node === undefined ? "" : ` on ${nodes.map(({ name }) => name).join(", ")}`}${names.length > 0 ? `: ${names.slice(0, 20).join(", ")}${names.length > 20 ? ` and ${names.length - 20} more` : ""}` : ""}.`,
    table: {
      columns: ["Guest", "Number", "Kind", "State", "Node"],
      rows: [
        ...held.map((guest) => [
          guest.name,
          String(guest.vmid),
          guest.kind,
          guest.isRunning ? "running" : "stopped",
          guest.node.name,
        ]),
        ...agents.map(({ name, facts, state: told }) => [name, "", facts.kind, told, ""]),
      ],
      machineIds: [...new Set([...nodes, ...agents].map(({ id }) => id))],
    },
  };
}
