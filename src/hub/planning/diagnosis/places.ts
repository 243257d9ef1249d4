/** Where in a typed result a fact stands, as its page shows it: a line where it is shown as text, else a row of its table. */
import type { Evidence } from "../../../domain/finding.ts";
import { showHidden } from "../../../domain/untrusted.ts";
import type { JsonObject } from "../../../lib/json.ts";
import type { ExplainOutput } from "../../../tools/service/explain.ts";

export type Place = Pick<Evidence, "line" | "row">;

/** Shown as lines of text, an entry after another; every other list is a table. */
const asText = new Set([
  "service.logs lines",
  "log.search entries",
  "log.follow entries",
  "container.logs entries",
  "journal",
]);
/** Tables that are shown under each other, in this order. */
const inOrder: Readonly<Record<string, readonly string[]>> = {
  "log.errors": ["kernel", "groups"],
  "file.search": ["matches", "held"],
};

/** `of`: the very item of the output, or the output itself where it is one row. Empty where it cannot be said. */
export function placeOf(tool: string, output: JsonObject | undefined, of: unknown): Place {
  if (!output || of === undefined || of === null) return {};
  if (of === output) return { row: 1 };
  const setting = tool === "service.explain" ? settingAt(output, of) : 0;
  if (setting > 0) return { row: setting };
  for (const [list, items] of Object.entries(output)) {
    if (!Array.isArray(items)) continue;
    const at = items.findIndex((item) => item === of);
    if (at < 0) continue;
    // Lines of files, each under the other.
    if (tool === "file.search" && list === "matches" && items.some(hasLine)) return { line: at + 1 };
    if (asText.has(list) || asText.has(`${tool} ${list}`)) return { line: linesIn(items.slice(0, at)) + 1 };
    const above = inOrder[tool]?.slice(0, inOrder[tool].indexOf(list)) ?? [];
    return { row: above.reduce((sum, name) => sum + sizeOf(output[name]), at + 1) };
  }
  return {};
}

/** Settings of all services stand in one table below that of the services; 0 where it is none of them. */
function settingAt(output: JsonObject, of: unknown): number {
  const { services = [] } = output as Partial<ExplainOutput>;
  const at = services.flatMap(({ settings }) => settings).findIndex((each) => each === of);
  return at < 0 ? 0 : services.length + at + 1;
}

const hasLine = (item: unknown): boolean => typeof item === "object" && item !== null && "line" in item;
const sizeOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

/** What was written in several lines is shown in as many. */
const linesIn = (entries: readonly unknown[]): number =>
  entries.reduce((sum: number, entry) => sum + textOf(entry).split("\n").length, 0);

const textOf = (entry: unknown): string =>
  typeof entry === "object" && entry !== null && "text" in entry && typeof entry.text === "string"
    ? showHidden(entry.text)
    : "";
