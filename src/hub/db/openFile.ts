/** Opens a database file that no hub of ours writes: a copy, a backup, or that of a hub which has stopped. Reads only. */
import { constants, Database } from "bun:sqlite";
import { drizzle } from "drizzle-orm/bun-sqlite";
import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { AppError } from "../../domain/error.ts";
import type { Db } from "./database.ts";

export type OpenFile = Pick<Db, "read"> & {
  /** Whether it has a table; older forms lack some. */
  has: (table: string) => boolean;
  close: () => void;
};

/** Throws `storage_failed` where the file cannot be read or is no database. */
export function openFile(path: string): OpenFile {
  try {
    const sqlite = open(path);
    const known = new Set(
      sqlite
        .query<{ name: string }, []>("SELECT name FROM sqlite_schema")
        .all()
        .map(({ name }) => name),
    );
    return { read: drizzle(sqlite), has: (table) => known.has(table), close: () => sqlite.close() };
  } catch (cause) {
    throw new AppError("storage_failed", `${path} is no database that can be read: ${String(cause)}.`, { cause });
  }
}

// What has no log beside it is whole as it is, and nothing is to be written beside it.
function open(path: string): Database {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (log && log.size > 0) return new Database(path, { readonly: true, strict: true });
  const url = `${pathToFileURL(path).href}?immutable=1`;
  return new Database(url, constants.SQLITE_OPEN_READONLY | constants.SQLITE_OPEN_URI);
}
