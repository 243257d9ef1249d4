/** Machines and join tokens in the database: rows in, plain values out. Statements are only made here; `commit` runs them. */
import { and, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { machineId, type Facts, type MachineId } from "../../domain/machine.ts";
import type { MachinePolicy } from "../../domain/machinePolicy.ts";
import type { Level } from "../../domain/risk.ts";
import type { Change, Db, Statement } from "../db/database.ts";
import { joinToken, machine } from "./table.ts";

/** What is stored of a machine, parsed. `standing` is absent while it may connect. */
export type Known = {
  id: MachineId;
  name: string;
  aliases: string[];
  tags: string[];
  /** Ed25519, SPKI in base64. */
  publicKey: string;
  instanceId: string;
  machineIdHash: string;
  bootId: string;
  agentVersion: string;
  ownMaxLevel: Level;
  hubMaxLevel: Level;
  standing?: { kind: "pending" | "quarantined" | "revoked"; reason: string };
  facts: Facts;
  /** The rules of its own policy, as its agent told them. */
  policy?: MachinePolicy;
  tokenId?: string;
  joinedAtMs: number;
  lastSeenAtMs: number;
};

export type Token = {
  id: string;
  label: string;
  secretHash: string;
  tags: string[];
  maxLevel: Level;
  uses: number;
  used: number;
  createdBy: string;
  createdAtMs: number;
  expiresAtMs: number;
  revokedAtMs?: number;
  /** A machine that joins by it waits for a person to let it in. */
  asks: boolean;
};

export const readMachines = (db: Db): Known[] => db.read.select().from(machine).all().map(knownFrom);

export const machineByKey = (db: Db, publicKey: string): Known | undefined =>
  db.read.select().from(machine).where(eq(machine.publicKey, publicKey)).all().map(knownFrom)[0];

export const readTokens = (db: Db, atMost: number): Token[] =>
  db.read
    .select()
    .from(joinToken)
    .orderBy(desc(joinToken.createdAtMs), desc(joinToken.id))
    .limit(atMost)
    .all()
    .map(tokenFrom);

export const tokenByHash = (db: Db, secretHash: string): Token | undefined =>
  db.read.select().from(joinToken).where(eq(joinToken.secretHash, secretHash)).all().map(tokenFrom)[0];

export const tokenById = (db: Db, id: string): Token | undefined =>
  db.read.select().from(joinToken).where(eq(joinToken.id, id)).all().map(tokenFrom)[0];

export const insertMachine = (db: Db, known: Known): Statement => db.read.insert(machine).values(rowOf(known));

/** Fails with `guard_failed` where the machine is quarantined, revoked or gone. */
export const changeMachine = (db: Db, id: MachineId, change: Partial<Known>): Change => ({
  of: db.read
    .update(machine)
    .set(columnsOf(change))
    .where(and(eq(machine.id, id), isNull(machine.standing))),
  rows: 1,
});

/** Ends a machine's life here. Fails with `guard_failed` where it was revoked before. */
export const endMachine = (db: Db, id: MachineId, { name, reason }: { name: string; reason: string }): Change => ({
  of: db.read
    .update(machine)
    .set({ name, standing: "revoked", standingReason: reason })
    .where(and(eq(machine.id, id), sql`${machine.standing} IS NOT 'revoked'`)),
  rows: 1,
});

/** Lets a machine in that waits. Fails with `guard_failed` where it does not wait any more. */
export const admitMachine = (db: Db, id: MachineId): Change => ({
  of: db.read
    .update(machine)
    .set({ standing: null, standingReason: null })
    .where(and(eq(machine.id, id), eq(machine.standing, "pending"))),
  rows: 1,
});

/** For what may be lost: when a machine was last heard. */
export const sawMachine = (db: Db, id: MachineId, lastSeenAtMs: number): Statement =>
  db.read.update(machine).set({ lastSeenAtMs }).where(eq(machine.id, id));

export const insertToken = (db: Db, token: Token): Statement =>
  db.read.insert(joinToken).values({
    ...withoutTags(token),
    tagsJson: JSON.stringify(token.tags),
    revokedAtMs: token.revokedAtMs ?? null,
    asks: token.asks ? 1 : 0,
  });

/** Counts one use. Matches no row once the token is used up, expired or revoked: then nobody gets in by it. */
export const useToken = (db: Db, id: string, nowMs: number): Change => ({
  of: db.read
    .update(joinToken)
    .set({ used: sql`${joinToken.used} + 1` })
    .where(
      and(
        eq(joinToken.id, id),
        lt(joinToken.used, joinToken.uses),
        isNull(joinToken.revokedAtMs),
        gt(joinToken.expiresAtMs, nowMs),
      ),
    ),
  rows: 1,
});

export const endToken = (db: Db, id: string, revokedAtMs: number): Change => ({
  of: db.read
    .update(joinToken)
    .set({ revokedAtMs })
    .where(and(eq(joinToken.id, id), isNull(joinToken.revokedAtMs))),
  rows: 1,
});

type MachineRow = typeof machine.$inferSelect;
type TokenRow = typeof joinToken.$inferSelect;

function knownFrom(row: MachineRow): Known {
  const { aliasesJson, tagsJson, factsJson, policyJson, standing, standingReason, tokenId, ...plain } = row;
  return {
    ...plain,
    id: machineId(row.id),
    aliases: JSON.parse(aliasesJson) as string[],
    tags: JSON.parse(tagsJson) as string[],
    facts: JSON.parse(factsJson) as Facts,
    ownMaxLevel: row.ownMaxLevel as Level,
    hubMaxLevel: row.hubMaxLevel as Level,
    ...(policyJson === null ? {} : { policy: JSON.parse(policyJson) as MachinePolicy }),
    ...(tokenId === null ? {} : { tokenId }),
    ...(standing === "pending" || standing === "quarantined" || standing === "revoked"
      ? { standing: { kind: standing, reason: standingReason ?? "" } }
      : {}),
  };
}

const rowOf = (known: Known): MachineRow => {
  const { aliases, tags, facts, policy, standing, tokenId, ...plain } = known;
  return {
    ...plain,
    aliasesJson: JSON.stringify(aliases),
    tagsJson: JSON.stringify(tags),
    factsJson: JSON.stringify(facts),
    policyJson: policy ? JSON.stringify(policy) : null,
    standing: standing?.kind ?? null,
    standingReason: standing?.reason ?? null,
    tokenId: tokenId ?? null,
  };
};

function columnsOf({ aliases, tags, facts, policy, standing, ...plain }: Partial<Known>): Partial<MachineRow> {
  return {
    ...plain,
    ...(aliases ? { aliasesJson: JSON.stringify(aliases) } : {}),
    ...(tags ? { tagsJson: JSON.stringify(tags) } : {}),
    ...(facts ? { factsJson: JSON.stringify(facts) } : {}),
    ...(policy ? { policyJson: JSON.stringify(policy) } : {}),
    ...(standing ? { standing: standing.kind, standingReason: standing.reason } : {}),
  };
}

function tokenFrom({ tagsJson, revokedAtMs, maxLevel, asks, ...plain }: TokenRow): Token {
  return {
    ...plain,
    maxLevel: maxLevel as Level,
    tags: JSON.parse(tagsJson) as string[],
    asks: asks === 1,
    ...(revokedAtMs === null ? {} : { revokedAtMs }),
  };
}

const withoutTags = ({ tags: _tags, ...rest }: Token) => rest;
