/** How frames about guests of Proxmox nodes are made, and the amounts that are said of them. */
import { targetOfNames } from "../../../../domain/target.ts";
import type { Machine } from "../../../../domain/machine.ts";
import type { Guest } from "../guests.ts";
import type { Match, Meaning } from "../intents/match.ts";
import { guestAct, nodesOf, onNodes } from "../intents/proxmox.ts";
import { shell } from "../intents/shell.ts";
import { numberWord } from "../numbers.ts";
import type { Intent, Place } from "../types.ts";
import { frame, type Frame } from "./frame.ts";

export const guest = "({g}|{t})";
export const program = ({ kind }: Guest): string => (kind === "vm" ? "qm" : "pct");
export const noun =
  "(vm|vms|virtual machine|guest|guests|container|containers|ct|lxc|lxc container|proxmox guest|proxmox vm|proxmox container|instance|proxmox|pve)";

/** Every place that is named. */
export const placesIn = ({ on, slots, entities }: Match): Place[] => [
  ...(on ? [on] : []),
  ...slots.flatMap(({ kind, value }) => {
    const entity = kind === "t" ? entities[Number(value)] : undefined;
    return entity?.kind === "t" ? [entity.place] : [];
  }),
];

export type GuestWay = {
  does: string;
  title: string;
  reads?: boolean;
  may?: readonly string[];
  /** What is said of the guest; a refusal where it makes no sense, undefined where something else is meant. */
  command: (guest: Guest, match: Match) => string | { refused: string };
  /** Whether the words mean it at all. */
  when?: (match: Match) => boolean;
};

/** A frame about one guest or more, by number, by name, or as the machine that it is. */
export const ofGuest = (needs: readonly (readonly string[])[], way: GuestWay): Frame[] => {
  const { does, title, reads = false, may = [], command, when = () => true } = way;
  const act = guestAct({ does, title, reads, command });
  const then: Meaning = (match) => (when(match) ? act(match) : undefined);
  return needs.flatMap((need) => [
    frame([...need, guest], then, { reads, may: [...may, noun] }),
    frame([...need], (match) => (match.on ? then(match) : undefined), { reads, may: [...may, noun] }),
  ]);
};

/** The nodes that are named anywhere, or all. */
function namedNodes(match: Match): Machine[] {
  const nodes = nodesOf(match);
  const named = new Set(placesIn(match).flatMap(({ parts }) => parts.flatMap(({ machines }) => machines)));
  const found = nodes.filter((node) => named.has(node));
  return found.length > 0 ? found : nodes;
}

/** “the snapshots of every vm on pve-2”: a node beside the guests is where it is asked. */
const narrowed = (match: Match, intent: Intent | undefined): Intent | undefined =>
  intent?.kind === "shell" && match.on === undefined ? { ...intent, where: namedNodes(match) } : intent;

