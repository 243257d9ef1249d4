/** Of what phrases about machines are made: comparisons, amounts, spans of time, and what machines hold. */
import type { Machine } from "../../../../domain/machine.ts";
import { parseTarget } from "../../../../domain/target.ts";
import { compareVersions } from "../../../../domain/target-version.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import { type Guest, guestOf } from "../guests.ts";
import type { Entity } from "../types.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { numberWord } from "../numbers.ts";

export type About = { entities: readonly Entity[]; words: Vocabulary; nowMs: number };
export type Fits = (machine: Machine) => boolean;
/** `of`: phrases of one kind are alternatives where nothing is both. `live`: only the machines themselves can say. */
export type Said = {
  of: string;
  fits: Fits;
  said: string;
  live?: { tool: string; input: JsonObject };
  /** Of several things any one. */ any?: Fits;
  parts?: number;
};
export type Phrase = readonly [RegExp, (found: RegExpExecArray, about: About) => Said | undefined];

export const over =
  "(?:more than|greater than|higher than|bigger than|larger than|longer than|over|above|exceeding|beyond|upwards of|in excess of|>)";
export const atLeast = "(?:at least|>=|no less than|not less than|minimum of|min)";
export const under = "(?:less than|lower than|smaller than|shorter than|fewer than|under|below|not even|<)";
export const atMost = "(?:at most|<=|no more than|not more than|up to|max|maximum of)";
export const compared = `(${over}|${atLeast}|${under}|${atMost}|exactly|just|only|precisely)`;
export const signs: readonly [RegExp, ">" | ">=" | "<" | "<=" | "="][] = [
  [new RegExp(`^${atLeast}$`), ">="],
  [new RegExp(`^${atMost}$`), "<="],
  [new RegExp(`^${over}$`), ">"],
  [new RegExp(`^${under}$`), "<"],
];
export const signOf = (said: string | undefined): ">" | ">=" | "<" | "<=" | "=" =>
  signs.find(([shape]) => shape.test(said ?? ""))?.[1] ?? "=";
export const holds = (value: number, sign: string, wanted: number): boolean =>
  sign === ">"
    ? value > wanted
    : sign === ">="
      ? value >= wanted
      : sign === "<"
        ? value < wanted
        : sign === "<="
          ? value <= wanted
          : value === wanted;

export const amount =
  "(@n\\d+|@pct\\d+|one|two|three|four|five|six|seven|eight|nine|ten|zero|twelve|twenty|thirty|a|an|half a)";
export const end = "(?= |$)";
export const numberIn = (said: string | undefined, { entities }: About): number | undefined => {
  const entity = entities[Number(/\d+$/.exec(said ?? "")?.[0])];
  if (said?.startsWith("@") === true) return entity?.kind === "n" || entity?.kind === "pct" ? entity.value : undefined;
  return /^an?$/.test(said ?? "") ? 1 : said === "half a" ? 0.5 : numberWord(said ?? "");
};
export const versionIn = (said: string | undefined, { entities }: About): string | undefined => {
  const entity = entities[Number(/\d+$/.exec(said ?? "")?.[0])];
  return said?.startsWith("@") === true ? entity?.said : said?.replace(/^v/, "");
};

export const hour = 3_600_000;
export const units: Record<string, number> = {
  minute: hour / 60,
  min: hour / 60,
  hour,
  h: hour,
  hr: hour,
  day: 24 * hour,
  d: 24 * hour,
  week: 168 * hour,
  month: 720 * hour,
  year: 8_760 * hour,
};
export const unit = "(minute|min|hour|hr|h|day|d|week|month|year)s?";
export const spanOf = (count: string | undefined, name: string | undefined, about: About): number | undefined => {
  const value = numberIn(count, about);
  return value === undefined ? undefined : value * (units[name ?? ""] ?? 0);
};

export const measure = "(cpu|processor|memory|ram|mem|disk|disks|disk space|storage|filesystem|swap)";
export const usage =
  "(?: (?:usage|use|used|utilisation|utilization|consumption|load|filled|full|is|are|of|at|sitting|its|their|space|currently|standing|running|in))*";
export const expression = (name: string, sign: string, value: number): Said | undefined => {
  if (value < 0 || value > 100 || sign === "=") return undefined;
  const kind = /^(?:cpu|processor)$/.test(name)
    ? "cpu"
    : /^(?:memory|ram|mem)$/.test(name)
      ? "memory"
      : name === "swap"
        ? "swap"
        : "disk";
  if (kind !== "swap")
    return { of: kind, fits: parseTarget(`${kind}${sign}${value}`).test, said: `${kind} ${sign} ${value} %` };
  return {
    of: kind,
    fits: ({ sample }) =>
      sample !== undefined &&
      sample.swapTotalBytes > 0 &&
      holds((100 * sample.swapUsedBytes) / sample.swapTotalBytes, sign, value),
    said: `swap ${sign} ${value} %`,
  };
};
export const mirrored: Record<string, string> = { ">": "<", "<": ">", ">=": "<=", "<=": ">=" };
export const freely = (text: string): boolean => /\b(?:free|left|available|unused|remaining)\b/.test(text);

