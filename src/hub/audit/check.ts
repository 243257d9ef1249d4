/** Looks over a whole trail in a store, a stretch at a time so that others get their turn. */
import { AuditCheck, type AuditEvidence } from "../../domain/auditCheck.ts";
import type { AuditReport } from "../../domain/auditReport.ts";
import type { AuditStore } from "./store.ts";

/** About four milliseconds of work. */
const stretch = 400;

export async function checkStore(
  store: AuditStore,
  evidence: AuditEvidence,
  turn: () => Promise<void> = () => new Promise((resolve) => setImmediate(resolve)),
): Promise<AuditReport> {
  const check = new AuditCheck(evidence);
  for (let seq = 0; ;) {
    const rows = store.after(seq, stretch);
    const last = rows.at(-1);
    if (!last) return check.finish();
    check.add(rows);
    seq = last.seq;
    await turn();
  }
}
