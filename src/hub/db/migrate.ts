/** Brings a database to the newest form; before the first change a copy of the old one is kept beside it. */
import type { Database } from "bun:sqlite";
import { closeSync, existsSync, openSync, rmSync } from "node:fs";
import { migrations } from "./migrations.ts";

/** Runs what is missing, each migration in its own transaction. Throws where the file is newer than this program. */
export function migrate({
  sqlite,
  path,
  steps = migrations,
}: {
  sqlite: Database;
  path: string;
  steps?: readonly string[];
}): void {
  const row = sqlite.query<{ user_version: number }, []>("PRAGMA user_version").get();
  const from = row?.user_version ?? 0;
  if (from > steps.length)
    throw new Error(`the database is of form ${from}, this program knows ${steps.length}: use a newer ailx`);
  if (from === steps.length) return;
  if (from > 0) keepCopy(sqlite, `${path}.before-${from + 1}`);
  for (const [index, sql] of steps.entries()) {
    if (index < from) continue;
    sqlite.transaction(() => {
      sqlite.run(sql);
      sqlite.run(`PRAGMA user_version = ${index + 1}`);
    })();
  }
}

function keepCopy(sqlite: Database, copy: string): void {
  if (existsSync(copy)) rmSync(copy);
  // Filled by the statement; an empty file is allowed to be there.
  closeSync(openSync(copy, "wx", 0o600));
  sqlite.run("VACUUM INTO ?", [copy]);
}
