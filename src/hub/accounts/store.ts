/** Reads and statements of people, sign-ins and keys. Statements are run by `commit` or `later`, never here. */
import { and, count, desc, eq, gt, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Db, Statement } from "../db/database.ts";
import { apiKey, person, signIn } from "./table.ts";

export type PersonRow = typeof person.$inferSelect;
export type SignInRow = typeof signIn.$inferSelect;
export type KeyRow = typeof apiKey.$inferSelect;

export type AccountStore = ReturnType<typeof accountStore>;

export function accountStore(db: Db) {
  const { read } = db;
  const hash = sql.placeholder("hash");
  const id = sql.placeholder("id");
  const signedIn = read
    .select({ signIn, person })
    .from(signIn)
    .innerJoin(person, eq(person.id, signIn.personId))
    .where(eq(signIn.secretHash, hash))
    .prepare();
  const keyed = read.select().from(apiKey).where(eq(apiKey.secretHash, hash)).prepare();
  const personById = read.select().from(person).where(eq(person.id, id)).prepare();
  const people = read.select({ n: count() }).from(person).prepare();

  return {
    signInBy: (secretHash: string) => signedIn.get({ hash: secretHash }),
    keyBy: (secretHash: string): KeyRow | undefined => keyed.get({ hash: secretHash }),
    person: (personId: string): PersonRow | undefined => personById.get({ id: personId }),
    personNamed: (username: string): PersonRow | undefined =>
      read.select().from(person).where(eq(person.username, username)).get(),
    anyone: (): boolean => (people.get()?.n ?? 0) > 0,
    key: (keyId: string): KeyRow | undefined => read.select().from(apiKey).where(eq(apiKey.id, keyId)).get(),
    /** Keys that can be used now, newest first. */
    keys: (nowMs: number): KeyRow[] =>
      read
        .select()
        .from(apiKey)
        .where(and(isNull(apiKey.revokedAtMs), or(isNull(apiKey.expiresAtMs), gt(apiKey.expiresAtMs, nowMs))))
        .orderBy(desc(apiKey.createdAtMs))
        .all(),

    addPerson: (row: PersonRow): Statement => read.insert(person).values(row),
    changePerson: (personId: string, change: Partial<Omit<PersonRow, "id">>): Statement =>
      read.update(person).set(change).where(eq(person.id, personId)),
    addSignIn: (row: SignInRow): Statement => read.insert(signIn).values(row),
    endSignIn: (secretHash: string): Statement => read.delete(signIn).where(eq(signIn.secretHash, secretHash)),
    endSignInsOf: (personId: string, butNot = ""): Statement =>
      read.delete(signIn).where(and(eq(signIn.personId, personId), ne(signIn.secretHash, butNot))),
    endOldSignIns: ({ nowMs, idleMs }: { nowMs: number; idleMs: number }): Statement =>
      read.delete(signIn).where(or(lt(signIn.expiresAtMs, nowMs), lt(signIn.seenAtMs, nowMs - idleMs))),
    seen: (secretHash: string, atMs: number): Statement =>
      read.update(signIn).set({ seenAtMs: atMs }).where(eq(signIn.secretHash, secretHash)),
    addKey: (row: KeyRow): Statement => read.insert(apiKey).values(row),
    revokeKey: (keyId: string, atMs: number): Statement =>
      read
        .update(apiKey)
        .set({ revokedAtMs: atMs })
        .where(and(eq(apiKey.id, keyId), isNull(apiKey.revokedAtMs))),
  };
}
