/** How frames of one well-known command are made: by package manager, by init system, with words as they were typed. */
import type { Machine } from "../../../../domain/machine.ts";
import { type Match, number, things } from "../intents/match.ts";
import type { Command } from "../intents/shell.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { command } from "./say.ts";

type Quote = (text: string) => string;
type Made = string | ((machine: Machine, quote: Quote) => string | undefined);
type Way = { does: string; run: Made; may?: readonly string[]; needs?: string };

/** A frame that looks by one command, whatever else is said of it. */
export const look = (need: readonly string[], { does, run, may = [], needs = "a POSIX shell" }: Way): Frame =>
  frame(need, () => command({ command: run, does, reads: true, needs }), { reads: true, may });

/** A frame that changes something by one command. */
export const act = (
  need: readonly string[],
  { does, run, may = [], needs = "a POSIX shell", risk }: Way & Pick<Command, "risk">,
): Frame => frame(need, () => command({ command: run, does, reads: false, needs, ...(risk ? { risk } : {}) }), { may });

/** A look made of what the words hold; undefined where they do not mean it. */
export const looking = (does: string, run: Made, needs = "a POSIX shell"): Intent =>
  command({ command: run, does, reads: true, needs });
export const acting = (does: string, run: Made, needs = "a POSIX shell"): Intent =>
  command({ command: run, does, reads: false, needs });

export type Managers = Partial<Record<"apt" | "dnf" | "apk" | "pacman" | "zypper", string>>;
/** One command for each package manager; a machine with another one is left out and named. */
export const byManager =
  (commands: Managers): ((machine: Machine) => string | undefined) =>
  ({ facts }) =>
    (commands as Record<string, string | undefined>)[facts.packageManager === "yum" ? "dnf" : facts.packageManager];
export const byInit =
  (systemd: string, openrc?: string): ((machine: Machine) => string | undefined) =>
  ({ facts }) =>
    facts.init === "systemd" ? systemd : facts.init === "openrc" ? openrc : undefined;

/**
 * The kernel's messages since the start: from the journal, which an ordinary user who reads logs may see. Its ring buffer is
 * root's alone on most machines, so `dmesg` is for those that have no journal.
 */
export const kernelLog =
  (journal: string, ring: string) =>
  ({ facts }: Machine): string =>
    facts.init === "systemd" ? `journalctl -k --no-pager${journal}` : `dmesg${ring}`;
/** Those of them that fit, by the words of a `grep`. */
export const kernelLines = (which: string, most: number): ((machine: Machine) => string) => {
  const filter = ` | grep -i ${which} | tail -n ${most}`;
  return kernelLog(filter, ` -T${filter}`);
};

/** The same where a service or its owners were named: there, if no machine is. */
export function atOwners(match: Match, intent: Intent | undefined): Intent | undefined {
  const where = [...new Set(things(match).flatMap(({ owners }) => owners.map(({ machine }) => machine)))];
  return intent && at(where, intent);
}

/** The exact name of the service or container that was named, there; undefined on a machine that has none such. */
export const nameOn =
  (match: Match) =>
  (machine: Machine): string | undefined =>
    things(match)
      .flatMap(({ owners }) => owners)
      .find((owner) => owner.machine === machine)?.name;

/** Several ways to say what one command answers. */
export const looks = (needs: readonly (readonly string[])[], way: Way): Frame[] => needs.map((need) => look(need, way));

/** Machines that have one of these services, for what is not said to be anywhere. */
export const having = ({ words }: Match, services: RegExp): readonly Machine[] =>
  words.fleet.filter(({ facts }) => facts.services.some((name) => services.test(name)));

/** The intent there, where no machine is named. */
export const at = (where: readonly Machine[], intent: Intent): Intent =>
  where.length > 0 && (intent.kind === "shell" || intent.kind === "read" || intent.kind === "change")
    ? { ...intent, where }
    : intent;

/** The word as it was typed, with its capitals. */
export const asTyped = ({ source = "" }: Match, word: string): string =>
  new RegExp(`(?<![\\w.-])${word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\w-])`, "i").exec(
    source,
  )?.[0] ?? word;

/** How many were asked for. */
export function countOf(match: Match, otherwise: number, most = 1_000): number {
  const asked = number(match) ?? otherwise;
  return Number.isInteger(asked) ? Math.min(Math.max(asked, 1), most) : otherwise;
}

const perDay: Record<string, number> = { min: 1 / 1_440, hou: 1 / 24, hrs: 1 / 24, day: 1, wee: 7, mon: 30, yea: 365 };
/** In days; undefined where none is said. A month has 30, a year 365. */
export function daysOf(match: Match): number | undefined {
  const counted = / @n(\d+) (min|hou|hrs|day|wee|mon|yea)[a-z]*(?= |$)/.exec(` ${match.text}`);
  const entity = counted && match.entities[Number(counted[1])];
  if (counted && entity?.kind === "n") return entity.value * (perDay[counted[2] ?? ""] ?? 1);
  const brief = / (\d+)(h|d|w)(?= |$)/.exec(` ${match.text}`);
  if (brief) return Number(brief[1]) * ({ h: 1 / 24, d: 1, w: 7 }[brief[2] ?? ""] ?? 1);
  const named = / (today|yesterday|(?:last|past|this|a|one) (?:hour|day|week|month|year)|24 hours)(?= |$)/.exec(
    ` ${match.text}`,
  )?.[1];
  if (named === undefined) return / (week|month|year)(?= |$)/.test(` ${match.text}`) ? spanOf(match.text) : undefined;
  return named === "today" ? 1 : named === "yesterday" ? 2 : spanOf(named);
}
const spanOf = (text: string): number => perDay[(/(hou|day|wee|mon|yea)/.exec(text)?.[1] ?? "day").slice(0, 3)] ?? 1;
