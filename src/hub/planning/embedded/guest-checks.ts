/** “start backup-server only if primary-server runs”: guests that wait for each other, by what people call them. */
import type { Machine } from "../../../domain/machine.ts";
import { targetOfNames } from "../../../domain/target.ts";
import { type Guest, guestOf } from "./guests.ts";
import type { Read, Reader } from "./reader.ts";
import type { Entity, Place } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";

const state =
  "(?:running|up|started|on|powered on|alive|online|stopped|down|off|shut down|powered off|offline|halted|switched off|turned off)";
const shape = new RegExp(
  `^(?:the )?(?:machine |vm |guest )?@t(\\d+) (?:(?<runs>runs|works)|(?<idle>does not run|does not work|is not there|is dead|is gone)|(?:is|was|are) (?<not>not |no longer )?(?:still |currently |already )*(?<state>${state}))$`,
);

/**
 * The same words of the guest that the machine is: its node tells whether it runs, whether or not it has an agent that answers.
 * Undefined where they are of no guest.
 */
export function ofGuest(words: string, entities: Entity[], { guests }: Vocabulary): string | undefined {
  const found = shape.exec(words);
  const entity = entities[Number(found?.[1])];
  const machines = entity?.kind === "t" ? entity.place.parts.flatMap((part) => part.machines) : [];
  const [machine, more] = machines;
  const guest = machine && !more ? guestOf(machine, guests) : undefined;
  if (!found || !guest) return undefined;
  const mark = `@g${entities.push({ kind: "g", guests: [guest], said: guest.name }) - 1}`;
  const { runs, idle, not = "", state: said = "" } = found.groups ?? {};
  const isUp = said === "online" ? "running" : said === "offline" ? "stopped" : said;
  return runs === undefined
    ? `${mark} is ${idle === undefined ? `${not}${isUp}` : "not running"}`
    : `${mark} is running`;
}

/** One machine as a place. */
const placeOf = (machine: Machine): Place => ({
  parts: [{ said: machine.name, machines: [machine], expr: targetOfNames([machine.name]), count: "one" }],
  minus: [],
});

/** Whether another machine answers is asked of the node, not of a guest that may be off. */
export const lookedFrom = (tool: string, [first]: readonly Guest[]): Place | undefined =>
  first && (tool === "network.ping" || tool === "network.port") ? placeOf(first.node) : undefined;

const article = /^(?:the|my|our)$/;
const verb = /^(?:start|boot|reboot|restart|stop|wake|on|up|down|off|if|when|unless|while|whether|once)$/;
const after = /^(?:only|if|when|unless|once|runs|is|are|isn't|does|goes|comes|and|then|again|first|please|[.,;!?])$/;

/** “start backup only if primary runs”: a name without the noun that it ends in, where a machine or a guest is spoken of. */
export function withoutNoun(reader: Reader, at: number): Read<Entity> | undefined {
  const { tokens, words } = reader;
  const from = article.test(tokens[at]?.low ?? "") ? at + 1 : at;
  const said = tokens[from]?.low ?? "";
  const behind = tokens[from + 1]?.low;
  if (!/^[a-z][a-z0-9]{2,}$/.test(said) || words.machines.has(said) || words.services.has(said)) return undefined;
  if (words.containers.has(said) || !verb.test(tokens[at - 1]?.low ?? "")) return undefined;
  if (behind !== undefined && !after.test(behind)) return undefined;
  // “start backup” by itself is a job that may be meant.
  const isJob = /^(?:backup|update|upgrade|snapshot|sync|test|build|deploy|scan|check|download|upload|print|mail)$/;
  if (isJob.test(said) && !/^(?:only|if|when|unless|once|runs|is|does)$/.test(behind ?? "")) return undefined;
  const isCalled = ({ name }: { name: string }): boolean =>
    /^[-_.](?:server|vm|machine|host|node|box)$/.test(name.toLowerCase().slice(said.length)) &&
    name.toLowerCase().startsWith(said);
  const [machine, other] = words.fleet.filter(isCalled);
  if (other) return undefined;
  if (machine) return { value: { kind: "t", place: placeOf(machine), said: machine.name }, end: from + 1 };
  const [guest, more] = words.guests.filter(isCalled);
  return guest && !more ? { value: { kind: "g", guests: [guest], said: guest.name }, end: from + 1 } : undefined;
}
