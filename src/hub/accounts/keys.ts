/** API keys: made and revoked by admins, shown once, never stronger than who made them. */
import type { KeyRequest, KeyView } from "../../api/auth.ts";
import { AppError } from "../../domain/error.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import type { Db } from "../db/database.ts";
import { keyPrefix } from "../http/identity.ts";
import type { Caller } from "../http/route.ts";
import { hashOf, newSecret } from "./secrets.ts";
import type { AccountStore, KeyRow } from "./store.ts";

type Ports = { store: AccountStore; db: Db; clock: Clock };

/** How much of a key a list shows, so that one can tell them apart. */
const shownLength = keyPrefix.length + 4;

export const viewOfKey = ({ id, label, role, prefix, createdAtMs, expiresAtMs }: KeyRow): KeyView => ({
  id,
  label,
  role: role as KeyView["role"],
  prefix,
  createdAt: iso(createdAtMs),
  ...(expiresAtMs === null ? {} : { expiresAt: iso(expiresAtMs) }),
});

export async function createKey(
  { store, db, clock }: Ports,
  { actor, origin }: Caller,
  { label, role, validMs }: KeyRequest,
): Promise<{ key: KeyView; secret: string }> {
  const secret = newSecret(keyPrefix);
  const createdAtMs = clock();
  const row: KeyRow = {
    id: newId(),
    label,
    prefix: secret.slice(0, shownLength),
    secretHash: hashOf(secret),
    role,
    createdBy: actor.id,
    createdAtMs,
    expiresAtMs: validMs === undefined ? null : createdAtMs + validMs,
    revokedAtMs: null,
  };
  await db.commit({
    do: [store.addKey(row)],
    audit: [{ actor, origin, action: "key.created", data: { key: row.id, label, role } }],
  });
  return { key: viewOfKey(row), secret };
}

/** Throws `not_found` where there is none that could still be used. */
export async function revokeKey({ store, db, clock }: Ports, { actor, origin }: Caller, id: string): Promise<void> {
  const key = store.key(id);
  if (key === undefined || key.revokedAtMs !== null) throw new AppError("not_found", "There is no such key.");
  await db.commit({
    do: [{ of: store.revokeKey(id, clock()), rows: 1 }],
    audit: [{ actor, origin, action: "key.revoked", data: { key: id, label: key.label } }],
  });
}
