/** What is done to guests of Proxmox nodes: a command on the node that each of them is on. */
import type { AnswerOption, Outcome } from "../../../domain/plan.ts";
import { besideOf, guestsListed, isGuestGroup, machinesIn, untoldText } from "./guest-groups.ts";
import { type Guest, guestOf } from "./guests.ts";
import { shell } from "./intents/shell.ts";
import type { Doing } from "./perform.ts";
import { exclude } from "./sketch.ts";
import type { Intent, Place } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { listed, namedBy, type Scope, type Where } from "./where.ts";

export type OnGuests = Extract<Intent, { kind: "guest" }>;
export type GuestJob = { guest: Guest; doing: Doing };
export type Resolved = { kind: "jobs"; jobs: GuestJob[] } | { kind: "outcome"; outcome: Outcome };

const decline = (reason: string): Extract<Resolved, { kind: "outcome" }> => ({
  kind: "outcome",
  outcome: { kind: "decline", reason, nearest: [] },
});

/** The guests that are meant, each with its command; a question where it is not clear which. */
export function guestJobs(intent: OnGuests, words: Vocabulary, scope: Scope): Resolved {
  if (words.guests.length === 0)
    return decline("No Proxmox node with an agent is known, so nothing can be done to guests. Add the node first.");
  const found = [...intent.guests];
  if (intent.place && isGuestGroup(intent.place)) {
    const group = guestGroup(intent, intent.place, { words, scope });
    if (group.kind === "outcome") return group;
    if (!intent.reads && group.guests.length > 1 && intent.place.parts.some(({ any }) => any))
      return which(intent, `Which one do you want to ${intent.does}?`, group.guests);
    return jobsOf(intent, [...found, ...group.guests], scope);
  }
  if (intent.place) {
    const rival = rivalOf(intent, intent.place, words);
    if (rival) return rival;
    const where = namedBy(intent.place, intent.does, scope);
    if (where.kind === "none") return decline(where.reason);
    if (where.kind === "ask") return onlyGuests(where, words);
    const guests = where.machines.flatMap((machine) => guestOf(machine, words.guests) ?? []);
    const single = intent.place.parts.every(({ count }) => count === "one");
    if (guests.length === 0 || (single && guests.length < where.machines.length))
      return decline(
        `${listed(where.machines)} ${where.machines.length === 1 ? "is" : "are"} no guest of a Proxmox node that is known.`,
      );
    found.push(...guests);
  }
  if (found.length === 0) return decline(noGuest(words.guests));
  const names = new Set(found.map(({ name }) => name));
  const isOpen = intent.open === true && !intent.reads;
  const several = intent.place === undefined && found.length > 1 && (names.size === 1 || isOpen);
  if (several) return which(intent, `Several guests are called so. Which one do you want to ${intent.does}?`, found);
  return jobsOf(intent, found, scope);
}

const noNode = "it is no guest of a Proxmox node that is known";
const choices = (intent: OnGuests, guests: readonly Guest[]): AnswerOption[] =>
  guests.map(({ vmid, name, node }) => ({
    label: `${name} (${vmid}) on ${node.name}`,
    value: `${intent.does} vm ${vmid}`,
  }));

/** “destroy the database”, where a machine is only called so and a guest is named so: that is asked. */
function rivalOf(intent: OnGuests, { parts }: Place, words: Vocabulary): Resolved | undefined {
  const [part, more] = parts;
  const named = part && !more ? words.guestNames.exact.get(part.said) : undefined;
  if (!part || !named) return undefined;
  const guests = [...named, ...part.machines.flatMap((machine) => guestOf(machine, words.guests) ?? [])];
  const question = `A guest is named “${part.said}”, and a machine is called so. Which one do you want to ${intent.does}?`;
  return which(intent, question, guests);
}

const which = (
  intent: OnGuests,
  question: string,
  guests: readonly Guest[],
): Extract<Resolved, { kind: "outcome" }> => ({
  kind: "outcome",
  outcome: { kind: "clarify", question, about: "target", options: choices(intent, guests) },
});

