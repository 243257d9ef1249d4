/** Versions as target expressions compare them: by their leading numbers, as precisely as was asked. */

const numbers = (version: string): number[] | undefined => {
  const found = /^\D{0,2}(\d+(?:\.\d+)*)/.exec(version)?.[1];
  return found?.split(".").map(Number);
};

/**
 * Sign of held minus wanted, over as many numbers as `wanted` has: 6.1 is equal to 6, so `kernel<=6` takes it and
 * `kernel>6` does not. Missing numbers count as 0. Undefined where a version has no number.
 */
export function compareVersions(held: string, wanted: string): number | undefined {
  const [ours, theirs] = [numbers(held), numbers(wanted)];
  if (!ours || !theirs) return undefined;
  for (const [index, number] of theirs.entries()) {
    const sign = Math.sign((ours[index] ?? 0) - number);
    if (sign !== 0) return sign;
  }
  return 0;
}

/** True for 22.04 and 22.04.3 with the prefix 22.04, false for 22.0 or 22.041. */
export const startsWithVersion = (held: string, prefix: string): boolean =>
  held === prefix || (held.startsWith(prefix) && !/^\d/.test(held.slice(prefix.length)));
