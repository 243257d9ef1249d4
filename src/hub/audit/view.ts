/** Entries and verifications as the API and the pages show them. */
import type { AuditEntryView, AuditVerification } from "../../api/audit.ts";
import type { ChainedAudit } from "../../domain/audit.ts";
import { auditWords } from "../../domain/auditWords.ts";
import { iso } from "../../lib/clock.ts";
import type { Verified } from "./keeper.ts";

export type NameOf = (machineId: string) => string;

export function viewOfEntry({ atMs, taskId, machineId, ...entry }: ChainedAudit, nameOf: NameOf): AuditEntryView {
  const machine = machineId ? nameOf(machineId) : undefined;
  return {
    seq: entry.seq,
    // Somebody's edit may be a time that no calendar has; the chain says that it is one.
    at: Math.abs(atMs) <= 8.64e15 ? iso(atMs) : iso(0),
    actorId: entry.actorId,
    actorName: entry.actorName,
    origin: entry.origin,
    action: entry.action,
    says: auditWords({ ...entry, machine }),
    ...(taskId ? { taskId } : {}),
    ...(machineId ? { machineId } : {}),
    ...(machine === undefined ? {} : { machine }),
    data: entry.data,
    prevHash: entry.prevHash,
    hash: entry.hash,
  };
}

export const viewOfVerified = ({ report, atMs }: Verified): AuditVerification => {
  const { unexplained: _marks, ...told } = report;
  return { at: iso(atMs), ...told };
};
