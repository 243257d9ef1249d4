/** The audit trail: append-only, each row chained to the one before by SHA-256. Only the writer computes the chain. */
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

export const audit = sqliteTable(
  "audit",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    atMs: integer("at_ms").notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    /** From where: address, `hub.sock`, `hub`. */
    origin: text("origin").notNull(),
    /** `task.created`, `approval.given`, `run.dispatched`, `machine.joined`, … */
    action: text("action").notNull(),
    taskId: text("task_id"),
    machineId: text("machine_id"),
    dataJson: text("data_json").notNull(),
    prevHash: text("prev_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (t) => [index("audit_by_task").on(t.taskId)],
);