export function measured(
  found: RegExpExecArray,
  about: About,
  [name, sign, value]: [string?, string?, string?],
): Said | undefined {
  const wanted = numberIn(value, about);
  const op = signOf(sign);
  if (wanted === undefined || name === undefined) return undefined;
  return freely(found[0]) ? expression(name, mirrored[op] ?? op, 100 - wanted) : expression(name, op, wanted);
}
export const both = (a: Said | undefined, b: Said | undefined): Said | undefined =>
  a && b && { of: "both", fits: (machine) => a.fits(machine) && b.fits(machine), said: `${a.said}, ${b.said}` };

export const gib = 2 ** 30;
export const disksOf = ({ sample }: Machine): number =>
  (sample?.disks ?? []).reduce((sum, { totalBytes }) => sum + totalBytes, 0);
export const newestAgent = (fleet: readonly Machine[], { agentVersion }: Machine): boolean =>
  !fleet.some((other) => (compareVersions(other.agentVersion, agentVersion) ?? 0) > 0);
export const inNet = (address: string, net: string): boolean => {
  const [base = "", bits] = net.split("/");
  const value = (ip: string): number => ip.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  const width = bits === undefined ? 32 : Number(bits);
  const size = 2 ** (32 - width);
  return /^\d+\.\d+\.\d+\.\d+$/.test(address) && Math.floor(value(address) / size) === Math.floor(value(base) / size);
};
export const account = (name: string): Said => ({
  of: "account",
  fits: ({ facts }) => facts.accounts?.some((held) => held.toLowerCase() === name) === true,
  said: `have the account ${name}`,
});
export const isKnownAccount = (name: string, { words }: About): boolean =>
  words.fleet.some(({ facts }) => facts.accounts?.some((held) => held.toLowerCase() === name));
/** An account that nobody has is asked for only where it is plain that it is one. */
export const accountIn = (found: RegExpExecArray, isPlain: RegExp | undefined, about: About): Said | undefined => {
  const [whole, name = ""] = found;
  const isStop = /^(?:on|in|at|for|of|with|and|or|the|called|named|is|are|do|does|any|have|has|not|no|who)$/.test(name);
  return isKnownAccount(name, about) || (!isStop && isPlain?.test(whole) === true) ? account(name) : undefined;
};
export const repository = (name: string, { words }: About): Said | undefined => {
  const has = ({ facts }: Machine): boolean =>
    facts.repositories?.some((path) => path.toLowerCase().endsWith(`/${name}`)) === true;
  return words.fleet.some(has) ? { of: "repository", fits: has, said: `have ${name} checked out` } : undefined;
};
export const live = (tool: string, input: JsonObject, said: string): Said => ({
  of: tool,
  fits: () => true,
  said,
  live: { tool, input },
});
export const seenAgo = (ms: number | undefined, isLonger: boolean, about: About): Said | undefined =>
  ms === undefined || ms === 0
    ? undefined
    : {
        of: "seen",
        fits: ({ lastSeenAtMs, state }) => (state !== "online" && about.nowMs - lastSeenAtMs > ms) === isLonger,
        said: isLonger
          ? `silent for ${Math.round(ms / hour)} hours`
          : `heard of in the last ${Math.round(ms / hour)} hours`,
      };
export const upFor = (ms: number | undefined, sign: string, { nowMs }: About): Said | undefined =>
  ms === undefined || ms === 0
    ? undefined
    : {
        of: "uptime",
        fits: ({ facts, state }) =>
          state === "online" && holds(nowMs - facts.bootedAtMs, sign === "=" ? ">" : sign, ms),
        said: `are up ${sign === "=" ? ">" : sign} ${Math.round(ms / (24 * hour))} days`,
      };

/** The guest that a machine is, on these nodes. */
export const onNode =
  (nodes: readonly Machine[], guests: readonly Guest[]): Fits =>
  (machine) => {
    const guest = guestOf(machine, guests);
    return guest !== undefined && nodes.includes(guest.node);
  };

/** “which machine has most memory” asks for one, “which machines” for some. */
export function isOne(text: string, entities: readonly Entity[]): boolean {
  const [whole, id] = /^(?:which|what|whose|name|find) @t(\d+)(?= )/.exec(text) ?? [];
  const entity = id === undefined ? undefined : entities[Number(id)];
  return whole === undefined
    ? /^(?:who|which one|what one) /.test(text)
    : entity?.kind === "t" &&
        /^(?:(?:the|my|our) )?[a-z ]*[a-rt-z]$/.test(entity.said) &&
        !/\b(?:all|every)\b/.test(entity.said);
}