/** Only what is a guest can be the answer. */
function onlyGuests(where: Extract<Where, { kind: "ask" }>, words: Vocabulary): Resolved {
  const machines = where.options.flatMap(({ label }) => words.fleet.filter(({ name }) => name === label));
  const isGuest = new Set(machines.filter((one) => guestOf(one, words.guests)).map(({ name }) => name));
  if (isGuest.size === 0)
    return decline(
      `${listed(machines)} ${machines.length === 1 ? "is" : "are"} no guest of a Proxmox node that is known. ${noGuest(words.guests)}`,
    );
  const options = where.options.filter(({ label }) => isGuest.has(label));
  return { kind: "outcome", outcome: { kind: "clarify", question: where.question, about: "target", options } };
}

const states: Record<string, boolean> = { start: false, "shut down": true, stop: true, reboot: true, suspend: true };

/** Every guest of a group, as the nodes tell; who cannot be a part of it is said. */
function guestGroup(
  intent: OnGuests,
  place: Place,
  { words, scope }: { words: Vocabulary; scope: Scope },
): { kind: "guests"; guests: Guest[] } | Extract<Resolved, { kind: "outcome" }> {
  const { sketch } = scope;
  const machines = machinesIn(place).filter((machine) => scope.fleet.includes(machine));
  const known: Guest[] = [];
  for (const machine of machines) {
    const guest = guestOf(machine, words.guests);
    if (guest) known.push(guest);
    else exclude(sketch, machine, noNode);
  }
  const { fitting, untold } = besideOf(place, words);
  const [near, away] = [true, false].map((isNear) =>
    [...known, ...fitting].filter(
      ({ node }) => (scope.fleet.includes(node) && (node.state === "online" || sketch.awaits)) === isNear,
    ),
  ) as [Guest[], Guest[]];
  const wanted = states[intent.does];
  const kept = near.filter(({ isRunning }) => wanted === undefined || isRunning === wanted);
  const idle = near.filter((guest) => !kept.includes(guest));
  const isIdle = wanted === false ? "running already" : "not running";
  if (untold.length > 0) sketch.assumptions.push(untoldText(untold, place));
  if (away.length > 0) sketch.assumptions.push(`Left out: ${guestsListed(away)}, since the node cannot be asked`);
  if (idle.length > 0) sketch.assumptions.push(`Left out: ${guestsListed(idle)}, ${isIdle}`);
  if (kept.length > 0) {
    scope.sketch.on.push(place.parts.map(({ expr }) => expr).join(", "));
    return { kind: "guests", guests: kept };
  }
  if (idle.length > 0) return decline(`None of them is ${wanted === false ? "stopped" : "running"}.`);
  const why =
    machines.length > 0
      ? `${listed(machines)} ${machines.length === 1 ? "is" : "are"} no guest of a Proxmox node that is known.`
      : noGuest(words.guests);
  return decline(untold.length > 0 ? `${why} ${untoldText(untold, place)}.` : why);
}

function jobsOf(intent: OnGuests, guests: readonly Guest[], scope: Scope): Resolved {
  const jobs: GuestJob[] = [];
  for (const guest of guests) {
    if (!scope.fleet.includes(guest.node))
      return decline(
        `${guest.name} is on ${guest.node.name}, which is outside of ${scope.on}, where this request may act.`,
      );
    if (guest.node.state !== "online" && !scope.sketch.awaits)
      return decline(`${guest.name} is on ${guest.node.name}, which is ${guest.node.state}.`);
    const command = intent.command(guest);
    if (typeof command !== "string") return decline(command.refused);
    const doing = shell({ command, does: intent.title(guest), reads: intent.reads, needs: "Proxmox" });
    if (doing.kind === "shell") jobs.push({ guest, doing });
  }
  return { kind: "jobs", jobs };
}

const noGuest = (guests: readonly Guest[]): string =>
  `No node has such a guest. There are: ${guests
    .slice(0, 12)
    .map(({ vmid, name }) => `${vmid} ${name}`)
    .join(", ")}${guests.length > 12 ? ` and ${guests.length - 12} more` : ""}.`;
