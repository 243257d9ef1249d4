/**
 * The one that writes. It owns the only writing handle, runs each commit whole or not at all, and computes the audit
 * chain. Commits that wait together share one transaction, each in its own savepoint, and so one sync to disk.
 */
import { Database } from "bun:sqlite";
import { closeSync, fdatasyncSync, openSync } from "node:fs";
import { auditGenesis, auditHash } from "../../domain/audit.ts";
import type { StoredEvent } from "./database.ts";
import type { FromWriter, Prepared, ToWriter } from "./messages.ts";
import { migrate } from "./migrate.ts";

type CommitMessage = Extract<ToWriter, { kind: "commit" }>;

/** A guard matched another number of rows than it had to. */
class GuardFailed extends Error {}

export class Writer {
  readonly #sqlite: Database;
  #lastHash: string;
  #lastSeq: number;
  #synchronous: "NORMAL" | "FULL" = "FULL";
  #log: number | undefined;

  constructor(readonly path: string) {
    this.#sqlite = new Database(path, { create: true, strict: true });
    for (const pragma of [
      "journal_mode = WAL",
      "synchronous = FULL",
      "foreign_keys = ON",
      "busy_timeout = 5000",
      // A checkpoint belongs into a quiet moment (see `idle`); this is the ceiling where there is none.
      "wal_autocheckpoint = 8000",
      "journal_size_limit = 67108864",
    ])
      this.#sqlite.run(`PRAGMA ${pragma}`);
    migrate({ sqlite: this.#sqlite, path });
    const last = this.#sqlite
      .query<{ seq: number; hash: string }, []>("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
      .get();
    this.#lastHash = last?.hash ?? auditGenesis;
    this.#lastSeq = last?.seq ?? 0;
  }

  /**
   * Every message gets its answer; a message that fails undoes only itself. Synced to disk where one of them asks for it,
   * and with it all that came before.
   */
  commitAll(messages: readonly CommitMessage[]): FromWriter[] {
    this.#syncing(messages.some(({ sync }) => sync === "now") ? "FULL" : "NORMAL");
    const heldHash = this.#lastHash;
    const heldSeq = this.#lastSeq;
    try {
      this.#sqlite.run("BEGIN IMMEDIATE");
      const answers = messages.map((message) => this.#one(message));
      this.#sqlite.run("COMMIT");
      return answers;
    } catch (cause) {
      this.#lastHash = heldHash;
      this.#lastSeq = heldSeq;
      if (this.#sqlite.inTransaction) this.#sqlite.run("ROLLBACK");
      return messages.map(({ id }) => ({ kind: "failed", id, code: "storage_failed", detail: String(cause) }));
    }
  }

  // With a write-ahead log, NORMAL leaves the log to the system until somebody syncs it.
  #syncing(mode: "NORMAL" | "FULL"): void {
    if (mode === this.#synchronous) return;
    this.#sqlite.run(`PRAGMA synchronous = ${mode}`);
    this.#synchronous = mode;
  }

  /** Brings what was committed without a sync to the platter. Throws where the disk refuses. */
  sync(): void {
    this.#log ??= openSync(`${this.path}-wal`, "r");
    fdatasyncSync(this.#log);
  }

  /** Writes that may be lost; one that fails is dropped alone. */
  later(statements: readonly Prepared[]): void {
    this.#syncing("NORMAL");
    try {
      this.#sqlite.run("BEGIN IMMEDIATE");
      for (const statement of statements) this.#orDrop(statement);
      this.#sqlite.run("COMMIT");
    } catch {
      // A full disk: all of them are dropped, and the writer goes on for what is not droppable.
      if (this.#sqlite.inTransaction) this.#sqlite.run("ROLLBACK");
    }
  }

  #orDrop(statement: Prepared): void {
    try {
      this.#run(statement);
    } catch {
      // Droppable by contract: the next sample or sighting replaces it.
    }
  }

  /** Nothing has been asked for a while: the log goes into the database, so that no commit has to wait for it. */
  idle(): void {
    try {
      this.#sqlite.run("PRAGMA wal_checkpoint(PASSIVE)");
    } catch {
      // A full disk: the log keeps everything, and the next quiet moment tries again.
    }
  }

  close(): void {
    this.#syncing("FULL");
    this.#sqlite.run("PRAGMA wal_checkpoint(TRUNCATE)");
    if (this.#log !== undefined) closeSync(this.#log);
    this.#sqlite.close();
  }

  #one(message: CommitMessage): FromWriter {
    const heldHash = this.#lastHash;
    const heldSeq = this.#lastSeq;
    this.#sqlite.run("SAVEPOINT one");
    try {
      for (const statement of message.do) this.#run(statement);
      const events = message.events.map((entry) => this.#event(entry, message.atMs));
      for (const entry of message.audit) this.#audit(entry, message.atMs);
      this.#sqlite.run("RELEASE one");
      return { kind: "committed", id: message.id, events };
    } catch (cause) {
      this.#sqlite.run("ROLLBACK TO one");
      this.#sqlite.run("RELEASE one");
      this.#lastHash = heldHash;
      this.#lastSeq = heldSeq;
      return { kind: "failed", id: message.id, ...failure(cause) };
    }
  }

  #run({ sql, params, rows }: Prepared): void {
    const { changes } = this.#sqlite.query(sql).run(...params);
    if (rows !== undefined && changes !== rows) throw new GuardFailed(`${changes} rows instead of ${rows}`);
  }

  #event(entry: CommitMessage["events"][number], atMs: number): StoredEvent {
    const { lastInsertRowid } = this.#sqlite
      .query("INSERT INTO event (kind, task_id, machine_id, data_json, at_ms) VALUES (?, ?, ?, ?, ?)")
      .run(entry.kind, entry.taskId ?? null, entry.machineId ?? null, JSON.stringify(entry.data), atMs);
    return { ...entry, seq: Number(lastInsertRowid), atMs };
  }

  #audit(entry: CommitMessage["audit"][number], atMs: number): void {
    const seq = this.#lastSeq + 1;
    const record = {
      seq,
      atMs,
      actorId: entry.actor.id,
      actorName: entry.actor.name,
      origin: entry.origin,
      action: entry.action,
      taskId: entry.taskId,
      machineId: entry.machineId,
      data: entry.data ?? {},
      prevHash: this.#lastHash,
    };
    const hash = auditHash(record);
    this.#sqlite
      .query(
        "INSERT INTO audit (seq, at_ms, actor_id, actor_name, origin, action, task_id, machine_id, data_json, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      )
      .run(
        seq,
        atMs,
        record.actorId,
        record.actorName,
        record.origin,
        record.action,
        record.taskId ?? null,
        record.machineId ?? null,
        JSON.stringify(record.data),
        record.prevHash,
        hash,
      );
    this.#lastHash = hash;
    this.#lastSeq = seq;
  }
}

function failure(cause: unknown): { code: "guard_failed" | "conflict" | "storage_failed"; detail: string } {
  if (cause instanceof GuardFailed) return { code: "guard_failed", detail: "Someone or something else was faster." };
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY")
    return { code: "conflict", detail: String(cause) };
  return { code: "storage_failed", detail: String(cause) };
}
