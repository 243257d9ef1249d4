/** The hub's door to its data: reads here, every write through `commit` and so through the one writer. */
import type { BunSQLiteDatabase } from "drizzle-orm/bun-sqlite";
import type { JsonObject } from "../../lib/json.ts";
import type { Actor } from "../../domain/account.ts";

/** A statement as drizzle's builder makes it, or as `insertInto` does. */
export type Statement = { toSQL(): { sql: string; params: unknown[] } };

/** A statement, or one that must touch exactly `rows` rows: otherwise everything rolls back with `guard_failed`. */
export type Change = Statement | { of: Statement; rows: number };

/** A happening for the outbox: live pages and event streams follow it. */
export type EventEntry = { kind: string; taskId?: string; machineId?: string; data: JsonObject };
/** The same as it was stored. */
export type StoredEvent = EventEntry & { seq: number; atMs: number };

export type AuditEntry = {
  actor: Pick<Actor, "id" | "name">;
  /** Address, `hub.sock`, or `hub` for ailx itself. */
  origin: string;
  /** `noun.verb` in the past: `task.created`, `approval.given`. */
  action: string;
  taskId?: string;
  machineId?: string;
  data?: JsonObject;
};

/**
 * `sync`: "now" (the default) answers once it is on the platter; "later" once a kill of the hub cannot undo it, which a
 * power cut within the next moments still can: only for what somebody else holds until `synced`, or what changed nothing.
 */
export type Commit = { do: Change[]; events?: EventEntry[]; audit?: AuditEntry[]; sync?: "now" | "later" };

export type Db = {
  /** Reads only; a write through it fails with SQLITE_READONLY. */
  read: BunSQLiteDatabase;
  /**
   * Runs everything in one immediate transaction and answers when it is there, synced to disk unless told otherwise.
   * Throws AppError `guard_failed` where a guard matched another number of rows, `conflict` on a unique violation,
   * `storage_failed` where the disk refused; in each case nothing is changed.
   */
  commit: (commit: Commit) => Promise<{ events: StoredEvent[] }>;
  /** Resolves once every commit that was answered before is on the platter. */
  synced: () => Promise<void>;
  /** Droppable writes (last seen, samples): batched, may be lost at a crash, never block a commit for long. */
  later: (statement: Statement) => void;
  /** Called with the events of each commit, in order, after it is there. Returns the way to stop. */
  onEvents: (listener: (events: StoredEvent[]) => void) => () => void;
  close: () => Promise<void>;
};
