/** Tables of the task engine. Times are epoch ms; JSON columns hold the domain types of the same name. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** States that are looked for, written out: SQLite uses a partial index only where it sees that the query asks for its rows. */
export const openTaskStates = sql.raw("('planning', 'needs_answer', 'needs_approval', 'running', 'paused')");
export const openRunStates = sql.raw("('dispatched', 'running', 'verifying', 'unknown')");

export const task = sqliteTable(
  "task",
  {
    id: text("id").primaryKey(),
    kind: text("kind").notNull(),
    request: text("request").notNull(),
    /** What was asked for beside the words: on, planOnly, approveUpTo, confirm, maxLevel, answer. */
    askJson: text("ask_json").notNull(),
    state: text("state").notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    revision: integer("revision").notNull(),
    /** Question, decline, answer or summary of the state it is in; null while there is none. */
    outcomeJson: text("outcome_json"),
    headline: text("headline"),
    risk: text("risk"),
    machines: integer("machines").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    endedAtMs: integer("ended_at_ms"),
    /** The first task of its conversation; null where it goes on from nothing. */
    threadId: text("thread_id"),
  },
  (t) => [
    index("task_open")
      .on(t.state)
      .where(sql`state in ${openTaskStates}`),
    index("task_by_thread").on(t.threadId, t.id),
  ],
);

/** What a planner did on its way, part by part. */
export const turn = sqliteTable(
  "turn",
  {
    taskId: text("task_id").notNull(),
    seq: integer("seq").notNull(),
    revision: integer("revision").notNull(),
    partJson: text("part_json").notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.taskId, t.seq] })],
);

export const plan = sqliteTable(
  "plan",
  {
    taskId: text("task_id").notNull(),
    revision: integer("revision").notNull(),
    digest: text("digest").notNull(),
    planJson: text("plan_json").notNull(),
    assessmentJson: text("assessment_json").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.taskId, t.revision] })],
);

/** One asked-for approval of one plan revision; single use. */
export const approval = sqliteTable(
  "approval",
  {
    id: text("id").primaryKey(),
    taskId: text("task_id").notNull(),
    revision: integer("revision").notNull(),
    digest: text("digest").notNull(),
    /** open, approved, rejected, expired, cancelled, overtaken (the plan was made anew) */
    state: text("state").notNull(),
    actorId: text("actor_id"),
    actorName: text("actor_name"),
    /** card, cli, api, typed (a command that was typed is approved by typing it) */
    channel: text("channel"),
    reason: text("reason"),
    askedAtMs: integer("asked_at_ms").notNull(),
    expiresAtMs: integer("expires_at_ms").notNull(),
    decidedAtMs: integer("decided_at_ms"),
    /** How many people have to say yes, and how many have: each of them is an `approval_part`. */
    needed: integer("needed").notNull(),
    given: integer("given").notNull(),
    /** Who asked for what is approved; the approval is for nobody else's task. */
    askerId: text("asker_id"),
    /** What decided that somebody is asked, and where that is written. */
    rule: text("rule"),
    ruleWhere: text("rule_where"),
  },
  (t) => [index("approval_by_task").on(t.taskId)],
);

/** One person's yes where two are needed. */
export const approvalPart = sqliteTable(
  "approval_part",
  {
    approvalId: text("approval_id").notNull(),
    actorId: text("actor_id").notNull(),
    actorName: text("actor_name").notNull(),
    channel: text("channel").notNull(),
    reason: text("reason"),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [primaryKey({ columns: [t.approvalId, t.actorId] })],
);

export const run = sqliteTable(
  "run",
  {
    id: text("id").primaryKey(),
    taskId: text("task_id").notNull(),
    revision: integer("revision").notNull(),
    stepId: text("step_id").notNull(),
    stepIndex: integer("step_index").notNull(),
    machineId: text("machine_id").notNull(),
    machineName: text("machine_name").notNull(),
    state: text("state").notNull(),
    /** One line for people. */
    line: text("line").notNull(),
    errorJson: text("error_json"),
    outputJson: text("output_json"),
    verdictJson: text("verdict_json"),
    /** What it waits for, while it runs and is silent. */
    stallJson: text("stall_json"),
    startedAtMs: integer("started_at_ms"),
    endedAtMs: integer("ended_at_ms"),
  },
  (t) => [
    uniqueIndex("run_once").on(t.taskId, t.revision, t.stepId, t.machineId),
    index("run_by_machine").on(t.machineId, t.id),
    index("run_open")
      .on(t.state)
      .where(sql`state in ${openRunStates}`),
  ],
);

/** One try of a run. Its id is the idempotency key on the wire. */
export const attempt = sqliteTable(
  "attempt",
  {
    id: text("id").primaryKey(),
    runId: text("run_id").notNull(),
    number: integer("number").notNull(),
    inputJson: text("input_json").notNull(),
    /** sent, running, lost (given up while its machine was away), ended */
    state: text("state").notNull(),
    resultJson: text("result_json"),
    sentAtMs: integer("sent_at_ms"),
    endedAtMs: integer("ended_at_ms"),
  },
  (t) => [uniqueIndex("attempt_once").on(t.runId, t.number)],
);

/** What takes a run back, known once it ended. A run that changed nothing has none. */
export const wayBack = sqliteTable(
  "way_back",
  {
    runId: text("run_id").primaryKey(),
    taskId: text("task_id").notNull(),
    wayJson: text("way_json").notNull(),
    /** Until then what it needs is kept; null: for as long as one likes. */
    untilMs: integer("until_ms"),
    /** The run that it took back itself, where it was an undo. */
    undoes: text("undoes"),
    /** The run that took it back; null again where that was taken back in turn. */
    undoneBy: text("undone_by"),
  },
  (t) => [index("way_back_by_task").on(t.taskId)],
);

/**
 * Where an attempt's output lies and how much it is. `stored`: raw (as it came), packed (compressed), removed (older than
 * is kept). `left_out_bytes`: written by the program, and kept by nobody.
 */
export const output = sqliteTable("output", {
  attemptId: text("attempt_id").primaryKey(),
  file: text("file").notNull(),
  frames: integer("frames").notNull(),
  stdoutBytes: integer("stdout_bytes").notNull(),
  stderrBytes: integer("stderr_bytes").notNull(),
  truncated: integer("truncated").notNull(),
  leftOutBytes: integer("left_out_bytes").notNull().default(0),
  stored: text("stored").notNull().default("raw"),
  diskBytes: integer("disk_bytes").notNull().default(0),
  endedAtMs: integer("ended_at_ms").notNull().default(0),
  /** SHA-256 of both streams, so that equal output is told once; null where it is long or not whole. */
  digest: text("digest"),
});

/** Append-only outbox: what happened, in order. Live pages and event streams read it. */
export const event = sqliteTable(
  "event",
  {
    seq: integer("seq").primaryKey({ autoIncrement: true }),
    kind: text("kind").notNull(),
    taskId: text("task_id"),
    machineId: text("machine_id"),
    dataJson: text("data_json").notNull(),
    atMs: integer("at_ms").notNull(),
  },
  (t) => [index("event_by_task").on(t.taskId, t.seq)],
);
