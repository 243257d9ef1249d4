/** Since when: `15m`, `2h`, `7d`, or a time in ISO 8601. */

export const sinceShape =
  /^(\d{1,5}(s|m|min|h|d|w)|\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?)$/;

const units: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** In ms since the epoch; undefined for what has the shape and is no time (the 31st of February). A time without a zone is UTC. */
export function sinceMs(text: string, nowMs: number): number | undefined {
  const [, count, unit = ""] = /^(\d+)([a-z]+)$/.exec(text) ?? [];
  if (count !== undefined) return nowMs - Number(count) * (units[unit] ?? 0);
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) || text.length <= 10 ? text : `${text}Z`;
  const ms = Date.parse(zoned.replace(" ", "T"));
  return Number.isNaN(ms) ? undefined : ms;
}
