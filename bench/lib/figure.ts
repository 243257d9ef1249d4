/** How many measured values become one line: pure, so that its sums can be tested. */

export type What = {
  bench: string;
  /** Who was measured: `ailx`, a floor (`floor …`), or what people use instead (`ssh …`). */
  subject: string;
  /** How large it was: machines, processes, milliseconds of delay; 1 where there is no size. */
  n: number;
  metric: string;
  unit: string;
};
export type Figure = What & { median: number; min: number; max: number; runs: number };
/** A gap is said, so that it never reads as a zero. */
export type Skipped = Pick<What, "bench" | "subject"> & { metric: "skipped"; why: string };
/** What was seen on the way, for those who want to see the shape. */
export type Curve = What & { values: number[] };

/** Throws where nothing was measured: a figure of no runs is a mistake in the bench. */
export function figureOf(what: What, values: readonly number[]): Figure {
  if (values.length === 0) throw new RangeError(`${what.bench}: ${what.subject} has no ${what.metric}`);
  return {
    ...what,
    median: rounded(median(values)),
    min: rounded(Math.min(...values)),
    max: rounded(Math.max(...values)),
    runs: values.length,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The smallest value that at least this share of all values does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Four digits that count: more would be noise. */
export const rounded = (value: number): number =>
  Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(4));
