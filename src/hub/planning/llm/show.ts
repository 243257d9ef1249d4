/** A tool's typed result as lines of text, so that it can be cut by lines; and machines as a model sees them. */
import type { Machine } from "../../../domain/machine.ts";
import type { Json, JsonObject } from "../../../lib/json.ts";

const mostRows = 2_000;

/** A line as it is shown, and the item of a list or the line of a text that it shows. */
export type ShownLine = { text: string; of?: Json; textLine?: number };

/** One field a line; each item of a list on a line of its own; texts with several lines as they are. */
export const linesOf = (output: JsonObject): string =>
  shownLines(output)
    .map(({ text }) => text)
    .join("\n");

export function shownLines(output: JsonObject): ShownLine[] {
  const lines: ShownLine[] = [];
  for (const [name, value] of Object.entries(output)) {
    if (Array.isArray(value)) {
      lines.push({ text: `${name}: ${value.length === 0 ? "none" : ""}`.trim() });
      for (const item of value.slice(0, mostRows))
        for (const text of `- ${flat(item)}`.split("\n")) lines.push({ text, of: item });
      if (value.length > mostRows) lines.push({ text: `- … ${value.length - mostRows} more` });
    } else if (typeof value === "string" && value.includes("\n")) {
      lines.push({ text: `${name}:` });
      for (const [at, text] of value.split("\n").entries())
        lines.push({ text, ...(name === "text" ? { textLine: at + 1 } : {}) });
    } else lines.push({ text: `${name}: ${flat(value)}` });
  }
  return lines;
}

const flat = (value: Json): string => {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return JSON.stringify(value);
  return Object.entries(value)
    .filter(([, held]) => held !== null && held !== "")
    .map(([name, held]) => `${name}=${typeof held === "object" ? JSON.stringify(held) : String(held)}`)
    .join(" ");
};

const percent = (ratio: number): string => `${Math.round(ratio * 100)} %`;

/** One line; services and containers that the request speaks of first. */
export function machineLine({ name, aliases, tags, state, facts, maxLevel, sample }: Machine, spoken: string): string {
  const some = (all: readonly string[], most: number): string => {
    const low = (each: string): number => (spoken.includes(each.toLowerCase()) ? 0 : 1);
    const chosen = all.toSorted((a, b) => low(a) - low(b)).slice(0, most);
    return `${chosen.join(", ")}${all.length > most ? `, … (${all.length})` : ""}`;
  };
  const disk = sample?.disks.toSorted((a, b) => b.usedRatio - a.usedRatio)[0];
  return [
    name,
    state,
    facts.osName || facts.osId,
    facts.kind,
    ...(aliases.length > 0 ? [`also called ${aliases.join(", ")}`] : []),
    ...(tags.length > 0 ? [`tags ${tags.join(", ")}`] : []),
    `permits level ${maxLevel}`,
    ...(facts.services.length > 0 ? [`services ${some(facts.services, 12)}`] : []),
    ...(facts.containers.length > 0 ? [`containers ${some(facts.containers, 8)}`] : []),
    ...(sample
      ? [
          `${sample.cpuRatio === undefined ? "" : `cpu ${percent(sample.cpuRatio)}, `}load ${sample.load1}, memory ${percent(sample.memoryUsedBytes / Math.max(1, sample.memoryTotalBytes))}${disk ? `, disk ${disk.mount} ${percent(disk.usedRatio)}` : ""}`,
        ]
      : []),
  ].join(" | ");
}

export const digestAtMost = 40;

/** The machines that a request is most likely about: named ones first, then those whose tags or services it speaks of. */
export function relevant(fleet: readonly Machine[], spoken: string, most = digestAtMost): Machine[] {
  const speaks = (word: string): boolean => word.length > 1 && spoken.includes(word.toLowerCase());
  const rank = ({ name, aliases, tags, facts }: Machine): number => {
    if ([name, ...aliases].some(speaks)) return 0;
    if (tags.some((tag) => speaks(tag) || speaks(`${tag}s`))) return 1;
    if ([...facts.services, ...facts.containers].some(speaks)) return 2;
    return 3;
  };
  return fleet
    .map((machine) => ({ machine, at: rank(machine) }))
    .toSorted((a, b) => a.at - b.at || (a.machine.name < b.machine.name ? -1 : 1))
    .slice(0, most)
    .map(({ machine }) => machine);
}

/** "12 machines: 10 online, 2 offline; tags web 4, db 2; systems debian 9, alpine 3". */
export function countsOf(fleet: readonly Machine[]): string {
  const count = (of: (machine: Machine) => readonly string[], most: number): string => {
    const found = new Map<string, number>();
    for (const machine of fleet) for (const each of of(machine)) found.set(each, (found.get(each) ?? 0) + 1);
    return [...found]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([name, times]) => `${name} ${times}`)
      .join(", ");
  };
  return `${fleet.length} machines: ${count(({ state }) => [state], 5)}; tags: ${count(({ tags }) => tags, 20) || "none"}; systems: ${count(({ facts }) => [facts.osId], 8)}`;
}
