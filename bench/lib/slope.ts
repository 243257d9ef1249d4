/** Whether something grows: a straight line through what was measured, by least squares. Pure. */

export type Point = { at: number; value: number };

/** Rise of the line for one unit of `at`. Throws where there are fewer than two places. */
export function slopeOf(points: readonly Point[]): number {
  const meanAt = mean(points.map(({ at }) => at));
  const meanValue = mean(points.map(({ value }) => value));
  const spread = points.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  if (points.length < 2 || spread === 0) throw new RangeError("a slope needs two places");
  return points.reduce((sum, { at, value }) => sum + (at - meanAt) * (value - meanValue), 0) / spread;
}

/** How far the line rises from the first point to the last. */
export function growthOf(points: readonly Point[]): number {
  const places = points.map(({ at }) => at);
  return slopeOf(points) * (Math.max(...places) - Math.min(...places));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
