/** API keys: made by people for their programs, shown once, never stronger than who made them. */
import type { KeyRequest, KeyView } from "../../api/auth.ts";
import { roleAtLeast } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import { newId, shortId } from "../../lib/ids.ts";
import type { Db } from "../db/database.ts";
import { keyPrefix } from "../http/identity.ts";
import type { Caller } from "../http/route.ts";
import { scopeFor } from "./people.ts";
import { hashOf, newSecret } from "./secrets.ts";
import type { AccountStore, KeyRow } from "./store.ts";

type Ports = { store: AccountStore; db: Db; clock: Clock };

/** How much of a key a list shows, so that one can tell them apart. */
const shownLength = keyPrefix.length + 4;
/** More keys than this per person are a mistake. */
const keysAtMost = 200;

/** Those that can be used, newest first: all for admins, one's own for others. */
export function keysFor({ store, clock }: Ports, { actor }: Caller): KeyView[] {
  const keys = store.keys(clock());
  return (actor.role === "admin" ? keys : keys.filter(({ createdBy }) => createdBy === actor.id)).map((key) =>
    viewOfKey(key, store),
  );
}

export const viewOfKey = (row: KeyRow, store: AccountStore): KeyView => ({
  id: row.id,
  label: row.label,
  role: row.role as KeyView["role"],
  prefix: row.prefix,
  ...(row.scope === null ? {} : { scope: row.scope }),
  by: row.createdBy.startsWith("uid:") ? "local admin" : (store.person(row.createdBy)?.username ?? "somebody removed"),
  createdAt: iso(row.createdAtMs),
  ...(row.expiresAtMs === null ? {} : { expiresAt: iso(row.expiresAtMs) }),
  ...(row.lastUsedAtMs === null ? {} : { lastUsedAt: iso(row.lastUsedAtMs) }),
});

/** Throws `forbidden` for a role above the maker's, and for a key that would make others. */
export async function createKey(
  { store, db, clock }: Ports,
  { actor, origin, via }: Caller,
  { label, role, validMs, scope = "" }: KeyRequest,
): Promise<{ key: KeyView; secret: string }> {
  if (via === "key" && actor.role !== "admin")
    throw new AppError("forbidden", "A key does not make other keys.", { hint: "Sign in with name and password." });
  if (!roleAtLeast(actor.role, role))
    throw new AppError("forbidden", `You are ${actor.role}; a key of yours cannot be ${role}.`, {
      fields: { role: `is at most ${actor.role}` },
    });
  if (store.keys(clock()).filter(({ createdBy }) => createdBy === actor.id).length >= keysAtMost)
    throw new AppError("conflict", `You have ${keysAtMost} keys already.`, { hint: "Revoke those that nobody uses." });
  const secret = newSecret(keyPrefix);
  const createdAtMs = clock();
  const row: KeyRow = {
    id: newId(),
    label,
    prefix: secret.slice(0, shownLength),
    secretHash: hashOf(secret),
    role,
    scope: scopeFor(role, scope),
    createdBy: actor.id,
    createdAtMs,
    expiresAtMs: validMs === undefined ? null : createdAtMs + validMs,
    revokedAtMs: null,
    lastUsedAtMs: null,
  };
  await db.commit({
    do: [store.addKey(row)],
    audit: [{ actor, origin, action: "key.created", data: { key: row.id, label, role, scope: row.scope } }],
  });
  return { key: viewOfKey(row, store), secret };
}

/** By id or its last six characters. Throws `not_found` where there is none that could still be used, or it is another's. */
export async function revokeKey({ store, db, clock }: Ports, { actor, origin }: Caller, wanted: string): Promise<void> {
  const key = store.keys(clock()).find(({ id }) => id === wanted || shortId(id) === wanted);
  if (key === undefined || (actor.role !== "admin" && key.createdBy !== actor.id))
    throw new AppError("not_found", "There is no such key.", { hint: "`ailx key list` lists them." });
  await db.commit({
    do: [{ of: store.revokeKey(key.id, clock()), rows: 1 }],
    audit: [{ actor, origin, action: "key.revoked", data: { key: key.id, label: key.label } }],
  });
}
