/** Reboots where machines and guests are called alike: “reboot the database”, “reboot all VMs”. */
import type { Outcome } from "../../../domain/plan.ts";
import { besideOf, besideText, guestsListed, untoldText } from "./guest-groups.ts";
import type { Guest } from "./guests.ts";
import type { OnGuests } from "./on-guests.ts";
import type { Intent, Place } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";
import type { Scope } from "./where.ts";

/** A guest is named so, and a machine is called so: which one is asked. */
export function rebootRival(intent: Intent, place: Place | undefined, words: Vocabulary): Outcome | undefined {
  const does = intent.kind === "shell" ? powers[intent.does] : undefined;
  const [part, more] = place?.parts ?? [];
  const named = part && !more ? words.guestNames.exact.get(part.said) : undefined;
  if (does === undefined || !part || !named) return undefined;
  const question = `A guest is named “${part.said}”, and a machine is called so. Which one do you want to ${does}?`;
  const options = [
    ...named.map(({ vmid, name, node }) => ({
      label: `${name} (${vmid}) on ${node.name}`,
      value: `${does} vm ${vmid}`,
    })),
    ...part.machines.map(({ name }) => ({ label: name, value: `${does} ${name}` })),
  ];
  return { kind: "clarify", question, about: "target", options };
}
const powers: Record<string, string> = { Reboot: "reboot", "Switch off": "shut down" };

/** “reboot all VMs”: those that have no agent are rebooted by their nodes. */
export const rebootOf = (guests: Guest[]): OnGuests => ({
  kind: "guest",
  guests,
  does: "reboot",
  reads: false,
  command: ({ vmid, kind }) => `${kind === "vm" ? "qm" : "pct"} reboot ${vmid}`,
  title: ({ name, vmid }) => `Reboot ${name} (${vmid})`,
});

export const isReboot = (intent: Intent): boolean => intent.kind === "shell" && intent.does === "Reboot";

/** Of a group of guests those that are no machines: what their nodes can reboot, and what is said of the others. */
export function restOf(
  place: Place,
  { words, scope }: { words: Vocabulary; scope: Scope },
  canReboot: boolean,
): { guests: Guest[]; told: string[] } {
  const { fitting, untold } = besideOf(place, words);
  const guests = canReboot
    ? fitting.filter(({ node, isRunning }) => isRunning && node.state === "online" && scope.fleet.includes(node))
    : [];
  if (guests.length === 0) return { guests, told: besideText(place, words) };
  const rest = fitting.filter((guest) => !guests.includes(guest));
  return {
    guests,
    told: [
      ...(rest.length > 0 ? [`Left out: ${guestsListed(rest)}, not running or out of reach`] : []),
      ...(untold.length > 0 ? [untoldText(untold, place)] : []),
    ],
  };
}
