/** Opens the hub's database: the writer's thread first (it migrates), then the reading handle. */
import { Database } from "bun:sqlite";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, statSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../domain/error.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Change, Commit, Db, Statement, StoredEvent } from "./database.ts";
import type { FromWriter, Prepared, ToWriter, Value } from "./messages.ts";

const laterEveryMs = 250;
const laterAtMost = 5_000;

type Waiting = { resolve: (answer: { events: StoredEvent[] }) => void; reject: (error: AppError) => void };

/**
 * `startWriter` starts the worker (src/workers.ts). Throws `storage_failed` where the directory or file cannot be used.
 */
export async function openDb({
  dir,
  clock,
  startWriter,
}: {
  dir: string;
  clock: Clock;
  startWriter: () => Worker;
}): Promise<Db> {
  const path = join(dir, "hub.db");
  makePrivate(dir, path);
  const worker = startWriter();
  // As text: cloning an object of this size between threads takes ten times as long.
  const tell = (message: ToWriter): void => worker.postMessage(JSON.stringify(message));
  const waiting = new Map<number, Waiting>();
  const syncWaiting: { id: number; resolve: () => void }[] = [];
  let syncedId = 0;
  const listeners = new Set<(events: StoredEvent[]) => void>();
  const opened = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();

  worker.onmessage = (event: MessageEvent<string>) => {
    const data = JSON.parse(event.data) as FromWriter;
    switch (data.kind) {
      case "opened":
        return opened.resolve();
      case "openFailed":
        return opened.reject(new AppError("storage_failed", `The database ${path} cannot be opened: ${data.detail}`));
      case "closed":
        return closed.resolve();
      case "committed": {
        const held = waiting.get(data.id);
        waiting.delete(data.id);
        if (data.events.length > 0) for (const listener of listeners) listener(data.events);
        return held?.resolve({ events: data.events });
      }
      case "synced":
        syncedId = data.id;
        while ((syncWaiting[0]?.id ?? Infinity) <= syncedId) syncWaiting.shift()?.resolve();
        return;
      case "failed": {
        const held = waiting.get(data.id);
        waiting.delete(data.id);
        return held?.reject(new AppError(data.code, data.detail));
      }
    }
  };
  worker.onerror = (event) => {
    const lost = new AppError("storage_failed", `The writer stopped: ${event.message}`);
    opened.reject(lost);
    for (const held of waiting.values()) held.reject(lost);
    waiting.clear();
  };
  tell({ kind: "open", path });
  await opened.promise.catch((error: unknown) => {
    worker.terminate();
    throw error;
  });

  const readHandle = new Database(path, { readonly: true, strict: true });
  readHandle.run("PRAGMA busy_timeout = 5000");
  const read = drizzle(readHandle);

  let nextId = 1;
  let dropping: Prepared[] = [];
  const flush = (): void => {
    if (dropping.length === 0) return;
    tell({ kind: "later", do: dropping });
    dropping = [];
  };
  const timer = setInterval(flush, laterEveryMs);

  return {
    read,
    commit: ({ do: changes, events = [], audit = [], sync = "now" }: Commit) => {
      const id = nextId++;
      const answer = Promise.withResolvers<{ events: StoredEvent[] }>();
      waiting.set(id, answer);
      tell({ kind: "commit", id, do: changes.map(prepare), events, audit, atMs: clock(), sync });
      return answer.promise;
    },
    synced: () => {
      const last = nextId - 1;
      if (last <= syncedId) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      syncWaiting.push({ id: last, resolve });
      return promise;
    },
    later: (statement) => {
      if (dropping.length < laterAtMost) dropping.push(prepare(statement));
    },
    onEvents: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      clearInterval(timer);
      flush();
      readHandle.close();
      tell({ kind: "close" });
      await closed.promise;
      for (const each of syncWaiting.splice(0)) each.resolve();
      worker.terminate();
    },
  };
}

/**
 * The directory may be one that was there before and that others may look into; the database (and with it SQLite's
 * files beside it, which take its mode) is its owner's alone from the first byte on.
 */
function makePrivate(dir: string, path: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    refuseIfAnyoneWrites(dir);
    if (!lstatSync(path, { throwIfNoEntry: false })) closeSync(openSync(path, "wx", 0o600));
    for (const file of [path, `${path}-wal`, `${path}-shm`])
      if (lstatSync(file, { throwIfNoEntry: false })?.isFile()) chmodSync(file, 0o600);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("storage_failed", `The data directory ${dir} cannot be used.`, {
      cause,
      hint: "Choose another one with --data.",
    });
  }
}

/** Who may write there could put other keys in the place of the hub's. With the sticky bit, only its own files. */
function refuseIfAnyoneWrites(dir: string): void {
  const { mode } = statSync(dir);
  if (process.platform === "win32" || (mode & 0o002) === 0 || (mode & 0o1000) !== 0) return;
  throw new AppError("storage_failed", `The data directory ${dir} can be changed by every user of this computer.`, {
    hint: `chmod o-w ${dir}, or choose another one with --data.`,
  });
}

function prepare(change: Change): Prepared {
  if ("of" in change) return { ...prepare(change.of), rows: change.rows };
  const { sql, params } = (change satisfies Statement).toSQL();
  return { sql, params: params as Value[] };
}
