/** What may be said of machines in further words: a disk by its mount, what is free in gigabytes, what is nearly used up, updates that wait. */
import type { Machine } from "../../../../domain/machine.ts";
import {
  amount,
  compared,
  end,
  expression,
  gib,
  holds,
  live,
  numberIn,
  type About,
  type Phrase,
  type Said,
  signOf,
} from "./fleet-parts.ts";

const factor = (unit: string | undefined): number =>
  unit === undefined ? 1 : unit.startsWith("t") ? 1_024 : unit.startsWith("m") ? 1 / 1_024 : 1;
const unit = "(gb|gib|g|gig|gigs|gigabytes?|tb|tib|t|mb|mib|m)";
const past = `(?:${compared}|(past))`;

/** A file system by its mount: of a machine that has none there nothing can be said. */
const mounted = (mount: string, sign: string, wanted: number): Said => ({
  of: "disk",
  fits: ({ sample }) => {
    const disk = sample?.disks.find((one) => one.mount === mount);
    return disk !== undefined && holds(Math.round(disk.usedRatio * 1_000) / 10, sign, wanted);
  },
  said: `${mount} ${sign} ${wanted} %`,
});
const signFor = (said: string | undefined, isPast: string | undefined): string => (isPast ? ">" : signOf(said));

/** How much room is asked for, in GB, in either of the two orders of its words; “2 GB free” is at least as much. */
function roomIn(found: readonly (string | undefined)[], about: About): { sign: string; least: number | undefined } {
  const [, s1, n1, u1, s2, n2, u2] = found;
  const wanted = numberIn(n1 ?? n2, about);
  const sign = signOf(s1 ?? s2) === "=" ? ">=" : signOf(s1 ?? s2);
  return { sign, least: wanted === undefined ? undefined : wanted * factor(u1 ?? u2) };
}

const freeMemory = ({ sample }: Machine): number | undefined =>
  sample && (sample.memoryTotalBytes - sample.memoryUsedBytes) / gib;

export const morePhrases: readonly Phrase[] = [
  [
    new RegExp(
      `^(?:a |their )?(?:root|system|boot) (?:disks?|partitions?|file ?systems?|fs|volumes?|drives?)(?: (?:usage|use|used|filled|full|is|are|of|at|that|sitting|standing))* ${past} ${amount}(?: percent)?(?: full| used)?${end}`,
    ),
    (found, about) => {
      const [, said, isPast, value] = found;
      const wanted = numberIn(value, about);
      return wanted === undefined ? undefined : mounted("/", signFor(said, isPast), wanted);
    },
  ],
  [
    new RegExp(
      `^@path(\\d+)(?: (?:usage|use|used|filled|full|is|are|at|that|partition|mount|disk))* ${past} ${amount}(?: percent)?(?: full| used)?${end}`,
    ),
    (found, about) => {
      const [, id, said, isPast, value] = found;
      const entity = about.entities[Number(id)];
      const wanted = numberIn(value, about);
      return wanted === undefined || entity?.kind !== "path"
        ? undefined
        : mounted(entity.said, signFor(said, isPast), wanted);
    },
  ],
  [
    new RegExp(
      `^(?:${compared} )?${amount} ${unit}(?: of)?(?: (?:free|available|unused|spare))? (?:memory|ram|mem)(?: (?:free|left|available|unused|to spare|remaining))+${end}|^(?:${compared} )?${amount} ${unit}(?: of)? (?:free|available|unused|spare) (?:memory|ram|mem)${end}`,
    ),
    (found, about) => {
      const { sign, least } = roomIn(found, about);
      return least === undefined
        ? undefined
        : {
            of: "memory",
            fits: (machine) => {
              const free = freeMemory(machine);
              return free !== undefined && holds(free, sign, least);
            },
            said: `have ${sign} ${least} GB of memory free`,
          };
    },
  ],
  [
    new RegExp(
      `^(?:${compared} )?${amount} ${unit}(?: of)? (?:(?:free|available|unused|spare) (?:disk|disk space|space|storage|room)|(?:disk|disk space|space|storage|room) (?:free|left|available|remaining))${end}|^(?:${compared} )?${amount} ${unit} (?:free|left|available|remaining)(?: on (?:any |a |one |their )?(?:disk|disks|root disk|partition))?${end}`,
    ),
    (found, about) => {
      const { sign, least } = roomIn(found, about);
      return least === undefined
        ? undefined
        : {
            of: "disk",
            fits: ({ sample }) =>
              sample?.disks.some(({ totalBytes, usedBytes }) => holds((totalBytes - usedBytes) / gib, sign, least)) ===
              true,
            said: `have a disk with ${sign} ${least} GB free`,
          };
    },
  ],
  [
    new RegExp(
      `^(?:almost|nearly|close to|about to be|about to run|running|run|getting) (?:out of|low on|short of|short on) (?:memory|ram|mem)${end}`,
    ),
    () => expression("memory", ">=", 85),
  ],
  [
    new RegExp(
      `^(?:almost|nearly|close to|about to be|about to run|running|run|getting) (?:out of|low on|short of|short on) (?:disk|disk space|space|storage|room)${end}`,
    ),
    () => expression("disk", ">=", 85),
  ],
  [
    new RegExp(
      `^(?:any |some |the )?(?:unapplied|uninstalled|unfixed|overdue|waiting|due|unpatched|outstanding|not yet applied|not yet installed) (?:security |package |software |system )?(?:updates?|upgrades?|patches|fixes|vulnerabilities|cves?|advisories)${end}`,
    ),
    () => live("system.updates", {}, "updates"),
  ],
];
