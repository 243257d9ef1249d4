/** The checkpoints beside the database: one JSON line each, appended and synced, so that the database is not alone in holding them. */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { checkpointSchema, type Checkpoint } from "../../domain/auditCheckpoint.ts";

export const checkpointFile = (dataDir: string): string => join(dataDir, "audit-checkpoints.jsonl");

/** What is no checkpoint is passed over: a line that a power cut tore, or somebody's edit, which then is missed by its number. */
export function readCheckpoints(path: string): Checkpoint[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => checkpointIn(line) ?? []);
}

function checkpointIn(line: string): Checkpoint | undefined {
  try {
    return checkpointSchema().parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

export function appendCheckpoints(path: string, checkpoints: readonly Checkpoint[]): void {
  if (checkpoints.length === 0) return;
  const torn = existsSync(path) && !readFileSync(path, "utf8").endsWith("\n") ? "\n" : "";
  const file = openSync(path, "a", 0o600);
  try {
    writeSync(file, torn + checkpoints.map((checkpoint) => `${JSON.stringify(checkpoint)}\n`).join(""));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
