/** What people have confirmed that ailx may remember. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const memory = sqliteTable("memory", {
  id: text("id").primaryKey(),
  kind: text("kind").notNull(),
  text: text("text").notNull(),
  /** Of an alias: its words without article and case, so that no two are the same. */
  aliasKey: text("alias_key"),
  machinesJson: text("machines_json").notNull(),
  byName: text("by_name").notNull(),
  taskId: text("task_id"),
  atMs: integer("at_ms").notNull(),
  usedAtMs: integer("used_at_ms"),
});
