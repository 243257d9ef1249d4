/**
 * Calls whose results the hub has, a file a day, kept for seven days: so that none of them runs again, and for whoever reads
 * on this machine what was done here, for whom and when. On disk alone: an agent that works for months holds none of it.
 */
import {
  appendFileSync,
  closeSync,
  fdatasyncSync,
  openSync,
  readSync,
  readdirSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { join } from "node:path";
import type { Entry } from "./journal.ts";

const dayMs = 86_400_000;
const keptDays = 7;
const pieceBytes = 1 << 20;
/** A call is sent as soon as it has its id: one that is younger can only be one that this agent has in memory. */
const sentWithinMs = 90_000;

export class Done {
  readonly #dir: string;
  readonly #dirs: ReadonlySet<string>;

  /** Written to `dir`; looked for in `others` too, where an agent wrote while its disk was full, or before it was. */
  constructor(dir: string, others: readonly string[] = []) {
    this.#dir = dir;
    this.#dirs = new Set([dir, ...others]);
  }

  /** On disk when this returns. Throws where the disk refuses; then nothing is forgotten elsewhere. */
  add(entries: readonly Entry[], nowMs: number): void {
    const today = this.#path(nowMs);
    const lines = entries.map(({ id, atMs, actor, task, result }) =>
      JSON.stringify({ id, at: new Date(atMs).toISOString(), actor, task, outcome: result?.outcome }),
    );
    // A line feed first: it ends a line that a kill cut off.
    appendFileSync(today, `\n${lines.join("\n")}\n`, { mode: 0o600 });
    const file = openSync(today, "r");
    fdatasyncSync(file);
    closeSync(file);
    this.#forget(nowMs);
  }

  has(id: string, nowMs: number): boolean {
    const bornMs = timeIn(id);
    if (bornMs !== undefined && bornMs > nowMs - sentWithinMs) return false;
    const wanted = Buffer.from(`{"id":${JSON.stringify(id)},`);
    return [...this.#dirs].some((dir) =>
      filesIn(dir)
        .filter((name) => bornMs === undefined || dayOf(name) >= Math.floor(bornMs / dayMs))
        .some((name) => holds(join(dir, name), wanted)),
    );
  }

  #path(atMs: number): string {
    return join(this.#dir, `done-${Math.floor(atMs / dayMs)}.jsonl`);
  }

  #forget(nowMs: number): void {
    const oldest = Math.floor(nowMs / dayMs) - keptDays;
    for (const name of filesIn(this.#dir)) if (dayOf(name) < oldest) unlinkSync(join(this.#dir, name));
  }
}

/** A directory that is not there, or that a sick disk will not read, holds nothing: the machine is still to be put right. */
function filesIn(dir: string): string[] {
  try {
    return readdirSync(dir).filter((name) => /^done-\d+\.jsonl$/.test(name));
  } catch {
    return [];
  }
}

const dayOf = (name: string): number => Number(name.slice("done-".length, -".jsonl".length));

/** When an id was made, which a UUIDv7 says; undefined for what is none. */
function timeIn(id: string): number | undefined {
  const found = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(id);
  return found ? Number.parseInt(`${found[1]}${found[2]}`, 16) : undefined;
}

/** Read in pieces that overlap by what is looked for. */
function holds(path: string, wanted: Buffer): boolean {
  const piece = Buffer.allocUnsafe(Math.min(pieceBytes, statSync(path).size + 1));
  const file = openSync(path, "r");
  try {
    let kept = 0;
    for (;;) {
      const read = readSync(file, piece, kept, piece.length - kept, null);
      if (read === 0) return false;
      const filled = kept + read;
      if (piece.subarray(0, filled).includes(wanted)) return true;
      kept = Math.min(wanted.length - 1, filled);
      piece.copyWithin(0, filled - kept, filled);
    }
  } finally {
    closeSync(file);
  }
}
