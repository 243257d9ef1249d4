/** Whose secret this is, now: sign-ins end when idle, at a maximum, and with the person; keys end with their maker. */
import { lowerRole, type Actor, type Role } from "../../domain/account.ts";
import { narrower } from "../../domain/scope.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Db, Statement } from "../db/database.ts";
import type { Identity } from "../http/identity.ts";
import type { Caller } from "../http/route.ts";
import { hashOf } from "./secrets.ts";
import type { AccountStore, KeyRow, PersonRow } from "./store.ts";

const dayMs = 86_400_000;
/** A sign-in that nobody used for so long has ended. */
export const idleMs = 7 * dayMs;
/** A browser's sign-in ends then even if it is used. */
export const maximumMs = 30 * dayMs;
export const bearerMs = dayMs / 2;
/** How exactly it is known when a sign-in or key was last used. */
const seenEveryMs = 60_000;

type Parts = { store: AccountStore; db: Pick<Db, "later">; clock: Clock; adminsNeedTotp: boolean };
type Found = { actor: Actor; seenAtMs: number; mustEnrol: boolean };

export function makeIdentity({ store, db, clock, adminsNeedTotp }: Parts): Identity {
  const touched = new Map<string, number>();

  const touch = (secretHash: string, seenAtMs: number, seen: (atMs: number) => Statement): void => {
    const now = clock();
    if (now - Math.max(seenAtMs, touched.get(secretHash) ?? 0) < seenEveryMs) return;
    if (touched.size > 10_000) touched.clear();
    touched.set(secretHash, now);
    db.later(seen(now));
  };

  const bySignIn = (secretHash: string, kind: string): Found | undefined => {
    const found = store.signInBy(secretHash);
    const now = clock();
    if (found === undefined || found.signIn.kind !== kind || found.person.active !== 1) return undefined;
    if (now >= found.signIn.expiresAtMs || now - found.signIn.seenAtMs >= idleMs) return undefined;
    const actor = actorOf(found.person);
    const mustEnrol = adminsNeedTotp && actor.role === "admin" && found.person.totpSealed === null;
    return { actor, seenAtMs: found.signIn.seenAtMs, mustEnrol };
  };

  const byKey = (secretHash: string): { actor: Actor; key: KeyRow } | undefined => {
    const key = store.keyBy(secretHash);
    if (key === undefined || key.revokedAtMs !== null || clock() >= (key.expiresAtMs ?? Infinity)) return undefined;
    const actor = actorOfKey(key, store);
    return actor && { actor, key };
  };

  return {
    callerBy: ({ kind, secret }, origin) => {
      const signInHash = hashOf(secret);
      if (kind === "key") {
        const found = byKey(signInHash);
        if (found === undefined) return undefined;
        const { actor, key } = found;
        touch(signInHash, key.lastUsedAtMs ?? 0, (atMs) => store.keyUsed(key.id, atMs));
        return { actor, origin: `${origin} by key ${key.id}`, via: "key", signInHash };
      }
      const found = bySignIn(signInHash, kind);
      if (found === undefined) return undefined;
      touch(signInHash, found.seenAtMs, (atMs) => store.seen(signInHash, atMs));
      return { actor: found.actor, origin, via: kind, signInHash, ...(found.mustEnrol ? { mustEnrol: true } : {}) };
    },
    validate: ({ via, signInHash, actor }: Caller) => {
      if (via === "socket") return true;
      if (signInHash === undefined) return false;
      const now = (via === "key" ? byKey(signInHash) : bySignIn(signInHash, via))?.actor;
      return now !== undefined && now.role === actor.role && now.scope === actor.scope;
    },
    empty: () => !store.anyone(),
  };
}

const actorOf = ({ id, username, role, scope }: PersonRow): Actor => ({
  kind: "person",
  id,
  name: username,
  role: role as Role,
  // An admin has none; where a row says otherwise it is not widened by that.
  ...(scope === null ? {} : { scope }),
});

/** An account as it is now; undefined where there is none that may sign in. */
export function accountNow(store: Pick<AccountStore, "person">, id: string): Actor | undefined {
  const row = store.person(id);
  return row?.active === 1 ? actorOf(row) : undefined;
}

/** A key acts for whoever made it, never with more than that person's own role and machines today. */
function actorOfKey(key: KeyRow, store: AccountStore): Actor | undefined {
  const role = key.role as Role;
  const scope = key.scope ?? undefined;
  const name = (maker: string) => `${maker} (key ${key.label})`;
  // Made over hub.sock: there is no person who could leave.
  if (key.createdBy.startsWith("uid:"))
    return {
      kind: "person",
      id: key.createdBy,
      name: name("local admin"),
      role,
      ...(scope === undefined ? {} : { scope }),
    };
  const maker = store.person(key.createdBy);
  if (maker === undefined || maker.active !== 1) return undefined;
  const own = actorOf(maker);
  const both = narrower(own.scope, scope);
  return {
    ...own,
    name: name(maker.username),
    role: lowerRole(own.role, role),
    ...(both === undefined ? {} : { scope: both }),
  };
}
