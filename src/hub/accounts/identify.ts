/** Whose secret this is, now: sign-ins end when idle, at a maximum, and with the person; keys end with their maker. */
import { roleAtLeast, type Actor, type Role } from "../../domain/account.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Db } from "../db/database.ts";
import type { Identity } from "../http/identity.ts";
import type { Caller } from "../http/route.ts";
import { hashOf } from "./secrets.ts";
import type { AccountStore, KeyRow } from "./store.ts";

const dayMs = 86_400_000;
/** A sign-in that nobody used for so long has ended. */
export const idleMs = 7 * dayMs;
/** A browser's sign-in ends then even if it is used. */
export const maximumMs = 30 * dayMs;
export const bearerMs = dayMs / 2;
/** How exactly it is known when a sign-in was last used. */
const seenEveryMs = 60_000;

type Parts = { store: AccountStore; db: Pick<Db, "later">; clock: Clock };

export function makeIdentity({ store, db, clock }: Parts): Identity {
  const touched = new Map<string, number>();

  const touch = (secretHash: string, seenAtMs: number): void => {
    const now = clock();
    if (now - Math.max(seenAtMs, touched.get(secretHash) ?? 0) < seenEveryMs) return;
    if (touched.size > 10_000) touched.clear();
    touched.set(secretHash, now);
    db.later(store.seen(secretHash, now));
  };

  const bySignIn = (secretHash: string, kind: string): { actor: Actor; seenAtMs: number } | undefined => {
    const found = store.signInBy(secretHash);
    const now = clock();
    if (found === undefined || found.signIn.kind !== kind || found.person.active !== 1) return undefined;
    if (now >= found.signIn.expiresAtMs || now - found.signIn.seenAtMs >= idleMs) return undefined;
    const { id, username, role } = found.person;
    return { actor: { kind: "person", id, name: username, role: role as Role }, seenAtMs: found.signIn.seenAtMs };
  };

  const byKey = (secretHash: string): Actor | undefined => {
    const key = store.keyBy(secretHash);
    if (key === undefined || key.revokedAtMs !== null || clock() >= (key.expiresAtMs ?? Infinity)) return undefined;
    return actorOfKey(key, store);
  };

  return {
    callerBy: ({ kind, secret }, origin) => {
      const signInHash = hashOf(secret);
      if (kind === "key") {
        const actor = byKey(signInHash);
        return actor && { actor, origin, via: "key", signInHash };
      }
      const found = bySignIn(signInHash, kind);
      if (found === undefined) return undefined;
      touch(signInHash, found.seenAtMs);
      return { actor: found.actor, origin, via: kind, signInHash };
    },
    validate: ({ via, signInHash, actor }: Caller) => {
      if (via === "socket") return true;
      if (signInHash === undefined) return false;
      const now = via === "key" ? byKey(signInHash) : bySignIn(signInHash, via)?.actor;
      return now !== undefined && now.role === actor.role;
    },
    empty: () => !store.anyone(),
  };
}

/** A key acts for whoever made it, never with more than that person's own role today. */
function actorOfKey(key: KeyRow, store: AccountStore): Actor | undefined {
  const role = key.role as Role;
  const name = (maker: string) => `${maker} (key ${key.label})`;
  // Made over hub.sock: there is no person who could leave.
  if (key.createdBy.startsWith("uid:")) return { kind: "person", id: key.createdBy, name: name("local admin"), role };
  const maker = store.person(key.createdBy);
  if (maker === undefined || maker.active !== 1) return undefined;
  const own = maker.role as Role;
  return { kind: "person", id: maker.id, name: name(maker.username), role: roleAtLeast(own, role) ? role : own };
}
