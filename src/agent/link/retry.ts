/**
 * When to try again after a connection ended. Agents of one hub lose it in one moment, so they come back at random within
 * what the hub asked for, and wait longer, up to a limit and for ever, while it does not work.
 */
import { backoffMs } from "../../lib/backoff.ts";

/** What a connection was until it ended. */
export type Ended = {
  /** False: the hub does not want this machine. */
  again: boolean;
  code: string;
  detail: string;
  /** How long it was welcomed; absent: it never was. */
  upMs?: number;
  /** How long the hub asked it to stay away. */
  afterMs?: number;
};

/** What counts from one try to the next. */
export type Tries = {
  /** In a row. A connection that was short counts as one, so that a hub that drops everybody is not hammered. */
  failures: number;
  /** What the hub last said of how far its agents are to spread. */
  spreadMs: number;
};

/** A machine that was told to stay away asks again this rarely, in case a person changed their mind. */
export const refusedWaitMs = 300_000;
const longestWaitMs = 300_000;
const shortestCeilingMs = 250;
/** A connection that held for this long worked. */
export const steadyMs = 10_000;

export function nextTry({
  ended,
  tries,
  random = Math.random,
}: {
  ended: Ended;
  tries: Tries;
  random?: () => number;
}): { waitMs: number; failures: number } {
  const { spreadMs } = tries;
  const worked = ended.upMs !== undefined && ended.upMs >= steadyMs;
  const failures = worked ? 0 : tries.failures + 1;
  const between = (least: number, most: number): number => Math.round(least + random() * (most - least));
  const backoff = (attempt: number): number =>
    backoffMs({ attempt, baseMs: Math.max(shortestCeilingMs, spreadMs), capMs: longestWaitMs, random });

  if (!ended.again) return { failures, waitMs: between(refusedWaitMs * 0.8, refusedWaitMs * 1.2) };
  if (ended.afterMs !== undefined) {
    const afterMs = Math.min(ended.afterMs, longestWaitMs);
    // A goodbye to a welcomed agent names a slot of its own; one at the door is the same for everybody there.
    const slotMs = ended.upMs === undefined ? between(afterMs, afterMs * 2) : afterMs;
    return { failures, waitMs: slotMs + (failures > 1 ? backoff(failures - 2) : 0) };
  }
  if (worked) return { failures, waitMs: between(0, Math.max(shortestCeilingMs, spreadMs)) };
  return { failures, waitMs: backoff(failures - 1) };
}
