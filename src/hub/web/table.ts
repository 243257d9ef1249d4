/** Where the hub itself may send requests: one row, or none. */
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const webAccess = sqliteTable("web_access", {
  /** There is one. */
  id: integer("id").primaryKey(),
  settingsJson: text("settings_json").notNull(),
  changedAtMs: integer("changed_at_ms").notNull(),
  changedBy: text("changed_by").notNull(),
});
