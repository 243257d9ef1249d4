/** What the forms of a condition are made of: comparisons, sizes, spans of time, and what is looked at. */
import type { Comparison } from "../../../../domain/condition.ts";
import { shellWord } from "../../../../lib/shellWord.ts";
import type { Check } from "../conditions.ts";
import type { Guest } from "../guests.ts";
import type { Entity, Place, Thing } from "../types.ts";

/** What the guarded step is about: “if it needs one”, “unless it is there already”. */
export type About = {
  packages?: readonly string[];
  path?: string;
  user?: string;
  tree?: string;
  tool?: string;
  guests?: readonly Guest[];
};
export type Given = {
  /** What is understood of a share, as “half”, is added. */
  entities: Entity[];
  last: Thing[] | undefined;
  place: Place | undefined;
  about?: About;
};
export type Look = { shape: RegExp; read: (found: RegExpExecArray, given: Given) => Check | undefined };

const over: Record<string, Comparison> = {};
const put = (op: Comparison, words: string): void => {
  for (const each of words.split("|")) over[each] = op;
};
put(
  ">",
  "above|over|more than|greater than|higher than|bigger than|larger than|fuller than|hotter than|warmer than|longer than|older than|exceeds|exceeding|exceed|>|past|beyond|in excess of|north of|upwards of|rises above|rises over|goes above|goes over|climbs above|climbs over|gets above|gets over|grows above|grows over|spikes above|spikes over|stays above|stays over|sits above|sits over|crosses|tops|passes|surpasses|has passed|has crossed|has exceeded|well over|gets hotter than|gets warmer than|gets larger than|gets bigger than|gets fuller than|grows larger than|grows bigger than|lags more than|lags behind more than|not below|not under",
);
put(
  "<",
  "below|under|less than|fewer than|lower than|smaller than|cooler than|younger than|newer than|<|drops below|drops under|falls below|falls under|goes below|goes under|gets below|dips below|sinks below|stays below|stays under|sits below|well below|well under|not above|not over",
);
put(
  ">=",
  "at least|>=|no less than|hits|reaches|has hit|has reached|reached|gets to|climbs to|is at or above|equal or above|at or above|at or over|minimum",
);
put("<=", "at most|<=|no more than|not more than|at or below|at or under|up to|maximum");

/** Longest first, so that “not more than” is not taken as “more than”. */
export const ops = Object.keys(over)
  .toSorted((a, b) => b.length - a.length)
  .join("|");
export const opOf = (words: string): Comparison => over[words] ?? ">";

/** “is not closed” is “is open”: an odd number of these turns it round. */
export const isSo = (words: string, turning: RegExp): boolean => (words.match(turning)?.length ?? 0) % 2 === 0;

export const entity = (entities: readonly Entity[], id: string | undefined): Entity | undefined =>
  id === undefined ? undefined : entities[Number(id)];
export const number = (entities: readonly Entity[], id: string | undefined): number | undefined => {
  const found = entity(entities, id);
  return found?.kind === "n" || found?.kind === "pct" ? found.value : undefined;
};
export const thingsOf = ({ entities, last }: Given, id: string | undefined): Thing[] | undefined => {
  const found = entity(entities, id);
  return found && (found.kind === "svc" || found.kind === "ctr") ? found.things : last;
};
/** The absolute path that is named, or that the step is about. */
export const pathOf = ({ entities, about }: Given, id: string | undefined): string | undefined => {
  const found = entity(entities, id);
  const path = found?.kind === "path" ? found.said : about?.path;
  return path?.startsWith("/") ? path : undefined;
};
export const at = ({ place }: Given): { place?: Place } => (place ? { place } : {});

const factors: Record<string, number> = { k: 1_000, m: 1_000_000, g: 1_000_000_000, t: 1_000_000_000_000 };
/** “@n3 gb”, “10gb”. */
export const size =
  "(?:@n(?<count>\\d+) ?(?<unit>k|m|g|t|kb|mb|gb|tb|kib|mib|gib|tib|gigs?|gigabytes?|megs?|megabytes?|terabytes?|kilobytes?)|(?<glued>\\d+(?:\\.\\d+)?)(?<gluedunit>k|m|g|t|kb|mb|gb|tb|kib|mib|gib|tib))";
export function bytesOf(groups: Groups, entities: readonly Entity[]): number | undefined {
  const count = groups["glued"] === undefined ? number(entities, groups["count"]) : Number(groups["glued"]);
  const factor = factors[(groups["unit"] ?? groups["gluedunit"] ?? "")[0] ?? ""];
  return count === undefined || factor === undefined ? undefined : Math.round(count * factor);
}
export type Groups = Record<string, string | undefined>;

const seconds: Record<string, number> = { s: 1, mi: 60, m: 60, h: 3_600, d: 86_400, w: 604_800, mo: 2_592_000 };
/** “@n2 hours”, “90m”, “hour”. */
export const span =
  "(?:@n(?<span>\\d+) ?(?<spanunit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|s|m|h|d)|(?<gluedspan>\\d+)(?<gluedspanunit>s|m|min|mins|h|hrs|d|w)|(?<one>minute|hour|day|week|month))";
export function secondsOf(groups: Groups, entities: readonly Entity[]): number | undefined {
  const unit = groups["spanunit"] ?? groups["gluedspanunit"] ?? groups["one"] ?? "";
  const count =
    groups["one"] !== undefined
      ? 1
      : groups["gluedspan"] === undefined
        ? number(entities, groups["span"])
        : Number(groups["gluedspan"]);
  const each = unit.startsWith("mo") ? seconds["mo"] : seconds[unit[0] ?? ""];
  return count === undefined || each === undefined ? undefined : Math.round(count * each);
}

/** A command that ends with 0 where it is so, and with 1 where it is not. It must only read. */
export const byCommand = (given: Given, command: string, says: string): Check => ({
  tool: "shell.run",
  input: { command, asks: true },
  ...at(given),
  field: "exitCode",
  op: "==",
  value: 0,
  says,
});
/** The same, turned round by the command itself: where it cannot be run, nothing is known. */
export const testing = (given: Given, is: boolean, command: string, says: string): Check =>
  byCommand(given, is ? command : `! ${command}`, says);

const tests: Record<Comparison, string> = {
  ">": "-gt",
  ">=": "-ge",
  "<": "-lt",
  "<=": "-le",
  "==": "-eq",
  "!=": "-ne",
};
/** `[ "$(command)" -gt 5 ]`. */
export const comparing = (command: string, op: Comparison, value: number): string =>
  `[ "$(${command})" ${tests[op]} ${Math.round(value)} ]`;
export const q = shellWord;

/** A form with named parts. */
export const look = (
  pattern: string,
  read: (groups: Groups, given: Given, words: string) => Check | undefined,
): Look => ({
  shape: new RegExp(`^(?:${pattern})$`),
  read: (found, given) => read(found.groups ?? {}, given, found[0]),
});

/** “@n1”, “ten”. */
export const counted = "(?:@n(?<count>\\d+)|(?<few>zero|one|two|three|five|ten|dozen|hundred))";
const few: Record<string, number> = { zero: 0, one: 1, two: 2, three: 3, five: 5, ten: 10, dozen: 12, hundred: 100 };
export const countOf = (groups: Groups, given: Given): number | undefined =>
  groups["few"] === undefined ? number(given.entities, groups["count"]) : few[groups["few"]];
