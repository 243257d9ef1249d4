/** Full-jitter exponential back-off: a random wait between zero and a doubling ceiling, so that a crowd spreads out. */

/** How long to wait before attempt `attempt` (0 is the first retry), in milliseconds. */
export function backoffMs({
  attempt,
  baseMs = 500,
  capMs = 60_000,
  random = Math.random,
}: {
  attempt: number;
  baseMs?: number;
  capMs?: number;
  random?: () => number;
}): number {
  const ceilingMs = Math.min(capMs, baseMs * 2 ** Math.min(attempt, 30));
  return Math.round(random() * ceilingMs);
}
