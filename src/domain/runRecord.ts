/** A machine's own record of what was run on it: chained as the hub's audit is, so that an altered line shows. */
import { createHash } from "node:crypto";
import { canonical, type JsonObject } from "../lib/json.ts";

export type RecordLine = {
  seq: number;
  atMs: number;
  /** call: the hub's signed call began · program: one was started for it · ended: it ended. */
  what: "call" | "program" | "ended";
  call: string;
  data: JsonObject;
  prevHash: string;
  hash: string;
};

/** SHA-256, in hex, over the canonical JSON of everything but the hash itself. */
export const recordHash = ({ seq, atMs, what, call, data, prevHash }: Omit<RecordLine, "hash">): string =>
  createHash("sha256").update(canonical({ seq, atMs, what, call, data, prevHash })).digest("hex");

export type RecordVerdict =
  | { ok: true; lines: number; head?: { seq: number; hash: string } }
  | { ok: false; seq: number; why: string };

/** Checks lines in their order; the first may follow older ones that are no longer kept. */
export function checkRecord(lines: readonly RecordLine[]): RecordVerdict {
  let before: RecordLine | undefined;
  for (const line of lines) {
    if (before && line.seq !== before.seq + 1)
      return { ok: false, seq: line.seq, why: `line ${before.seq + 1} is missing` };
    if (before && line.prevHash !== before.hash)
      return { ok: false, seq: line.seq, why: "it does not follow the line before it" };
    if (line.hash !== recordHash(line)) return { ok: false, seq: line.seq, why: "it was altered" };
    before = line;
  }
  return { ok: true, lines: lines.length, ...(before ? { head: { seq: before.seq, hash: before.hash } } : {}) };
}
