/** Reads of rules, switches and permissions, kept in memory until they change, and the statements that change them. */
import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Standing } from "../../domain/decide.ts";
import type { Permit } from "../../domain/permit.ts";
import type { PolicyRule, ReadOnly } from "../../domain/policy.ts";
import type { Risk } from "../../domain/risk.ts";
import type { JsonObject } from "../../lib/json.ts";
import { insertInto } from "../db/insert.ts";
import type { Change, Db, Statement } from "../db/database.ts";
import { permit, policyRule, readOnly } from "./table.ts";

/** A rule with who wrote it and when. */
export type StoredRule = { rule: PolicyRule; changedBy: string; changedAtMs: number };
type Permission = typeof permit.$inferSelect;

/** The event kinds after which what stands is read anew. */
const changes = new Set(["policy", "permit"]);

export function policyStore({ read, onEvents }: Pick<Db, "read" | "onEvents">) {
  let held: { rules: StoredRule[]; readOnly: ReadOnly[]; permits: Permit[] } | undefined;
  // After the commit and before whoever made it hears of that, so nobody decides by what stood before.
  onEvents((events) => {
    if (events.some(({ kind }) => changes.has(kind))) held = undefined;
  });
  const now = () =>
    (held ??= {
      rules: read.select().from(policyRule).orderBy(policyRule.place, policyRule.id).all().map(ruleOf),
      readOnly: read.select().from(readOnly).all().map(switchOf),
      permits: read.select().from(permit).where(isNull(permit.revokedAtMs)).all().map(permitOf),
    });

  return {
    rules: (): StoredRule[] => now().rules,
    switches: (): ReadOnly[] => now().readOnly,
    /** What `decide` asks. The same arrays until something changes. */
    standing: (): Standing => {
      const all = now();
      return { rules: all.rules.map(({ rule }) => rule), readOnly: all.readOnly, permits: all.permits };
    },
    permit: (id: string): Permit | undefined =>
      read.select().from(permit).where(eq(permit.id, id)).all().map(permitOf)[0],
    /** Newest first, those that ended too. */
    permits: (most: number): Permit[] =>
      read.select().from(permit).orderBy(desc(permit.id)).limit(most).all().map(permitOf),
    openPermits: (nowMs: number): Permit[] =>
      read
        .select()
        .from(permit)
        .where(and(isNull(permit.revokedAtMs), gt(permit.untilMs, nowMs)))
        .orderBy(desc(permit.id))
        .all()
        .map(permitOf),

    putRule: ({ rule, changedBy, changedAtMs }: StoredRule, place: number): Statement =>
      insertInto(
        policyRule,
        { id: rule.id, ruleJson: JSON.stringify(rule), place, changedBy, changedAtMs },
        { replace: true },
      ),
    removeRule: (id: string): Change => ({ of: read.delete(policyRule).where(eq(policyRule.id, id)), rows: 1 }),
    removeAll: (): Statement => read.delete(policyRule),
    switchOn: ({ scope, reason, by, sinceMs }: ReadOnly): Statement =>
      insertInto(readOnly, { scope, reason, byName: by, sinceMs }, { replace: true }),
    switchOff: (scope: string): Change => ({ of: read.delete(readOnly).where(eq(readOnly.scope, scope)), rows: 1 }),
    insertPermit: (given: Permit): Statement => insertInto(permit, rowOf(given)),
    /** Fails with `guard_failed` where it was revoked or ran out in the same moment. */
    usePermit: (id: string, atMs: number): Change => ({
      of: read
        .update(permit)
        .set({ used: sql`${permit.used} + 1`, lastUsedAtMs: atMs })
        .where(and(eq(permit.id, id), isNull(permit.revokedAtMs), gt(permit.untilMs, atMs))),
      rows: 1,
    }),
    revokePermit: (id: string, atMs: number): Change => ({
      of: read
        .update(permit)
        .set({ revokedAtMs: atMs })
        .where(and(eq(permit.id, id), isNull(permit.revokedAtMs))),
      rows: 1,
    }),
  };
}
export type PolicyStore = ReturnType<typeof policyStore>;

const ruleOf = (row: typeof policyRule.$inferSelect): StoredRule => ({
  rule: JSON.parse(row.ruleJson) as PolicyRule,
  changedBy: row.changedBy,
  changedAtMs: row.changedAtMs,
});

const switchOf = ({ scope, reason, byName, sinceMs }: typeof readOnly.$inferSelect): ReadOnly => ({
  scope,
  reason,
  by: byName,
  sinceMs,
});

const permitOf = (row: Permission): Permit => ({
  id: row.id,
  tool: row.tool,
  input: JSON.parse(row.inputJson) as JsonObject,
  machines: row.machines,
  ...(row.machineIdsJson === null ? {} : { machineIds: JSON.parse(row.machineIdsJson) as string[] }),
  ...(row.personId === null ? {} : { person: { id: row.personId, name: row.personName ?? "" } }),
  risk: row.risk as Risk,
  untilMs: row.untilMs,
  createdAtMs: row.createdAtMs,
  createdBy: row.createdBy,
  ...(row.taskId === null ? {} : { taskId: row.taskId }),
  used: row.used,
  ...(row.lastUsedAtMs === null ? {} : { lastUsedAtMs: row.lastUsedAtMs }),
  ...(row.revokedAtMs === null ? {} : { revokedAtMs: row.revokedAtMs }),
});

const rowOf = ({ input, machineIds, person, taskId, ...rest }: Permit): Permission => ({
  ...rest,
  inputJson: JSON.stringify(input),
  machineIdsJson: machineIds === undefined ? null : JSON.stringify(machineIds),
  personId: person?.id ?? null,
  personName: person?.name ?? null,
  taskId: taskId ?? null,
  lastUsedAtMs: rest.lastUsedAtMs ?? null,
  revokedAtMs: rest.revokedAtMs ?? null,
});
