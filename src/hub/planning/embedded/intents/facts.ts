/** Questions about the fleet by what machines are: how long they are up, their size, what they are not, who wants a restart. */
import type { Machine } from "../../../../domain/machine.ts";
import type { Outcome } from "../../../../domain/plan.ts";
import { bytesText } from "../../../../lib/bytes.ts";
import type { Intent } from "../types.ts";
import { type Match, type Meanings, means, number, openWords, place, things } from "./match.ts";

const day = 86_400_000;
const listed = (machines: readonly Machine[]): string => machines.map(({ name }) => name).join(", ");
const upDays = ({ facts }: Machine, nowMs: number): number => (nowMs - facts.bootedAtMs) / day;

/** Machines with one value each, the first sentence in front. */
const table = (
  text: string,
  machines: readonly Machine[],
  column: { name: string; of: (machine: Machine) => string },
): Outcome => ({
  kind: "answer",
  text,
  table: {
    columns: ["Machine", column.name],
    rows: machines.map((machine) => [machine.name, column.of(machine)]),
    machineIds: machines.map(({ id }) => id),
  },
});

const longer =
  "(more than|longer than|over|at least|for more than|for over|for longer than|for at least|less than|for less than|under)";

function upFor(match: Match): Intent | undefined {
  const count = number(match);
  if (count === undefined) return undefined;
  const unit = /\bweeks?\b/.test(match.text)
    ? 7
    : /\bhours?\b/.test(match.text)
      ? 1 / 24
      : /\bmonths?\b/.test(match.text)
        ? 30
        : 1;
  const isLess = /\b(?:less|under)\b/.test(match.text);
  return {
    kind: "answer",
    of: (machines) => {
      const seen = machines.filter(({ state }) => state === "online");
      const found = seen.filter((machine) => upDays(machine, match.nowMs) > count * unit !== isLess);
      const days = (machine: Machine): string => `${Math.floor(upDays(machine, match.nowMs))} days`;
      return table(
        found.length === 0
          ? `None of ${seen.length} machines.`
          : `${found.length} of ${seen.length} machines: ${listed(found)}.`,
        found,
        { name: "Up for", of: days },
      );
    },
  };
}

function longest(match: Match): Intent {
  const isShort = /\b(?:shortest|lowest|least|most recently|last)\b/.test(match.text);
  return {
    kind: "answer",
    of: (machines) => {
      const ranked = machines
        .filter(({ state }) => state === "online")
        .toSorted((a, b) => (a.facts.bootedAtMs - b.facts.bootedAtMs) * (isShort ? -1 : 1))
        .slice(0, 10);
      const [first] = ranked;
      const days = (machine: Machine): string => `${Math.floor(upDays(machine, match.nowMs))} days`;
      return table(
        first
          ? `${first.name} has been up ${isShort ? "shortest" : "longest"}: ${days(first)}.`
          : "No machine is online.",
        ranked,
        {
          name: "Up for",
          of: days,
        },
      );
    },
  };
}

export function sized(match: Match): Intent | undefined {
  const count = number(match);
  if (count === undefined) return undefined;
  const isCores = /\b(?:cores?|cpus?)\b/.test(match.text);
  const isLess = /\b(?:less|under|fewer|below|at most)\b/.test(match.text);
  const orEqual = /\bat (?:least|most)\b/.test(match.text);
  const valueOf = ({ facts }: Machine): number => (isCores ? facts.cpus : facts.memoryBytes / 2 ** 30);
  return {
    kind: "answer",
    of: (machines) => {
      const found = machines.filter(
        (machine) =>
          (orEqual && valueOf(machine) === count) || (isLess ? valueOf(machine) < count : valueOf(machine) > count),
      );
      return table(found.length === 0 ? "None." : `${found.length} machines: ${listed(found)}.`, found, {
        name: isCores ? "CPUs" : "Memory size",
        of: ({ facts }) => (isCores ? String(facts.cpus) : bytesText(facts.memoryBytes)),
      });
    },
  };
}

