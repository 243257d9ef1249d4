/** What is done to guests of Proxmox nodes: a command on the node that each of them is on. */
import type { Outcome } from "../../../domain/plan.ts";
import { type Guest, guestOf } from "./guests.ts";
import { shell } from "./intents/shell.ts";
import type { Doing } from "./perform.ts";
import type { Intent } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { listed, namedBy, type Scope } from "./where.ts";

type OnGuests = Extract<Intent, { kind: "guest" }>;
export type GuestJob = { guest: Guest; doing: Doing };
export type Resolved = { kind: "jobs"; jobs: GuestJob[] } | { kind: "outcome"; outcome: Outcome };

const decline = (reason: string): Resolved => ({ kind: "outcome", outcome: { kind: "decline", reason, nearest: [] } });

/** The guests that are meant, each with its command; a question where it is not clear which. */
export function guestJobs(intent: OnGuests, words: Vocabulary, scope: Scope): Resolved {
  if (words.guests.length === 0)
    return decline("No Proxmox node with an agent is known, so nothing can be done to guests. Add the node first.");
  const found = [...intent.guests];
  if (intent.place) {
    const where = namedBy(intent.place, intent.does, scope);
    if (where.kind === "none") return decline(where.reason);
    if (where.kind === "ask")
      return {
        kind: "outcome",
        outcome: { kind: "clarify", question: where.question, about: "target", options: where.options },
      };
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
  const several = intent.place === undefined && found.length > 1 && names.size === 1;
  if (several)
    return {
      kind: "outcome",
      outcome: {
        kind: "clarify",
        question: `Several guests are called so. Which one do you want to ${intent.does}?`,
        about: "target",
        options: found.map(({ vmid, name, node }) => ({
          label: `${name} (${vmid}) on ${node.name}`,
          value: `${intent.does} vm ${vmid}`,
        })),
      },
    };
  return jobsOf(intent, found, scope);
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
