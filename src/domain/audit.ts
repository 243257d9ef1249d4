/** The audit trail's chain: each entry's hash covers its content and the hash before it, so an altered row shows. */
import { createHash } from "node:crypto";
import { canonical, type JsonObject } from "../lib/json.ts";

/** What a hash covers. `taskId` and `machineId` are absent or null where the entry concerns none. */
export type AuditContent = {
  seq: number;
  atMs: number;
  actorId: string;
  actorName: string;
  origin: string;
  action: string;
  taskId?: string | null | undefined;
  machineId?: string | null | undefined;
  data: JsonObject;
  /** Hash of the entry before; `auditGenesis` for the first. */
  prevHash: string;
};

export type ChainedAudit = AuditContent & { hash: string };

/** What stands before the first entry. */
export const auditGenesis = "";

/** SHA-256, in hex, over the canonical JSON of the entry; absent fields count as null. */
export function auditHash(entry: AuditContent): string {
  const covered: JsonObject = {
    seq: entry.seq,
    atMs: entry.atMs,
    actorId: entry.actorId,
    actorName: entry.actorName,
    origin: entry.origin,
    action: entry.action,
    taskId: entry.taskId ?? null,
    machineId: entry.machineId ?? null,
    data: entry.data,
    prevHash: entry.prevHash,
  };
  return createHash("sha256").update(canonical(covered)).digest("hex");
}

export type ChainVerdict =
  | { ok: true; count: number; head: string }
  /** `seq` is the first entry that does not fit. */
  | { ok: false; seq: number; why: string };

/**
 * Checks entries in order of `seq`. `after` is the hash and number of the entry before the first one given; absent: the
 * trail starts here. A gap in the numbers, a wrong link or an altered entry is told by its number.
 */
export function verifyChain(rows: readonly ChainedAudit[], after = { seq: 0, hash: auditGenesis }): ChainVerdict {
  let before = after;
  for (const row of rows) {
    if (row.seq !== before.seq + 1) return { ok: false, seq: row.seq, why: `entry ${before.seq + 1} is missing` };
    if (row.prevHash !== before.hash) return { ok: false, seq: row.seq, why: "it does not follow the entry before it" };
    if (row.hash !== auditHash(row)) return { ok: false, seq: row.seq, why: "its content was altered" };
    before = { seq: row.seq, hash: row.hash };
  }
  return { ok: true, count: rows.length, head: before.hash };
}