/** “which vms are not backed up”: the guests are what is asked about; the nodes are asked. */
function ofAllNodes(match: Match, meaning: Meaning): Intent | undefined {
  const { on } = match;
  if (!on?.parts.every(({ expr }) => /^kind:(?:vm|lxc)\b|^\(?kind:/.test(expr))) return undefined;
  const intent = meaning({ ...match, on: undefined });
  return intent?.kind === "shell"
    ? {
        ...intent,
        from: {
          // “of all vms on pve-2”: that node alone.
          parts: namedNodes(match).map((node) => ({
            said: node.name,
            expr: targetOfNames([node.name]),
            machines: [node],
            count: "one" as const,
          })),
          minus: [],
        },
      }
    : undefined;
}

/** A read on the nodes that are named, or on all. */
export const ofNodes = (
  needs: readonly (readonly string[])[],
  {
    does,
    run,
    may = [],
    when,
  }: {
    does: string;
    run: string | ((match: Match) => string);
    may?: readonly string[];
    when?: (match: Match) => boolean;
  },
): Frame[] =>
  needs.map((need) =>
    frame(
      need,
      (match) => narrowed(match, onNodes(run, does, when)(match)) ?? ofAllNodes(match, onNodes(run, does, when)),
      {
        reads: true,
        may: [...may, "(proxmox|pve|cluster|node|nodes|hypervisor|hypervisors|host|hosts|{t})"],
      },
    ),
  );

/** Something done on nodes; never on all where none is named. */
export const onNamedNode =
  (does: string, run: (match: Match, node: string) => string | undefined): Meaning =>
  (match): Intent | undefined => {
    const nodes = nodesOf(match);
    const named = match.on?.parts.flatMap(({ machines }) => machines) ?? [];
    if (named.length > 0 && !named.every((machine) => nodes.includes(machine))) return undefined;
    return shell({
      command: (machine) => (nodes.includes(machine) ? run(match, machine.facts.hostname) : undefined),
      does,
      reads: false,
      needs: "Proxmox",
    });
  };

/** The words with every number in digits and every unit apart: “four more gigabytes”, “512mb”. */
export const spelled = ({ text, entities }: Match): string =>
  ` ${text} `
    .replaceAll(/@(?:n|pct)(\d+)/g, (_whole, id: string) => {
      const entity = entities[Number(id)];
      return entity && "value" in entity ? String(entity.value) : "";
    })
    .split(" ")
    .map((word) =>
      /^[a-z]+$/.test(word) ? String(numberWord(word) ?? word) : word.replace(/^(\d+(?:\.\d+)?)([a-z]+)$/, "$1 $2"),
    )
    .join(" ");

const units: Record<string, number> = { t: 1_048_576, g: 1_024, m: 1 };
const sized = (said: string): number | undefined => {
  const found = /^(\d+(?:\.\d+)?) (?:more |additional |extra |another )?([tgm])/.exec(said);
  return found ? Number(found[1]) * (units[found[2] ?? ""] ?? 1) : undefined;
};
const unit = "(?:tb|tib|terabytes?|gb|g|gib|gigs?|gigabytes?|mb|m|mib|megabytes?|megs?)";
const amount = String.raw`\d+(?:\.\d+)? (?:more |additional |extra |another )?${unit}`;

/** In MB; of several the one that stands nearest to these words. */
export function sizeOf(text: string, words: string, isSure = false): number | undefined {
  const before = new RegExp(`(${amount})(?: of)?(?: more| additional| extra)? (?:${words})(?= )`).exec(text)?.[1];
  const behind = new RegExp(` (?:${words})(?: [a-z]+){0,4}? (?:to |by |of |= |: )?(${amount})(?= )`).exec(text)?.[1];
  const only = [...text.matchAll(new RegExp(` (${amount})(?= )`, "g"))];
  const found = before ?? behind ?? (only.length === 1 && !isSure ? only[0]?.[1] : undefined);
  return found === undefined ? undefined : sized(found);
}

const kinds = (expr: string): string =>
  `${expr.includes("kind:vm") ? "vms" : ""} ${expr.includes("kind:lxc") ? "lxc containers" : ""}`;
/** The words with what every place in them was called: “@t0” may be the guests. */
export const withNames = ({ text, entities }: Match): string =>
  ` ${text} `.replaceAll(/@t(\d+)/g, (_whole, id: string) => {
    const entity = entities[Number(id)];
    return entity?.kind === "t"
      ? `${entity.said.toLowerCase()} ${entity.place.parts.map(({ said, expr }) => `${said} ${kinds(expr)}`).join(" ")}`
      : "";
  });

export const sizeWord =
  "(tb|tib|terabyte|terabytes|gb|g|gib|gig|gigs|gigabyte|gigabytes|mb|m|mib|megabyte|megabytes|meg|megs)";
/** Numbers with and without their units, as they may be said. */
export const figures = [
  `{n} (more|additional|extra|another) ${sizeWord}`,
  `{n} ${sizeWord}`,
  "{n}",
  `(one|two|three|four|five|six|seven|eight|ten|twelve|sixteen|twenty|another|extra|more|additional)`,
  sizeWord,
  `(${[1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 30, 32, 40, 48, 50, 60, 64, 80, 96, 100, 120, 128, 150, 200, 250, 256, 300, 400, 500, 512, 768, 1_000, 1_024, 1_536, 2_048, 3_072, 4_096, 6_144, 8_192].flatMap((n) => ["gb", "g", "gib", "mb", "mib", "m", "tb"].map((u) => `${n}${u}`)).join("|")})`,
];
