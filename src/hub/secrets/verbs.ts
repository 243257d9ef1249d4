/** What people do with secrets: set a new version, remove one. Neither the audit nor an answer ever has a value. */
import type { SecretView } from "../../api/secret.ts";
import { AppError } from "../../domain/error.ts";
import { leastKnownBytes } from "../../domain/redact/known.ts";
import { secretName } from "../../domain/secret.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import type { AuditEntry, Db } from "../db/database.ts";
import type { SecretStore, StoredSecret } from "./store.ts";

type By = Pick<AuditEntry, "actor" | "origin">;
export type Parts = { db: Pick<Db, "commit">; store: SecretStore; clock: Clock };

export const viewOf = ({ name, version, madeAtMs, madeBy, usedAtMs }: StoredSecret): SecretView => ({
  name,
  version,
  madeAt: iso(madeAtMs),
  madeBy,
  ...(usedAtMs === null ? {} : { usedAt: iso(usedAtMs) }),
});

/** Throws `validation` for a name that cannot be one, and for a value that could not be masked. */
export async function setSecret(
  { db, store, clock }: Parts,
  by: By,
  { name, value }: { name: string; value: string },
): Promise<SecretView> {
  checkName(name);
  if (Buffer.byteLength(value) < leastKnownBytes)
    throw new AppError("validation", `A secret has at least ${leastKnownBytes} bytes.`, {
      fields: { value: "is too short to be masked in output" },
    });
  const made = { name, version: (store.newest(name) ?? 0) + 1, madeAtMs: clock(), madeBy: by.actor.name };
  await db.commit({
    do: [store.insert({ ...made, value })],
    audit: [{ ...by, action: "secret.set", data: { name, version: made.version } }],
  });
  return viewOf({ ...made, usedAtMs: null });
}

/** Throws `not_found`. Plans that name it no longer run. */
export async function removeSecret({ db, store }: Parts, by: By, name: string): Promise<void> {
  if (store.newest(name) === undefined) throw noSecret(name);
  await db.commit({ do: [store.remove(name)], audit: [{ ...by, action: "secret.removed", data: { name } }] });
}

const noSecret = (name: string): AppError =>
  new AppError("not_found", `There is no secret ${JSON.stringify(name.slice(0, 64))}.`, {
    hint: "`ailx secret list` shows what there is.",
  });

function checkName(name: string): void {
  if (secretName.test(name)) return;
  throw new AppError("validation", "A secret's name is lower-case letters, digits, dots, dashes and underscores.", {
    fields: { name: "begins with a letter and has at most 64 characters" },
  });
}
