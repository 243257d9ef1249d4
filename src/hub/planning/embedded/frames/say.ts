/** What frames have in common: a thing that is a service or a container, typed tools, amounts of time. */
import type { JsonObject } from "../../../../lib/json.ts";
import { findTool } from "../../../../tools/index.ts";
import { number, things, type Match } from "../intents/match.ts";
import { shell, type Command } from "../intents/shell.ts";
import type { ContainerAct, Intent, ServiceAct } from "../types.ts";

/** A service or a container, as the words name it. */
export const thing = "({svc}|{ctr}) [service|container|daemon|unit|instance|stack|process|workers|pool]";

/** What is done to it: a container is started as a container. */
export function act(match: Match, service: ServiceAct, container?: ContainerAct): Intent | undefined {
  const meant = things(match);
  if (meant.length === 0) return undefined;
  if (!match.slots.some(({ kind }) => kind === "ctr")) return { kind: "service", act: service, things: meant };
  return container === undefined ? undefined : { kind: "container", act: container, things: meant };
}

/** A typed read; by a command where the tool is not in this build. */
export const read = (tool: string, input: JsonObject, more: { ask?: true; note?: string } = {}): Intent | undefined =>
  findTool(tool) ? { kind: "read", tool, input, ...more } : undefined;
export const change = (tool: string, input: JsonObject, does: string): Intent | undefined =>
  findTool(tool) ? { kind: "change", tool, input, does } : undefined;
export const command = (given: Command): Intent => shell(given);

/** “the last hour”, “since yesterday”, “today”: how far back, as log tools take it. */
const short = [
  ...[1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 72].flatMap((n) => [`${n}h`, `${n}hrs`]),
  ...[5, 10, 15, 20, 30, 45, 60, 90].flatMap((n) => [`${n}m`, `${n}min`, `${n}mins`]),
  ...[1, 2, 3, 5, 7, 10, 14, 30].map((n) => `${n}d`),
].join("|");
export const span = `[(in|from|within|over|during|since|of|for|throughout)] [last|past] (${short})|[(in|from|within|over|during|since|of|for|throughout)] (last|past|since) [{n}] (minute|minutes|min|mins|hour|hours|hrs|day|days|week|night)|[(in|from|since|of)] (yesterday|today|this morning|last night|tonight|midnight|lately|recently|earlier|earlier today)`;
export function sinceOf(match: Match): string | undefined {
  const words = match.text;
  const brief = new RegExp(` (\\d+)(h|m|d)[a-z]*(?= |$)`).exec(` ${words}`);
  if (brief && new RegExp(`^(?:${short})$`).test(brief[0].trim())) return `${brief[1] ?? ""}${brief[2] ?? ""}`;
  const found = /(?:last|past|since)(?: @n\d+)? (minute|min|hour|hr|day|week|night)/.exec(words);
  if (found) {
    // “lines with a 503 of the last two hours”: of several numbers the one that counts the hours.
    const id = /(?:last|past|since) @n(\d+) (?:minute|min|hour|hr|day|week)/.exec(words)?.[1];
    const entity = id === undefined ? undefined : match.entities[Number(id)];
    const counted = id === undefined ? 1 : entity?.kind === "n" ? entity.value : (number(match) ?? 1);
    const unit = found[1] ?? "";
    if (unit === "night") return "16h";
    if (unit === "week") return `${counted * 7}d`;
    return `${Math.trunc(counted)}${unit.startsWith("m") ? "m" : unit.startsWith("h") ? "h" : "d"}`;
  }
  if (/\byesterday\b/.test(words)) return "48h";
  if (/\b(?:today|this morning|midnight|tonight|earlier)\b/.test(words)) return "24h";
  if (/\b(?:lately|recently)\b/.test(words)) return "24h";
  return undefined;
}
