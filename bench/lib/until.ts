/** Asks again and again until the answer is there. */

/** Throws with `what` once `limitMs` are over. What `ask` throws counts as not yet. */
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
      last = error instanceof Error ? `: ${error.message}` : "";
    }
    await Bun.sleep(everyMs);
  }
  throw new Error(`${what} did not happen within ${limitMs / 1_000} s${last}`);
}
