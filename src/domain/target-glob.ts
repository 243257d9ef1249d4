/** Names with `*` (any text) and `?` (one character), without regard to case. */

/**
 * Walks both texts with one remembered star, so that the time is at most the product of their lengths; a regular
 * expression made from `a*a*a*b` would take exponentially long.
 */
export function glob(pattern: string): (text: string) => boolean {
  const wanted = pattern.toLowerCase();
  if (!/[*?]/.test(wanted)) return (text) => text.toLowerCase() === wanted;
  return (text) => walk(wanted, text.toLowerCase());
}

function walk(pattern: string, text: string): boolean {
  let [p, t] = [0, 0];
  let star: { p: number; t: number } | undefined;
  while (t < text.length) {
    if (pattern[p] === "*") {
      star = { p, t };
      p += 1;
    } else if (pattern[p] === "?" || pattern[p] === text[t]) {
      p += 1;
      t += 1;
    } else if (star) {
      star = { p: star.p, t: star.t + 1 };
      p = star.p + 1;
      t = star.t;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(p));
}
