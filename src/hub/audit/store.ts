/** Reads the audit trail: what fits a filter, a stretch of it, its checkpoints and what machines hold of them. */
import { and, asc, desc, eq, gt, gte, like, lt, lte, or, sql, type SQL } from "drizzle-orm";
import type { ChainedAudit } from "../../domain/audit.ts";
import type { Checkpoint } from "../../domain/auditCheckpoint.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { Db, Statement } from "../db/database.ts";
import { insertInto } from "../db/insert.ts";
import { audit, auditCheckpoint, auditHeld, auditRecord } from "./table.ts";

export type AuditFilter = {
  /** Id or name. */
  person?: string | undefined;
  machineId?: string | undefined;
  taskId?: string | undefined;
  /** `login.failed`, or `login` for all of that noun. */
  action?: string | undefined;
  fromMs?: number | undefined;
  toMs?: number | undefined;
  /** Anywhere in what was done, by whom and from where. */
  text?: string | undefined;
  /** Only older entries than this. */
  before?: number | undefined;
};

export const listAtMost = 500;
/** About 20 ms of looking at every text. */
const window = 20_000;
/** What is offered to choose from is taken from so many. */
const latelyEntries = 20_000;
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function auditStore({ read }: Pick<Db, "read">) {
  const newest = (): { seq: number; hash: string; atMs: number } | undefined =>
    read
      .select({ seq: audit.seq, hash: audit.hash, atMs: audit.atMs })
      .from(audit)
      .orderBy(desc(audit.seq))
      .limit(1)
      .get();
  const lately = () => gt(audit.seq, (newest()?.seq ?? 0) - latelyEntries);

  return {
    /** Newest first; at most 500. */
    list: (filter: AuditFilter = {}, limit = 100): ChainedAudit[] =>
      read
        .select()
        .from(audit)
        .where(and(...wanted(filter)))
        .orderBy(desc(audit.seq))
        .limit(Math.min(limit, listAtMost))
        .all()
        .map(entryOf),

    /**
     * The same where no index helps: looked for in windows, from the newest on, with a turn for others in between. A
     * million entries in one go would keep everybody waiting for a second.
     */
    find: async (filter: AuditFilter, limit: number, turn: () => Promise<void> = nextTurn): Promise<ChainedAudit[]> => {
      const found: ChainedAudit[] = [];
      const size = Math.min(limit, listAtMost);
      let below = filter.before ?? (newest()?.seq ?? 0) + 1;
      while (below > 1 && found.length < size) {
        const rows = read
          .select()
          .from(audit)
          .where(and(...wanted({ ...filter, before: below }), gte(audit.seq, below - window)))
          .orderBy(desc(audit.seq))
          .limit(size - found.length)
          .all();
        found.push(...rows.map(entryOf));
        below -= window;
        await turn();
      }
      return found;
    },

    entry: (seq: number): ChainedAudit | undefined => {
      const row = read.select().from(audit).where(eq(audit.seq, seq)).get();
      return row && entryOf(row);
    },

    /** In the order of the trail, after an entry. */
    after: (seq: number, limit: number, filter: AuditFilter = {}): ChainedAudit[] =>
      read
        .select()
        .from(audit)
        .where(and(gt(audit.seq, seq), ...wanted(filter)))
        .orderBy(asc(audit.seq))
        .limit(limit)
        .all()
        .map(entryOf),

    newest,

    /** How often each action happened within a time. */
    counts: (fromMs: number, toMs: number): { action: string; count: number }[] =>
      read
        .select({ action: audit.action, count: sql<number>`count(*)` })
        .from(audit)
        .where(and(gte(audit.atMs, fromMs), lt(audit.atMs, toMs)))
        .groupBy(audit.action)
        .all(),

    /** Every action among the newest entries. */
    actions: (): string[] =>
      read
        .selectDistinct({ action: audit.action })
        .from(audit)
        .where(lately())
        .orderBy(asc(audit.action))
        .all()
        .map(({ action }) => action),

    /** Everybody who is in the newest entries. */
    people: (): { id: string; name: string }[] =>
      read
        .select({ id: audit.actorId, name: sql<string>`max(${audit.actorName})` })
        .from(audit)
        .where(lately())
        .groupBy(audit.actorId)
        .orderBy(asc(audit.actorId))
        .limit(listAtMost)
        .all(),

    checkpoints: (): Checkpoint[] => read.select().from(auditCheckpoint).orderBy(asc(auditCheckpoint.number)).all(),
    newestCheckpoint: (): Checkpoint | undefined =>
      read.select().from(auditCheckpoint).orderBy(desc(auditCheckpoint.number)).limit(1).get(),
    addCheckpoint: (checkpoint: Checkpoint): Statement => insertInto(auditCheckpoint, checkpoint),

    held: (machineId?: string): { machineId: string; checkpoint: Checkpoint }[] =>
      read
        .select()
        .from(auditHeld)
        .where(machineId === undefined ? undefined : eq(auditHeld.machineId, machineId))
        .all()
        .map(({ machineId: holder, toldAtMs: _told, ...checkpoint }) => ({ machineId: holder, checkpoint })),
    hold: (machineId: string, checkpoint: Checkpoint, toldAtMs: number): Statement =>
      insertInto(auditHeld, { machineId, ...checkpoint, toldAtMs }, { replace: true }),
    letGo: (machineId: string, { seq, hash }: Checkpoint): Statement =>
      read
        .delete(auditHeld)
        .where(and(eq(auditHeld.machineId, machineId), eq(auditHeld.seq, seq), eq(auditHeld.hash, hash))),

    record: (machineId: string) => read.select().from(auditRecord).where(eq(auditRecord.machineId, machineId)).get(),
    setRecord: (values: typeof auditRecord.$inferInsert): Statement =>
      insertInto(auditRecord, values, { replace: true }),
  };
}
export type AuditStore = ReturnType<typeof auditStore>;

function wanted(filter: AuditFilter): (SQL | undefined)[] {
  const { person, machineId, taskId, action, fromMs, toMs, text, before } = filter;
  const anywhere = text === undefined || text === "" ? undefined : `%${escaped(text)}%`;
  return [
    person === undefined
      ? undefined
      : or(
          eq(audit.actorId, person),
          sql`${audit.actorName} = ${person} COLLATE NOCASE`,
          sql`${like(audit.actorName, `${escaped(person)} (key %`)} ESCAPE '\\'`,
        ),
    machineId === undefined ? undefined : eq(audit.machineId, machineId),
    taskId === undefined ? undefined : eq(audit.taskId, taskId),
    action === undefined
      ? undefined
      : action.includes(".")
        ? eq(audit.action, action)
        : and(gte(audit.action, `${action}.`), lt(audit.action, `${action}/`)),
    fromMs === undefined ? undefined : gte(audit.atMs, fromMs),
    toMs === undefined ? undefined : lte(audit.atMs, toMs),
    before === undefined ? undefined : lt(audit.seq, before),
    anywhere === undefined
      ? undefined
      : or(
          ...[audit.dataJson, audit.actorName, audit.origin, audit.action].map(
            (column) => sql`${like(column, anywhere)} ESCAPE '\\'`,
          ),
        ),
  ];
}

const escaped = (text: string): string => text.replaceAll(/[\\%_]/g, "\\$&");

const entryOf = ({ dataJson, ...row }: typeof audit.$inferSelect): ChainedAudit => ({ ...row, data: dataOf(dataJson) });

/** What is not JSON any more was altered; the chain says so. */
function dataOf(text: string): JsonObject {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return { unreadable: text };
  }
}
