/** Secrets and their versions. A value is sealed with the hub's seal key and opened for a call that needs it, and for nothing else. */
import { and, asc, desc, eq, max } from "drizzle-orm";
import { AppError } from "../../domain/error.ts";
import type { Change, Db } from "../db/database.ts";
import { insertInto } from "../db/insert.ts";
import { updateOf } from "../db/update.ts";
import type { Seal } from "../keys/seal.ts";
import { secret } from "./table.ts";

export type StoredSecret = Omit<typeof secret.$inferSelect, "sealed">;
export type SecretRef = { name: string; version: number };

export function secretStore({ db: { read }, seal }: { db: Pick<Db, "read">; seal: Pick<Seal, "seal" | "open"> }) {
  const about = ({ name, version }: SecretRef): string => `secret\0${name}\0${version}`;
  const newest = (name: string): number | undefined =>
    read
      .select({ version: max(secret.version) })
      .from(secret)
      .where(eq(secret.name, name))
      .all()[0]?.version ?? undefined;

  return {
    /** The version that a plan made now uses; undefined where there is no such secret. */
    newest,

    /** The newest version of each, by name; `usedAtMs` of whichever was used last. */
    list: (): StoredSecret[] => {
      const all = read.select().from(secret).orderBy(asc(secret.name), desc(secret.version)).all();
      return [...Map.groupBy(all, ({ name }) => name).values()].flatMap(([first, ...older]) => {
        if (!first) return [];
        const { sealed: _sealed, ...shown } = first;
        const usedAtMs = Math.max(0, ...[first, ...older].map((each) => each.usedAtMs ?? 0));
        return [{ ...shown, usedAtMs: usedAtMs || null }];
      });
    },

    /** Throws `not_found` where it was removed, `storage_failed` where it does not open. */
    value: (ref: SecretRef): string => {
      const row = read
        .select()
        .from(secret)
        .where(and(eq(secret.name, ref.name), eq(secret.version, ref.version)))
        .all()[0];
      if (!row)
        throw new AppError("not_found", `The secret ${ref.name} has no version ${ref.version} any more.`, {
          hint: "Ask again: a new plan uses the newest version.",
        });
      return seal.open(row.sealed, about(ref));
    },

    has: ({ name, version }: SecretRef): boolean =>
      read
        .select({ name: secret.name })
        .from(secret)
        .where(and(eq(secret.name, name), eq(secret.version, version)))
        .all().length > 0,

    insert: ({ value, ...made }: SecretRef & { value: string; madeAtMs: number; madeBy: string }): Change =>
      insertInto(secret, { ...made, sealed: seal.seal(value, about(made)), usedAtMs: null }),
    used: ({ name, version }: SecretRef, usedAtMs: number) =>
      updateOf(secret, { set: { usedAtMs }, where: { name, version } }),
    remove: (name: string): Change => read.delete(secret).where(eq(secret.name, name)),
  };
}

export type SecretStore = ReturnType<typeof secretStore>;
