/** Services as several tools saw them, and the lines of log that are theirs. */
import { forHtml } from "../../../domain/untrusted.ts";
import type { ErrorsOutput } from "../../../tools/log/errors.ts";
import type { ExplainOutput, Explained } from "../../../tools/service/explain.ts";
import type { ListOutput } from "../../../tools/service/list.ts";
import type { LogsOutput } from "../../../tools/service/logs.ts";
import type { UnitState } from "../../../tools/service/unit.ts";
import { seenOf, type Looked, type Seen } from "./looked.ts";

/** `unsteady`: it became another run while it was looked at, without anybody asking for that. */
export type Unit = UnitState & { from: Seen<unknown>; of: UnitState; unsteady: boolean };

/** Each service once, as it was seen last; what was seen before tells whether it is steady. */
export function unitsOf(looked: Looked): Unit[] {
  const found = new Map<string, Unit>();
  const add = (unit: UnitState, from: Seen<unknown>): void => {
    const before = found.get(unit.service);
    const unsteady = before !== undefined && (before.unsteady || before.restarts < unit.restarts || justDied(before));
    found.set(unit.service, { ...unit, from, of: unit, unsteady });
  };
  for (const seen of looked.seen) {
    if (seen.tool === "service.list") for (const unit of typed<ListOutput>(seen).services) add(unit, seen);
    if (seen.tool === "service.status") add(typed<UnitState>(seen), seen);
  }
  return [...found.values()];
}

const typed = <O>(seen: Seen<unknown>): O => seen.output as O;

const justDied = ({ state, subState }: UnitState): boolean =>
  state === "failed" || (state === "activating" && subState === "auto-restart");

/** A service that has restarted by itself is not yet well when it has run for less than this. */
const unsteadyMs = 60_000;

/** It failed, or fails again and again: between two crashes systemd calls it “activating”, for a moment even “active”. */
export const isFailing = (unit: Unit, nowMs: number): boolean =>
  justDied(unit) ||
  unit.unsteady ||
  (unit.restarts > 2 &&
    (unit.active || unit.state === "activating") &&
    unit.sinceMs !== null &&
    nowMs - unit.sinceMs < unsteadyMs);

/** How long before its end a run says why: what was said earlier was another run's. */
const lastWordsMs = 8_000;
/** Where nothing was said so shortly before, so far back is looked. */
const olderMs = 10 * 60_000;

/** What a failing service said before it ended last, newest first. */
export function lastWords(looked: Looked, unit: Unit): Line[] {
  const endMs = unit.sinceMs ?? looked.atMs;
  const all = linesOf(looked, unit.service);
  const near = all.filter(({ atMs }) => atMs >= endMs - lastWordsMs);
  return near.length > 0 ? near : all.filter(({ atMs }) => atMs >= endMs - olderMs).slice(0, 5);
}

export type Around = Explained & { from: Seen<unknown>; of: Explained };

export const aroundOf = (looked: Looked): Around[] =>
  seenOf<ExplainOutput>(looked, "service.explain").flatMap((seen) =>
    seen.output.services.map((each) => ({ ...each, from: seen, of: each })),
  );

/** The service that a process belongs to: it is the main one, or descends from it directly. */
export const unitOfPid = (looked: Looked, pid: number, parent?: number): Unit | undefined =>
  unitsOf(looked).find(({ mainPid }) => mainPid !== null && (mainPid === pid || mainPid === parent));

/** What is said behind it decides nothing, and costs every rule its time. */
const longestLine = 1_000;

/** A line of log. `unit` is empty where it is not known whose. */
export type Line = { text: string; atMs: number; unit: string; count: number; from: Seen<unknown>; of: object };

/** Every rule reads them, and there may be thousands: they are made once for what was looked at. */
const linesMade = new WeakMap<Looked, Line[]>();

/** Newest first; what systemd itself says of the unit is left out. */
export function linesOf(looked: Looked, unit?: string): Line[] {
  const all = linesMade.get(looked) ?? allLines(looked);
  linesMade.set(looked, all);
  return unit === undefined ? all : all.filter((line) => line.unit === unit);
}

function allLines(looked: Looked): Line[] {
  const own = seenOf<LogsOutput>(looked, "service.logs").flatMap((seen) =>
    seen.output.lines.map((line): Line => ({
      text: forHtml(line.text).slice(0, longestLine),
      atMs: line.atMs,
      unit: seen.output.service,
      count: 1,
      from: seen,
      of: line,
    })),
  );
  const folded = seenOf<ErrorsOutput>(looked, "log.errors").flatMap((seen) =>
    seen.output.groups.map((group): Line => ({
      text: forHtml(group.sample).slice(0, longestLine),
      atMs: instant(group.last),
      unit: forHtml(group.unit).replace(/\.service$/, ""),
      count: group.count,
      from: seen,
      of: group,
    })),
  );
  return [...own, ...folded].filter(({ text }) => !bySystemd.test(text)).toSorted((a, b) => b.atMs - a.atMs);
}

const bySystemd =
  /^[\w@.:\\-]+\.(?:service|socket|timer): |^(?:Started|Stopped|Starting|Stopping|Reloading|Reloaded|Finished) [\w@.:\\-]+\.service/;

const instant = (at: number | string): number => (typeof at === "number" ? at : Date.parse(at) || 0);
