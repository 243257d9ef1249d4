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
  (t) => [
    index("audit_by_task").on(t.taskId),
    index("audit_by_machine").on(t.machineId, t.seq),
    index("audit_by_actor").on(t.actorId, t.seq),
    index("audit_by_action").on(t.action, t.seq),
    index("audit_by_time").on(t.atMs),
  ],
);

/** What the hub signed of its own trail. */
export const auditCheckpoint = sqliteTable("audit_checkpoint", {
  number: integer("number").notNull(),
  seq: integer("seq").notNull(),
  hash: text("hash").notNull(),
  atMs: integer("at_ms").notNull(),
  signature: text("signature").notNull(),
});

/** What machines told of the checkpoints they hold. */
export const auditHeld = sqliteTable("audit_held", {
  machineId: text("machine_id").notNull(),
  seq: integer("seq").notNull(),
  hash: text("hash").notNull(),
  number: integer("number").notNull(),
  atMs: integer("at_ms").notNull(),
  signature: text("signature").notNull(),
  toldAtMs: integer("told_at_ms").notNull(),
});

/** The newest that each machine told of its own record of what it ran. */
export const auditRecord = sqliteTable("audit_record", {
  machineId: text("machine_id").primaryKey(),
  seq: integer("seq").notNull(),
  hash: text("hash").notNull(),
  toldAtMs: integer("told_at_ms").notNull(),
});
