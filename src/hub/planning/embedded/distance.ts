/** How far two words are apart. */

/**
 * Optimal string alignment: two neighbours swapped cost 0.9, a letter too many or one missing 1, a wrong letter 1.1, because
 * people swap letters and leave them out more often than they type another one. Anything above `most` is infinite.
 */
export function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  let [older, old] = [[] as number[], Array.from({ length: b.length + 1 }, (_value, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1.1;
      let best = Math.min((old[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (old[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (older[j - 2] ?? 0) + 0.9);
      row.push(best);
      least = Math.min(least, best);
    }
    if (least > most) return Number.POSITIVE_INFINITY;
    [older, old] = [old, row];
  }
  const far = old[b.length] ?? 0;
  return far > most ? Number.POSITIVE_INFINITY : far;
}
