/** Measurements, sizes and times in questions about the fleet: each phrase with the machines that it fits. */
import type { Machine } from "../../../../domain/machine.ts";
import {
  type Phrase,
  over,
  compared,
  signOf,
  holds,
  amount,
  end,
  numberIn,
  hour,
  unit,
  spanOf,
  measure,
  usage,
  measured,
  both,
  gib,
  disksOf,
  seenAgo,
  upFor,
} from "./fleet-parts.ts";

export const measurePhrases: readonly Phrase[] = [
  [
    new RegExp(
      `^${measure}${usage} (?:and|or|&) ${measure}${usage} (?:both |each |are |is )*${compared} ${amount}(?: percent)?${end}`,
    ),
    (found, about) => {
      const [, one, two, sign, value] = found;
      return both(measured(found, about, [one, sign, value]), measured(found, about, [two, sign, value]));
    },
  ],
  [
    new RegExp(
      `^(?:free |available )?${measure}${usage}(?: free| left| available)? ${compared} ${amount}(?: percent| %)?(?: free| left| full| used| available| usage| utilisation| utilization| load)*${end}`,
    ),
    (found, about) => {
      const [, name, sign, value] = found;
      return measured(found, about, [name, sign, value]);
    },
  ],
  [
    new RegExp(
      `^${compared} (@pct\\d+|@n\\d+)(?: percent)? (?:of )?(?:their |its |the )?(?:free |available |used )?${measure}(?: (?:usage|use|used|utilisation|utilization|consumption|load|filled|full|space|free|left|available|in use))*${end}`,
    ),
    (found, about) => {
      const [, sign, value, name] = found;
      const entity = about.entities[Number(/\d+$/.exec(value ?? "")?.[0])];
      return entity?.kind === "pct" || / percent /.test(found[0])
        ? measured(found, about, [name, sign, value])
        : undefined;
    },
  ],
  [
    new RegExp(
      `^load(?: average)?(?: is)? (?:${over}|higher than) (?:their |its |the )?(?:core|cores|cpu|cpus|number of cores|number of cpus|core count|cpu count|count of cores)(?: count)?${end}`,
    ),
    () => ({
      of: "load",
      fits: ({ sample, facts }) => sample !== undefined && sample.load1 > facts.cpus,
      said: "have a load above their number of CPUs",
    }),
  ],
  [
    new RegExp(`^load(?: average)?(?: is| of)? ${compared} ${amount}${end}`),
    (found, about) => {
      const [sign, wanted] = [signOf(found[1]), numberIn(found[2], about)];
      return wanted === undefined
        ? undefined
        : {
            of: "load",
            fits: ({ sample }) => sample !== undefined && holds(sample.load1, sign, wanted),
            said: `have a load ${sign} ${wanted}`,
          };
    },
  ],
  [
    new RegExp(
      `^(?:a )?(?:cpu |processor )?(?:core|cpu)s? (?:count )?(?:is )?${compared} ${amount}${end}|^(?:${compared} )?${amount} (?:or (more|fewer|less) )?(?:cpu |processor |virtual |physical )?(?:cores?|cpus?|vcpus?|threads?|processors?)${end}`,
    ),
    (found, about) => {
      const [, s1, n1, s2, n2, or] = found;
      const [sign, wanted] = [
        or === "more" ? ">=" : or === undefined ? signOf(s1 ?? s2) : "<=",
        numberIn(n1 ?? n2, about),
      ];
      return wanted === undefined
        ? undefined
        : { of: "cores", fits: ({ facts }) => holds(facts.cpus, sign, wanted), said: `have ${sign} ${wanted} CPUs` };
    },
  ],
  [
    new RegExp(
      `^(?:${compared} )?${amount} (?:or (more|less) )?(gb|gib|g|gig|gigs|gigabytes?|tb|mb)(?: or (more|less))?(?: of)?(?: (ram|memory|mem|disk|disks|disk space|storage))?(?: installed| in total)?${end}`,
    ),
    (found, about) => {
      const [, said, value, or1, size, or2, what = "memory"] = found;
      const or = or1 ?? or2;
      const [sign, wanted] = [or === "more" ? ">=" : or === "less" ? "<=" : signOf(said), numberIn(value, about)];
      const factor = size === "tb" ? 1_024 : size === "mb" ? 1 / 1_024 : 1;
      const isDisk = /disk|storage/.test(what);
      if (wanted === undefined || (isDisk && /free/.test(found[0]))) return undefined;
      const of = (machine: Machine): number =>
        Math.round(((isDisk ? disksOf(machine) : machine.facts.memoryBytes) / gib) * 100) / 100;
      return {
        of: isDisk ? "disk size" : "memory size",
        fits: (machine) => holds(of(machine), sign, wanted * factor),
        said: `have ${sign} ${wanted} ${(size ?? "gb").toUpperCase()} of ${isDisk ? "disk" : "memory"}`,
      };
    },
  ],
  [
    new RegExp(
      `^(?:been )?(?:up|running|online|alive|uptime)(?: (?:for|of|is|since|time|in|days))* (?:for )?${compared} ${amount} ${unit}${end}|^${compared} ${amount} ${unit} (?:of )?(?:uptime|up)${end}`,
    ),
    (found, about) => {
      const [, s1, n1, u1, s2, n2, u2] = found;
      return upFor(spanOf(n1 ?? n2, u1 ?? u2, about), signOf(s1 ?? s2), about);
    },
  ],
  [
    new RegExp(`^(?:been )?(?:up|running)(?: for)? ${amount} ${unit}(?: or (?:more|longer))?${end}`),
    (found, about) => upFor(spanOf(found[1], found[2], about), ">=", about),
  ],
  [
    new RegExp(
      `^(?:been )?(?:rebooted|restarted|booted|booted up|came up|come up|started)(?: in| within| during)?(?: (?:the )?(?:last|past))? ${amount} ${unit}${end}`,
    ),
    (found, about) => upFor(spanOf(found[1], found[2], about), "<", about),
  ],
  [
    new RegExp(`^(?:been )?(?:rebooted|restarted|booted) (?:today|in last day|since yesterday|yesterday)${end}`),
    (_found, about) => upFor(24 * hour, "<", about),
  ],
  [
    new RegExp(`^(?:been )?(?:rebooted|restarted|booted) (?:this week|in last week|last week)${end}`),
    (_found, about) => upFor(168 * hour, "<", about),
  ],
  [
    new RegExp(`^(?:been )?(?:rebooted|restarted|booted) (?:this month|in last month|last month)${end}`),
    (_found, about) => upFor(720 * hour, "<", about),
  ],
  [
    new RegExp(`^(?:been )?(?:rebooted|restarted|booted) (?:for|since)?(?: ${compared})? ?${amount} ${unit}${end}`),
    (found, about) => upFor(spanOf(found[2], found[3], about), "<", about),
  ],
  [
    new RegExp(
      `^(?:been )?(?:seen|heard from|heard of|reported|reported in|checked in|contacted|responded|connected)(?: (?:for|in|within|since|the|last|past|over|more than|longer than))* ${amount} ${unit}${end}`,
    ),
    (found, about) => seenAgo(spanOf(found[1], found[2], about), false, about),
  ],
  [
    new RegExp(
      `^(?:been )?(?:seen|heard from|reported|checked in|connected) (?:today|since yesterday|in last day)${end}`,
    ),
    (_found, about) => seenAgo(24 * hour, false, about),
  ],
  [
    new RegExp(
      `^(?:last )?(?:seen|heard from|contact|check-?in|reported) (?:${over} )${amount} ${unit} ago${end}|^(?:been )?(?:silent|gone|missing|away|offline|down|quiet|unreachable|disconnected)(?: for| since)? (?:${over} |longer than )?${amount} ${unit}${end}`,
    ),
    (found, about) => seenAgo(spanOf(found[1] ?? found[3], found[2] ?? found[4], about), true, about),
  ],
];
