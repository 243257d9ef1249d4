/** What was masked in runs: kinds and marks for everybody, values sealed for seven days. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const masked = sqliteTable(
  "masked",
  {
    runId: text("run_id").notNull(),
    attemptId: text("attempt_id").notNull(),
    /** From 1 on within its attempt. */
    n: integer("n").notNull(),
    kind: text("kind").notNull(),
    hash: text("hash").notNull(),
    count: integer("count").notNull(),
    /** To the hub's own key; null where there was no room for it, or it is older than is kept. */
    sealed: text("sealed"),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.attemptId, t.n] }),
    index("masked_by_age")
      .on(t.atMs)
      .where(sql`${t.sealed} is not null`),
  ],
);
