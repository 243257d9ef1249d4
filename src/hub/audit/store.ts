/** Reads the audit trail: a task's entries, a stretch of it, and whether its chain holds. */
import { and, asc, desc, eq, gt, lt, type SQL } from "drizzle-orm";
import { auditGenesis, verifyChain, type ChainedAudit, type ChainVerdict } from "../../domain/audit.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Db } from "../db/database.ts";
import { audit } from "./table.ts";

export type AuditFilter = {
  taskId?: string;
  machineId?: string;
  action?: string;
  /** Only older entries than this. */ before?: number;
  limit?: number;
};

/** How many rows are looked at before others get their turn. */
const stretch = 2_000;
const listAtMost = 500;

export function auditStore({ read }: Pick<Db, "read">) {
  return {
    /** Newest first; at most 500. */
    list: ({ taskId, machineId, action, before, limit = 100 }: AuditFilter = {}): ChainedAudit[] => {
      const wanted: (SQL | undefined)[] = [
        taskId === undefined ? undefined : eq(audit.taskId, taskId),
        machineId === undefined ? undefined : eq(audit.machineId, machineId),
        action === undefined ? undefined : eq(audit.action, action),
        before === undefined ? undefined : lt(audit.seq, before),
      ];
      const rows = read
        .select()
        .from(audit)
        .where(and(...wanted))
        .orderBy(desc(audit.seq))
        .limit(Math.min(limit, listAtMost));
      return rows.all().map(entryOf);
    },

    /** Checks the whole chain, some thousand entries at a time. The head is what agents may keep a copy of. */
    verify: async (): Promise<ChainVerdict> => {
      let before = { seq: 0, hash: auditGenesis };
      for (;;) {
        const rows = read
          .select()
          .from(audit)
          .where(gt(audit.seq, before.seq))
          .orderBy(asc(audit.seq))
          .limit(stretch)
          .all()
          .map(entryOf);
        if (rows.length === 0) return { ok: true, count: before.seq, head: before.hash };
        const verdict = verifyChain(rows, before);
        if (!verdict.ok) return verdict;
        before = { seq: rows.at(-1)?.seq ?? before.seq, hash: verdict.head };
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
export type AuditStore = ReturnType<typeof auditStore>;

const entryOf = ({ dataJson, ...row }: typeof audit.$inferSelect): ChainedAudit => ({ ...row, data: dataOf(dataJson) });

/** What is not JSON any more was altered; the chain says so. */
function dataOf(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return { unreadable: text };
  }
}
