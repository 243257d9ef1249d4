/** What main and the writer say to each other, as JSON text. */
import type { AuditEntry, EventEntry, StoredEvent } from "./database.ts";

export type Value = string | number | boolean | null;
export type Prepared = { sql: string; params: Value[]; rows?: number };

export type ToWriter =
  | { kind: "open"; path: string }
  | {
      kind: "commit";
      id: number;
      do: Prepared[];
      events: EventEntry[];
      audit: AuditEntry[];
      atMs: number;
      sync: "now" | "later";
    }
  | { kind: "later"; do: Prepared[] }
  | { kind: "close" };

export type FromWriter =
  | { kind: "opened" }
  | { kind: "openFailed"; detail: string }
  | { kind: "committed"; id: number; events: StoredEvent[] }
  | { kind: "failed"; id: number; code: "guard_failed" | "conflict" | "storage_failed"; detail: string }
  /** Every commit up to this one is on the platter. */
  | { kind: "synced"; id: number }
  | { kind: "closed" };
