/** How often something may be tried. Counters live in memory, in a fixed number of places. */
import { createHmac, randomBytes } from "node:crypto";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../../domain/error.ts";

export type Limit = {
  /** Counts one try; throws `too_many_requests` once there were too many. */
  take: (key: string) => Promise<void>;
  /** Throws like `take`, without counting. */
  check: (key: string) => Promise<void>;
  /** Takes one counted try back: it was a good one. */
  giveBack: (key: string) => Promise<void>;
  /** Forgets all tries of a key. */
  forget: (key: string) => Promise<void>;
};

/** What a 429 says in `Retry-After`. */
export class TooMany extends AppError {
  constructor(
    readonly retryAfterS: number,
    what: string,
  ) {
    super("too_many_requests", `There were too many ${what}.`, { hint: `Wait ${retryAfterS} s, then try again.` });
  }
}

/**
 * `tries` in each `windowMs`. Keys fall into at most 16,384 places by a hash that only this process knows: strangers
 * cannot make it grow, and cannot find a key that shares another's place.
 */
export function limit({ tries, windowMs, what }: { tries: number; windowMs: number; what: string }): Limit {
  const counters = new RateLimiterMemory({ points: tries, duration: windowMs / 1_000 });
  const salt = randomBytes(16);
  const placeOf = (key: string): string =>
    String(createHmac("sha256", salt).update(key).digest().readUInt16BE(0) & 0x3fff);
  const refuse = (held: RateLimiterRes): never => {
    throw new TooMany(Math.max(1, Math.ceil(held.msBeforeNext / 1_000)), what);
  };
  return {
    take: async (key) => {
      try {
        await counters.consume(placeOf(key));
      } catch (held) {
        if (held instanceof RateLimiterRes) refuse(held);
        throw held;
      }
    },
    check: async (key) => {
      const held = await counters.get(placeOf(key));
      if (held !== null && held.consumedPoints >= tries) refuse(held);
    },
    giveBack: async (key) => {
      await counters.reward(placeOf(key));
    },
    forget: async (key) => {
      await counters.delete(placeOf(key));
    },
  };
}

/**
 * `free` tries at once, then a wait that doubles with each: 1 s, 2 s, … at most `mostMs`. What is refused meanwhile is not
 * counted, so that hammering does not make the wait longer. Quiet for `forgetMs` is a fresh start.
 */
export function backoff({
  free,
  firstMs,
  mostMs,
  forgetMs,
  what,
  clock,
}: {
  free: number;
  firstMs: number;
  mostMs: number;
  forgetMs: number;
  what: string;
  clock: () => number;
}): Limit {
  const held = new Map<number, { tries: number; waitMs: number; untilMs: number; atMs: number }>();
  const salt = randomBytes(16);
  // Enough that strangers who guess at made-up names do not come to stand in the place of everybody's.
  const placeOf = (key: string): number => createHmac("sha256", salt).update(key).digest().readUInt32BE(0) & 0x1ffff;
  const known = (key: string) => {
    const found = held.get(placeOf(key));
    return found === undefined || clock() - found.atMs >= forgetMs ? undefined : found;
  };
  const check = (key: string): void => {
    const leftMs = (known(key)?.untilMs ?? 0) - clock();
    if (leftMs > 0) throw new TooMany(Math.ceil(leftMs / 1_000), what);
  };
  return {
    take: (key) =>
      settled(() => {
        check(key);
        const { tries, waitMs } = known(key) ?? { tries: 0, waitMs: 0 };
        const next = tries + 1 < free ? 0 : Math.min(mostMs, waitMs === 0 ? firstMs : waitMs * 2);
        held.set(placeOf(key), { tries: tries + 1, waitMs: next, untilMs: clock() + next, atMs: clock() });
      }),
    check: (key) => settled(() => check(key)),
    giveBack: (key) => settled(() => void held.delete(placeOf(key))),
    forget: (key) => settled(() => void held.delete(placeOf(key))),
  };
}

const settled = async (work: () => void): Promise<void> => {
  await Promise.resolve();
  work();
};
