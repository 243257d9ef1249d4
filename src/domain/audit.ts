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
