/** Rules of the hub, its read-only switches, and standing permissions. Times are epoch ms. */
import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const policyRule = sqliteTable("policy_rule", {
  id: text("id").primaryKey(),
  ruleJson: text("rule_json").notNull(),
  /** In which order they are shown; which of them counts does not depend on it. */
  place: integer("place").notNull(),
  changedBy: text("changed_by").notNull(),
  changedAtMs: integer("changed_at_ms").notNull(),
});

export const readOnly = sqliteTable("read_only", {
  /** `hub`, or a machine's id. */
  scope: text("scope").primaryKey(),
  reason: text("reason").notNull(),
  byName: text("by_name").notNull(),
  sinceMs: integer("since_ms").notNull(),
});

export const permit = sqliteTable(
  "permit",
  {
    id: text("id").primaryKey(),
    tool: text("tool").notNull(),
    inputJson: text("input_json").notNull(),
    machines: text("machines").notNull(),
    /** The machines that it was approved for; null where it was written as a pattern. */
    machineIdsJson: text("machine_ids_json"),
    personId: text("person_id"),
    personName: text("person_name"),
    risk: text("risk").notNull(),
    untilMs: integer("until_ms").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    taskId: text("task_id"),
    used: integer("used").notNull().default(0),
    lastUsedAtMs: integer("last_used_at_ms"),
    revokedAtMs: integer("revoked_at_ms"),
  },
  (t) => [
    index("permit_open")
      .on(t.untilMs)
      .where(sql`${t.revokedAtMs} IS NULL`),
  ],
);
