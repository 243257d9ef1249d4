/**
 * Which counters a try to sign in falls into. A browser that somebody signed in with before carries a mark and has
 * counters of its own: whoever guesses at an account from elsewhere makes its owner wait nowhere but elsewhere too.
 */
import { randomBytes } from "node:crypto";
import type { Clock } from "../../lib/clock.ts";
import { networkOf } from "../http/address.ts";
import { backoff, limit, type Limit } from "../http/limits.ts";
import type { Seal } from "../keys/seal.ts";
import type { PersonRow } from "./store.ts";

export type Throttle = { byAddress: Limit; byName: Limit; byMark: Limit };

const minuteMs = 60_000;

export const makeThrottle = (clock: Clock): Throttle => ({
  byAddress: limit({ tries: 10, windowMs: minuteMs, what: "failed logins from this address" }),
  byName: growing(clock, "failed logins for this name"),
  byMark: growing(clock, "failed logins in this browser"),
});

/** For what is guessed at: passwords by name, codes, the password that is asked for once more. */
export const growing = (clock: Clock, what: string): Limit =>
  backoff({ free: 10, firstMs: 1_000, mostMs: 5 * minuteMs, forgetMs: 60 * minuteMs, what, clock });

type Try = { username: string; person: PersonRow | undefined; address: string; mark?: string | undefined };

/** The same for a name that is nobody's, so that nothing tells the two apart. */
export function placesOf(
  { throttle, seal }: { throttle: Throttle; seal: Seal },
  { username, person, address, mark }: Try,
): { limit: Limit; key: string }[] {
  if (person !== undefined && mark !== undefined && isMarkOf(seal, mark, person.id))
    return [{ limit: throttle.byMark, key: mark }];
  return [
    { limit: throttle.byAddress, key: networkOf(address) },
    { limit: throttle.byName, key: username.toLowerCase() },
  ];
}

/** It opens nothing: it only says that this browser was let in as this person before. */
export function markFor(seal: Seal, personId: string): string {
  const nonce = randomBytes(12).toString("base64url");
  return `${nonce}.${seal.mark(`${personId} ${nonce}`)}`;
}

function isMarkOf(seal: Seal, mark: string, personId: string): boolean {
  const [nonce = "", made] = mark.split(".");
  // Compared without care for time: guessing a mark wins a try at a password, no more.
  return made === seal.mark(`${personId} ${nonce}`);
}
