/** Tables of schedules: what is done when, and what became of each time that was due. Times are epoch ms. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const scheduleActive = sql.raw("'active'");

export const schedule = sqliteTable(
  "schedule",
  {
    id: text("id").primaryKey(),
    /** The task whose plan it is, and whose approval made it. */
    taskId: text("task_id").notNull(),
    request: text("request").notNull(),
    whenJson: text("when_json").notNull(),
    planJson: text("plan_json").notNull(),
    digest: text("digest").notNull(),
    /** As it was approved; what rates higher later is asked about. */
    risk: text("risk").notNull(),
    /** 1: a step of it changes something. */
    changes: integer("changes").notNull(),
    /** active, paused, done, removed */
    state: text("state").notNull(),
    /** Why it is in that state, for people; empty while nothing is to be said. */
    why: text("why").notNull(),
    nextMs: integer("next_ms"),
    madeById: text("made_by_id").notNull(),
    madeByName: text("made_by_name").notNull(),
    /** What was asked for beside the words. */
    askJson: text("ask_json").notNull(),
    madeAtMs: integer("made_at_ms").notNull(),
    /** What is done about a time that was missed: skip, late; empty: as is usual for what it does. */
    missed: text("missed").notNull(),
  },
  (t) => [
    index("schedule_due")
      .on(t.nextMs)
      .where(sql`state = ${scheduleActive}`),
  ],
);

/** One row a due time: there is no second one for the same, so that nothing is done twice. */
export const scheduleRun = sqliteTable(
  "schedule_run",
  {
    scheduleId: text("schedule_id").notNull(),
    dueMs: integer("due_ms").notNull(),
    /** fired, by_hand, missed, skipped */
    outcome: text("outcome").notNull(),
    why: text("why").notNull(),
    taskId: text("task_id"),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.scheduleId, t.dueMs] })],
);