/** Who says that it wants to be restarted; who cannot say is told. */
const restart = (): Intent => ({
  kind: "answer",
  of: (machines) => {
    const found = machines.filter(({ facts }) => facts.rebootRequired === true);
    const silent = machines.filter(({ facts }) => facts.rebootRequired === undefined);
    const rest = silent.length === 0 ? "" : ` ${silent.length} cannot say.`;
    return table(
      `${found.length === 0 ? "None wants" : `${found.length} of ${machines.length} want`} to be restarted${found.length === 0 ? "" : `: ${listed(found)}`}.${rest}`,
      found,
      { name: "System", of: ({ facts }) => facts.osName },
    );
  },
});

export const factMeanings = (): Meanings => [
  ...means(
    [
      `(which|what|<show>|list|any|how many) {t} [that|which] (are|is|have|has) [been] (up|running|online) [for] ${longer} {n} (days|hours|weeks|months|day|week)`,
      `(which|what|<show>|list|how many) {t} [that] (have|has|with) uptime [of|over] [${longer}] {n} (days|hours|weeks)`,
      `(which|what|<show>) {t} (have|has) not (rebooted|been rebooted|been restarted|restarted) (for|in) [${longer}] {n} (days|weeks|months)`,
    ],
    upFor,
  ),
  ...means(
    [
      "(which|what) {t} (has|have|is|are) [been] (up|running) longest",
      "(which|what|who) [{t}] (has|have) (longest|shortest|highest|lowest) uptime",
      "(which|what) {t} (was|were) (rebooted|restarted|booted) (last|most recently)",
    ],
    longest,
  ),
  ...means(
    [
      `(which|what|<show>|list|how many) {t} [that] (have|has|with) (more than|over|at least|less than|under|fewer than|below) {n} (gb|g|gib|gig|gigs|cores|cpus|cpu cores) [of] [memory|ram]`,
    ],
    sized,
  ),
  ...means(
    [
      "(who|what|which {t}|anything|any {t}|does any {t}|do any {t}|do any of {t}) (needs|need|wants|want|requires|require) [to be] (reboot|restart|rebooted|restarted|rebooting|restarting)",
      "(which|what|<show>|list|how many) {t} [that|which] (need|needs|require|requires|want|wants|are waiting for|have pending) [to be] (reboot|restart|rebooted|restarted|rebooting)",
      "(is|are) [there] [any] (reboot|reboots|restart) (required|needed|pending|due|outstanding) [anywhere|somewhere]",
      "(which|what) {t} (have|has) [pending|outstanding] (reboot|reboots) [pending|required|outstanding]",
    ],
    (match) => {
      // Of machines that are named it is looked at there and now.
      const parts = [...(place(match)?.parts ?? []), ...(match.on?.parts ?? [])];
      return parts.some(({ count }) => count === "one") && !/^(?:which|what|who)/.test(match.text)
        ? undefined
        : restart();
    },
  ),
  ...means(
    [
      "(which|what|<show>|list|how many) {t} (do|does|are|is) not (run|running|on|use|using|have) ({t}|{svc}|{word})",
      "(which|what|<show>|list|how many) {t} (are|is) not {t}",
    ],
    (match) => {
      const [word] = openWords(match);
      const named = word === undefined ? undefined : match.words.qualifiers.get(word)?.machines;
      const owners = things(match).flatMap((thing) => thing.owners.map(({ machine }) => machine));
      const [all, second] = match.slots
        .filter(({ kind }) => kind === "t")
        .map(({ value }) => match.entities[Number(value)])
        .map((entity) => (entity?.kind === "t" ? entity.place.parts.flatMap((part) => part.machines) : []));
      const other = second ?? (named ? [...named] : owners.length > 0 ? owners : undefined);
      return all && other
        ? {
            kind: "answer",
            of: () => {
              const found = all.filter((machine) => !other.includes(machine));
              return table(found.length === 0 ? "None." : `${found.length} machines: ${listed(found)}.`, found, {
                name: "System",
                of: ({ facts }) => facts.osName,
              });
            },
          }
        : undefined;
    },
  ),
];
