/** Secrets that steps need, each version sealed. */
import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const secret = sqliteTable(
  "secret",
  {
    name: text("name").notNull(),
    version: integer("version").notNull(),
    sealed: text("sealed").notNull(),
    madeAtMs: integer("made_at_ms").notNull(),
    madeBy: text("made_by").notNull(),
    /** When it was last sent to a machine. */
    usedAtMs: integer("used_at_ms"),
  },
  (t) => [primaryKey({ columns: [t.name, t.version] })],
);
