/** Reads and statements of people, sign-ins and keys. Statements are run by `commit` or `later`, never here. */
import { and, asc, count, desc, eq, gt, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Change, Db, Statement } from "../db/database.ts";
import { apiKey, person, recoveryCode, signIn } from "./table.ts";

export type PersonRow = typeof person.$inferSelect;
export type SignInRow = typeof signIn.$inferSelect;
export type KeyRow = typeof apiKey.$inferSelect;

/** How sign-ins are named where people see them: a part of the hash, which opens nothing. */
export const signInId = (secretHash: string): string => secretHash.slice(0, 16);

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
  const howMany = read.select({ n: count() }).from(person).prepare();
  const people = (): PersonRow[] => read.select().from(person).orderBy(asc(person.username)).all();

  return {
    signInBy: (secretHash: string) => signedIn.get({ hash: secretHash }),
    keyBy: (secretHash: string): KeyRow | undefined => keyed.get({ hash: secretHash }),
    person: (personId: string): PersonRow | undefined => personById.get({ id: personId }),
    personNamed: (username: string): PersonRow | undefined =>
      read.select().from(person).where(eq(person.username, username)).get(),
    /** Whatever the case of its letters: two people must not look alike. */
    personLike: (username: string): PersonRow | undefined =>
      people().find((each) => each.username.toLowerCase() === username.toLowerCase()),
    people,
    signInsOf: (personId: string, { nowMs, idleMs }: { nowMs: number; idleMs: number }): SignInRow[] =>
      read
        .select()
        .from(signIn)
        .where(and(eq(signIn.personId, personId), gt(signIn.expiresAtMs, nowMs), gt(signIn.seenAtMs, nowMs - idleMs)))
        .orderBy(desc(signIn.seenAtMs))
        .all(),
    recoveryCodesLeft: (personId: string): number =>
      read.select({ n: count() }).from(recoveryCode).where(eq(recoveryCode.personId, personId)).get()?.n ?? 0,
    anyone: (): boolean => (howMany.get()?.n ?? 0) > 0,
    key: (keyId: string): KeyRow | undefined => read.select().from(apiKey).where(eq(apiKey.id, keyId)).get(),
    /** Keys that can be used now, newest first. */
    keys: (nowMs: number): KeyRow[] =>
      read
        .select()
        .from(apiKey)
        .where(and(isNull(apiKey.revokedAtMs), or(isNull(apiKey.expiresAtMs), gt(apiKey.expiresAtMs, nowMs))))
        .orderBy(desc(apiKey.createdAtMs))
        .all(),

    addPerson: (row: typeof person.$inferInsert): Statement => read.insert(person).values(row),
    changePerson: (personId: string, change: Partial<Omit<PersonRow, "id">>): Statement =>
      read.update(person).set(change).where(eq(person.id, personId)),
    /** Guarded: one active admin besides this person must be left. For what takes an admin's power away. */
    changeUnlessLastAdmin: (personId: string, change: Partial<Omit<PersonRow, "id">>): Change => ({
      of: read
        .update(person)
        .set(change)
        .where(and(eq(person.id, personId), otherAdmin(personId))),
      rows: 1,
    }),
    removePerson: (personId: string): Change => ({
      of: read.delete(person).where(and(eq(person.id, personId), otherAdmin(personId))),
      rows: 1,
    }),
    /** Guarded: whoever lost the password or was taken out while it was being checked does not come in by it. */
    signedIn: ({ id: personId, passwordHash }: Pick<PersonRow, "id" | "passwordHash">, atMs: number): Change => ({
      of: read
        .update(person)
        .set({ lastLoginAtMs: atMs })
        .where(and(eq(person.id, personId), eq(person.passwordHash, passwordHash), eq(person.active, 1))),
      rows: 1,
    }),
    /** Guarded: a code counts once, and none that is older than one that counted. */
    useTotpStep: (personId: string, step: number): Change => ({
      of: read
        .update(person)
        .set({ totpStep: step })
        .where(and(eq(person.id, personId), or(isNull(person.totpStep), lt(person.totpStep, step)))),
      rows: 1,
    }),
    useRecoveryCode: (personId: string, codeHash: string): Change => ({
      of: read
        .delete(recoveryCode)
        .where(and(eq(recoveryCode.personId, personId), eq(recoveryCode.codeHash, codeHash))),
      rows: 1,
    }),
    forgetRecoveryCodes: (personId: string): Statement =>
      read.delete(recoveryCode).where(eq(recoveryCode.personId, personId)),
    addRecoveryCode: (personId: string, codeHash: string): Statement =>
      read.insert(recoveryCode).values({ personId, codeHash }),
    addSignIn: (row: typeof signIn.$inferInsert): Statement => read.insert(signIn).values(row),
    endSignIn: (secretHash: string): Statement => read.delete(signIn).where(eq(signIn.secretHash, secretHash)),
    endSignInsOf: (personId: string, butNot = ""): Statement =>
      read.delete(signIn).where(and(eq(signIn.personId, personId), ne(signIn.secretHash, butNot))),
    endOldSignIns: ({ nowMs, idleMs }: { nowMs: number; idleMs: number }): Statement =>
      read.delete(signIn).where(or(lt(signIn.expiresAtMs, nowMs), lt(signIn.seenAtMs, nowMs - idleMs))),
    seen: (secretHash: string, atMs: number): Statement =>
      read.update(signIn).set({ seenAtMs: atMs }).where(eq(signIn.secretHash, secretHash)),
    keyUsed: (keyId: string, atMs: number): Statement =>
      read.update(apiKey).set({ lastUsedAtMs: atMs }).where(eq(apiKey.id, keyId)),
    revokeKeysOf: (personId: string, atMs: number): Statement =>
      read
        .update(apiKey)
        .set({ revokedAtMs: atMs })
        .where(and(eq(apiKey.createdBy, personId), isNull(apiKey.revokedAtMs))),
    addKey: (row: KeyRow): Statement => read.insert(apiKey).values(row),
    revokeKey: (keyId: string, atMs: number): Statement =>
      read
        .update(apiKey)
        .set({ revokedAtMs: atMs })
        .where(and(eq(apiKey.id, keyId), isNull(apiKey.revokedAtMs))),
  };
}

// True of everyone who is not an active admin as well: nothing is lost by changing them.
const otherAdmin = (personId: string) =>
  sql`(${person.role} <> 'admin' or ${person.active} <> 1 or exists (select 1 from ${person} as other where other.role = 'admin' and other.active = 1 and other.id <> ${personId}))`;
