/**
 * The output of runs: an append-only file an attempt, holding frames `stream u8 · length u32 · bytes` in the order in
 * which the program wrote. Files are written as frames come; the database learns of them when the run ends.
 */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../lib/log.ts";
import type { OutputFrame } from "../../protocol/codec.ts";

export type Chunk = { seq: number; stream: "stdout" | "stderr"; bytes: Uint8Array };
type Open = {
  file: number;
  path: string;
  frames: number;
  stdout: number;
  stderr: number;
  broken: boolean;
  watchers: Set<(chunk: Chunk) => void>;
};

export function outputStore({ dir, log }: { dir: string; log: Log }) {
  const open = new Map<string, Open>();
  const watching = new Map<string, Set<(chunk: Chunk) => void>>();
  const pathOf = (attemptId: string): string => join(dir, attemptId.slice(-2), `${attemptId}.out`);

  function opened(attemptId: string): Open {
    const known = open.get(attemptId);
    if (known) return known;
    const path = pathOf(attemptId);
    mkdirSync(join(dir, attemptId.slice(-2)), { recursive: true, mode: 0o700 });
    const before = existsSync(path) ? chunksIn(readFileSync(path)) : [];
    if (before.length > 0)
      truncateSync(
        path,
        before.reduce((sum, { bytes }) => sum + 5 + bytes.length, 0),
      );
    const size = (stream: Chunk["stream"]): number =>
      before.filter((chunk) => chunk.stream === stream).reduce((sum, { bytes }) => sum + bytes.length, 0);
    const fresh: Open = {
      file: openSync(path, "a", 0o600),
      path,
      frames: before.length,
      stdout: size("stdout"),
      stderr: size("stderr"),
      broken: false,
      watchers: watching.get(attemptId) ?? new Set(),
    };
    open.set(attemptId, fresh);
    return fresh;
  }

  return {
    /** How many frames are stored; the agent sends what comes after. */
    frames: (attemptId: string): number => {
      const held = open.get(attemptId);
      if (held) return held.frames;
      const path = pathOf(attemptId);
      return existsSync(path) ? chunksIn(readFileSync(path)).length : 0;
    },

    /**
     * Takes a frame; one that is already there is ignored, one that leaves a gap is kept and the gap is told at the end.
     * Agents keep to the run's cap by themselves; one that does not, or sends frames of nothing, fills no disk here.
     */
    add: (attemptId: string, { seq, stream, bytes }: OutputFrame, keepBytes = Infinity): void => {
      try {
        const held = opened(attemptId);
        if (seq < held.frames) return;
        if (bytes.length === 0 || held.stdout + held.stderr + bytes.length > keepBytes) {
          held.broken = true;
          return;
        }
        const header = Buffer.alloc(5);
        header.writeUInt8(stream === "stderr" ? 1 : 0, 0);
        header.writeUInt32BE(bytes.length, 1);
        writeSync(held.file, Buffer.concat([header, bytes]));
        held.frames++;
        held[stream] += bytes.length;
        for (const watcher of held.watchers) watcher({ seq, stream, bytes });
      } catch (error) {
        const held = open.get(attemptId);
        if (held && !held.broken) log.error("output.failed", { attemptId, error: String(error) });
        if (held) held.broken = true;
      }
    },

    /** The run has ended: closes the file and says what it holds. */
    finish: (
      attemptId: string,
    ): { file: string; frames: number; stdoutBytes: number; stderrBytes: number; broken: boolean } | undefined => {
      // A hub that was killed in between has the file and not yet looked into it.
      const held = open.get(attemptId) ?? (existsSync(pathOf(attemptId)) ? opened(attemptId) : undefined);
      if (!held) return undefined;
      open.delete(attemptId);
      closeSync(held.file);
      return {
        file: `${attemptId.slice(-2)}/${attemptId}.out`,
        frames: held.frames,
        stdoutBytes: held.stdout,
        stderrBytes: held.stderr,
        broken: held.broken,
      };
    },

    /** Everything stored of an attempt, in order. */
    read: (attemptId: string): Chunk[] => {
      const path = pathOf(attemptId);
      return existsSync(path) ? chunksIn(readFileSync(path)) : [];
    },

    /** Calls for every further chunk; the way to stop is returned. */
    watch: (attemptId: string, watcher: (chunk: Chunk) => void): (() => void) => {
      const watchers = watching.get(attemptId) ?? new Set();
      watchers.add(watcher);
      watching.set(attemptId, watchers);
      const held = open.get(attemptId);
      if (held) held.watchers = watchers;
      return () => {
        watchers.delete(watcher);
        if (watchers.size === 0) watching.delete(attemptId);
      };
    },
  };
}

export type OutputStore = ReturnType<typeof outputStore>;

// A tail that a kill cut off is left out: the agent sends that frame again.
function chunksIn(file: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  let at = 0;
  while (at + 5 <= file.length) {
    const length = file.readUInt32BE(at + 1);
    if (at + 5 + length > file.length) break;
    chunks.push({
      seq: chunks.length,
      stream: file.readUInt8(at) === 1 ? "stderr" : "stdout",
      bytes: file.subarray(at + 5, at + 5 + length),
    });
    at += 5 + length;
  }
  return chunks;
}
