/** Asks again and again until the answer is there. */

/** Thrown where asking again is of no use. */
export class Gone extends Error {}

/** Throws with `what` once `limitMs` are over. What `ask` throws counts as not yet, unless it is a `Gone`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  { everyMs = 2, limitMs = 15_000 } = {},
): Promise<T> {
  const endAtMs = performance.now() + limitMs;
  let last = "";
  while (performance.now() < endAtMs) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof Gone) throw error;
      last = error instanceof Error ? `: ${error.message}` : "";
    }
    await Bun.sleep(everyMs);
  }
  throw new Error(`${what} did not happen within ${limitMs / 1_000} s${last}`);
}
