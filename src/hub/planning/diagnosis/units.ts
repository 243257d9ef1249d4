/** Services as several tools saw them, and the lines of log that are theirs. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { ErrorsOutput } from "../../../tools/log/errors.ts";
import type { ExplainOutput, Explained } from "../../../tools/service/explain.ts";
import type { ListOutput } from "../../../tools/service/list.ts";
import type { LogsOutput } from "../../../tools/service/logs.ts";
import type { UnitState } from "../../../tools/service/unit.ts";
import { seenOf, type Looked, type Seen } from "./looked.ts";

export type Unit = UnitState & { from: Seen<unknown> };

/** Each service once; what was asked of it alone is newer than what the list says. */
export function unitsOf(looked: Looked): Unit[] {
  const found = new Map<string, Unit>();
  for (const seen of seenOf<ListOutput>(looked, "service.list"))
    for (const unit of seen.output.services) found.set(unit.service, { ...unit, from: seen });
  for (const seen of seenOf<UnitState>(looked, "service.status"))
    found.set(seen.output.service, { ...seen.output, from: seen });
  return [...found.values()];
}

/** A service that has restarted by itself is not yet well when it has run for less than this. */
const unsteadyMs = 60_000;

/** It failed, or fails again and again: between two crashes systemd calls it “activating”, for a moment even “active”. */
export const isFailing = ({ state, subState, restarts, sinceMs }: Unit, nowMs: number): boolean =>
  state === "failed" ||
  (state === "activating" && subState === "auto-restart") ||
  (restarts > 1 && (state === "active" || state === "activating") && sinceMs !== null && nowMs - sinceMs < unsteadyMs);

export type Around = Explained & { from: Seen<unknown> };

export const aroundOf = (looked: Looked): Around[] =>
  seenOf<ExplainOutput>(looked, "service.explain").flatMap((seen) =>
    seen.output.services.map((each) => ({ ...each, from: seen })),
  );

/** The service that a process belongs to: it is the main one, or descends from it directly. */
export const unitOfPid = (looked: Looked, pid: number, parent?: number): Unit | undefined =>
  unitsOf(looked).find(({ mainPid }) => mainPid !== null && (mainPid === pid || mainPid === parent));

/** A line of log. `unit` is empty where it is not known whose. */
export type Line = { text: string; atMs: number; unit: string; count: number; from: Seen<unknown> };

/** Newest first; what systemd itself says of the unit is left out. */
export function linesOf(looked: Looked, unit?: string): Line[] {
  const own = seenOf<LogsOutput>(looked, "service.logs").flatMap((seen) =>
    seen.output.lines.map(({ text, atMs }): Line => ({
      text: forHtml(text),
      atMs,
      unit: seen.output.service,
      count: 1,
      from: seen,
    })),
  );
  const folded = seenOf<ErrorsOutput>(looked, "log.errors").flatMap((seen) =>
    seen.output.groups.map((group): Line => ({
      text: forHtml(group.sample),
      atMs: instant(group.last),
      unit: forHtml(group.unit).replace(/\.service$/, ""),
      count: group.count,
      from: seen,
    })),
  );
  return [...own, ...folded]
    .filter((line) => (unit === undefined || line.unit === unit) && !bySystemd.test(line.text))
    .toSorted((a, b) => b.atMs - a.atMs);
}

const bySystemd =
  /^[\w@.:\\-]+\.(?:service|socket|timer): |^(?:Started|Stopped|Starting|Stopping|Reloading|Reloaded|Finished) [\w@.:\\-]+\.service/;

const instant = (at: number | string): number => (typeof at === "number" ? at : Date.parse(at) || 0);
