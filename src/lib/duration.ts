/** Lengths of time for people: the two largest units that matter. */

const units: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
];

/** `850 ms`, `42 s`, `3 min 20 s`, `2 h`, `12 d 4 h`. */
export function durationText(ms: number): string {
  const whole = Math.max(0, Math.round(ms));
  if (whole < 1_000) return `${whole} ms`;
  const first = units.findIndex(([, size]) => whole >= size);
  const [bigName, bigMs] = units[first] ?? ["s", 1_000];
  const big = Math.floor(whole / bigMs);
  const [smallName, smallMs] = units[first + 1] ?? ["", Number.POSITIVE_INFINITY];
  const small = Math.floor((whole % bigMs) / smallMs);
  return small > 0 ? `${big} ${bigName} ${small} ${smallName}` : `${big} ${bigName}`;
}

/** How two clocks differ, as one of them is said to be: `3 min ahead`, `2 h behind`. */
export const skewText = (aheadMs: number): string =>
  `${durationText(Math.abs(aheadMs))} ${aheadMs < 0 ? "behind" : "ahead"}`;
