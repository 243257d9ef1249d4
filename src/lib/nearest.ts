/** "Did you mean": the one of some words that is closest to what was typed. */

/** Undefined where nothing is close: more than a third of the letters would have to change. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  let best: { word: string; distance: number } | undefined;
  for (const word of words) {
    const starts = typed.length > 1 && word.startsWith(typed);
    const distance = starts ? 0.5 : edits(typed, word);
    if (distance <= Math.max(1, word.length / 3) && distance < (best?.distance ?? Infinity)) best = { word, distance };
  }
  return best?.word;
}

/** Letters to add, remove, change or swap with their neighbour to turn one word into the other. */
function edits(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const next = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = next;
  }
  return last[to.length] ?? 0;
}
