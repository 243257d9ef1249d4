/**
 * The output of runs: a file an attempt, written as frames come and off the event loop. The database learns of it when
 * the run ends. Readers take from it by cursors, each at its own pace.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../../lib/log.ts";
import type { OutputFrame } from "../../protocol/codec.ts";
import { Cursor } from "./outputCursor.ts";
import { Live, type LiveOptions } from "./outputLive.ts";
import { parseRecords, type Stream } from "./outputFormat.ts";
import type { Gist } from "./outputGist.ts";

/** What a run's end stores of its output. */
export type Held = {
  file: string;
  frames: number;
  stdoutBytes: number;
  stderrBytes: number;
  leftOutBytes: number;
  diskBytes: number;
  /** Something is missing that the agent does not know of. */
  broken: boolean;
  /** Why, in a sentence for a person. */
  warning?: string;
  /** Of both streams, where all of it is here and can be compared. */
  digest?: string;
  gist: Gist;
};

export type Given = {
  attemptId: string;
  frame: OutputFrame;
  /** Agents keep to the run's cap by themselves; one that does not fills no disk here. */
  keepBytes?: number;
  /** Told of frames that are stored, often enough that an agent which waits for it goes on. */
  ack?: (frames: number) => void;
};

export type Reader = { attemptId: string; from?: number; stream?: Stream | undefined };

export function outputStore({
  dir,
  log,
  retryMs = 1_000,
  holdMs = 60_000,
}: {
  dir: string;
  log: Log;
  retryMs?: number;
  holdMs?: number;
}) {
  const open = new Map<string, Live>();
  const finishing = new Map<string, Promise<Held>>();
  const watching = new Map<string, Set<() => void>>();
  const fileOf = (attemptId: string): string => `${attemptId.slice(-2)}/${attemptId}.out`;
  const rawOf = (attemptId: string): string => join(dir, fileOf(attemptId));
  const packedOf = (attemptId: string): string => `${rawOf(attemptId)}.zst`;

  function opened(attemptId: string): Live {
    const known = open.get(attemptId);
    if (known) return known;
    const path = rawOf(attemptId);
    const live = new Live({
      path,
      log,
      attemptId,
      before: storedIn(path),
      told: () => watching.get(attemptId)?.forEach((tell) => tell()),
      retryMs,
      holdMs,
    });
    open.set(attemptId, live);
    return live;
  }

  async function closed(attemptId: string, live: Live): Promise<Held> {
    await live.flush(true);
    open.delete(attemptId);
    finishing.delete(attemptId);
    const { digest, gist } = live;
    return {
      ...(digest === undefined ? {} : { digest }),
      gist,
      file: fileOf(attemptId),
      frames: live.frames,
      stdoutBytes: live.stdout,
      stderrBytes: live.stderr,
      leftOutBytes: live.leftOut,
      diskBytes: live.written,
      broken: live.broken,
      ...(live.warning === undefined ? {} : { warning: live.warning }),
    };
  }

  return {
    rawOf,
    packedOf,

    /** How many frames are stored; the agent sends what comes after. Reads the file of a call that is not known yet. */
    frames: (attemptId: string): number => opened(attemptId).resumed(),

    /** Takes a frame. Throws `ProtocolError` where the agent sends beyond its window. */
    add: ({ attemptId, frame, keepBytes = Infinity, ack }: Given): void => {
      const live = opened(attemptId);
      if (ack) live.ack = ack;
      live.add(frame, keepBytes);
    },

    /** The run has ended: everything is written, and what is stored is told. Undefined where nothing came. */
    finish: (attemptId: string): Promise<Held> | undefined => {
      const live = open.get(attemptId);
      if (!live) return undefined;
      const known = finishing.get(attemptId) ?? closed(attemptId, live);
      if (open.has(attemptId)) finishing.set(attemptId, known);
      return known;
    },

    /** Everything that has come so far is in the file. */
    flush: async (attemptId: string): Promise<void> => await open.get(attemptId)?.flush(),

    /** Bytes kept so far of an attempt that has not ended. */
    liveBytes: (attemptId: string): Record<Stream, number> | undefined => {
      const live = open.get(attemptId);
      return live && { stdout: live.stdout, stderr: live.stderr };
    },

    cursor: ({ attemptId, from, stream }: Reader): Cursor =>
      new Cursor({
        raw: rawOf(attemptId),
        packed: packedOf(attemptId),
        live: () => open.get(attemptId),
        ...(from === undefined ? {} : { from }),
        stream,
      }),

    /** Calls whenever there is more; the way to stop is returned. */
    watch: (attemptId: string, tell: () => void): (() => void) => {
      const watchers = watching.get(attemptId) ?? new Set();
      watchers.add(tell);
      watching.set(attemptId, watchers);
      return () => {
        watchers.delete(tell);
        if (watchers.size === 0) watching.delete(attemptId);
      };
    },

    /** The hub stops: what has come is written. */
    close: async (): Promise<void> => {
      await Promise.all([...open.values()].map((live) => live.flush(true)));
    },
  };
}

export type OutputStore = ReturnType<typeof outputStore>;

const blockBytes = 1 << 20;

/** What an earlier hub wrote. A tail that a kill cut off counts for nothing: the agent sends that frame again. */
function storedIn(path: string): LiveOptions["before"] {
  const sum = { bytes: 0, frames: 0, stdout: 0, stderr: 0, leftOut: 0 };
  if (!existsSync(path)) return { ...sum, torn: false };
  const file = openSync(path, "r");
  const room = Buffer.allocUnsafe(blockBytes);
  try {
    for (;;) {
      const found = parseRecords(room.subarray(0, readSync(file, room, 0, blockBytes, sum.bytes)));
      if (found.used === 0) break;
      sum.bytes += found.used;
      for (const key of ["frames", "stdout", "stderr", "leftOut"] as const) sum[key] += found[key];
    }
  } finally {
    closeSync(file);
  }
  return { ...sum, torn: statSync(path).size > sum.bytes };
}
