/**
 * The hub's time, as it told it on the present connection after both sides had proved themselves. It goes on by the clock
 * that nobody sets, so that this machine's own may be wrong, and may be put right meanwhile.
 */

export type HubClock = {
  /** A welcome said so. How far the hub is ahead of this machine's own clock is answered. */
  told: (hubMs: number) => number;
  /** Now, by the hub's clock; before the first welcome by our own. */
  nowMs: () => number;
};

export function makeHubClock({
  ownMs = Date.now,
  sinceMs = () => performance.now(),
}: { ownMs?: () => number; sinceMs?: () => number } = {}): HubClock {
  let known: { hubMs: number; atMs: number } | undefined;
  return {
    told: (hubMs) => {
      known = { hubMs, atMs: sinceMs() };
      return hubMs - ownMs();
    },
    nowMs: () => (known ? Math.round(known.hubMs + sinceMs() - known.atMs) : ownMs()),
  };
}
