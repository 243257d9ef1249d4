/**
 * The output of one attempt while it comes: what is not on the disk yet waits here, is written in order and off the event
 * loop, and is acknowledged once it is written. What waits is bounded by the window that the agent keeps to.
 */
import { appendFile, mkdir, truncate } from "node:fs/promises";
import { dirname } from "node:path";
import type { Log } from "../../lib/log.ts";
import { ProtocolError, type OutputFrame } from "../../protocol/codec.ts";
import { limits } from "../../protocol/limits.ts";
import { OutputDigest } from "./outputDigest.ts";
import { OutputGist, type Gist } from "./outputGist.ts";
import { markRecordBytes, putBytes, putMark, type Chunk, type Stream, headerBytes, noBytes } from "./outputFormat.ts";

/** A record that is not written yet: bytes, or the place of bytes that nobody keeps. */
type Entry = {
  stream: Stream;
  bytes: Uint8Array | undefined;
  /** What it took of the agent's window. */
  payload: number;
  frames: number;
  lost: number;
};
/** Bytes that were shown before the disk refused them for good: whoever has read beyond `from` goes on at `to`. */
export type Cut = { from: number; to: number };

type Mark = { lost: number; frames: number; payload?: number; told?: boolean };

export type LiveOptions = {
  path: string;
  log: Log;
  attemptId: string;
  /** What an earlier hub stored of it. */
  before: {
    bytes: number;
    frames: number;
    stdout: number;
    stderr: number;
    leftOut: number;
    /** The file is longer than its whole records. */
    torn: boolean;
  };
  told: () => void;
  /** A disk that refuses is tried again this often, and given up after `holdMs`; the program waits for so long. */
  retryMs: number;
  holdMs: number;
};

const writeSoonMs = 40;
const writeAtOnceBytes = 64 << 10;
/** Beyond its window an agent may have this much on the way. */
const slackBytes = 256 << 10;
/** A frame costs more memory than its bytes; of very small ones no more than this wait. */
const mostEntries = 100_000;
/** Of very small ones, agents hold the headers too: one that waits for the bytes alone would hold a megabyte of them. */
const ackEveryFrames = 1_000;
/** Once a run has ended its result waits no longer than this for a disk that refuses. */
const holdAtEndMs = 5_000;

export class Live {
  frames: number;
  stdout: number;
  stderr: number;
  leftOut: number;
  /** In the file. */
  written: number;
  storedFrames: number;
  broken = false;
  /** Why something is missing, for a person. */
  warning: string | undefined;
  readonly cuts: Cut[] = [];
  readonly #digest = new OutputDigest();
  readonly #gist = new OutputGist();
  ack: (frames: number) => void = () => {};
  #entries: Entry[] = [];
  #inFlight = 0;
  #waiting = 0;
  #sinceAck = 0;
  #framesSinceAck = 0;
  #ended = false;
  #failingSinceMs: number | undefined;
  #torn = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #flushing: Promise<void> | undefined;

  constructor(readonly held: LiveOptions) {
    ({ frames: this.frames, stdout: this.stdout, stderr: this.stderr, leftOut: this.leftOut } = held.before);
    this.written = held.before.bytes;
    this.storedFrames = this.frames;
    this.#torn = held.before.torn;
  }

  /** Where the next record will be. */
  get end(): number {
    return this.#entries.reduce((sum, entry) => sum + sizeOf(entry), this.written);
  }

  /** Of all that was kept; undefined where anything is missing, or came before this hub started. */
  get digest(): string | undefined {
    return this.#digest.end(this.#isWhole);
  }

  get gist(): Gist {
    return this.#gist.end(this.#isWhole);
  }

  get #isWhole(): boolean {
    return !this.broken && this.leftOut === 0 && this.held.before.frames === 0;
  }

  get kept(): number {
    return this.stdout + this.stderr;
  }

  /** Throws `ProtocolError` where the agent sends beyond its window. A frame that is there already is ignored. */
  add({ seq, stream, bytes, leftOut }: OutputFrame, keepBytes: number): void {
    if (seq < this.frames) return;
    if (this.#waiting + bytes.length > limits.windowBytes + slackBytes || this.#entries.length >= mostEntries)
      throw new ProtocolError("output beyond the window");
    if (seq > this.frames) this.#mark(stream, { lost: 0, frames: seq - this.frames });
    if (leftOut !== undefined) this.#mark(stream, { lost: leftOut, frames: 1, told: true });
    else if (bytes.length === 0 || this.kept + bytes.length > keepBytes)
      this.#mark(stream, { lost: bytes.length, frames: 1, payload: bytes.length });
    else {
      this[stream] += bytes.length;
      this.#digest.add(stream, bytes);
      this.#gist.add(stream, bytes);
      this.#waiting += bytes.length;
      this.#entries.push({ stream, bytes, payload: bytes.length, frames: 1, lost: 0 });
      this.frames++;
    }
    this.#writeSoon();
    this.held.told();
  }

  /** Pieces from `at` on that are not in the file yet, and where they end. */
  tail(at: number, most: number): { chunks: Chunk[]; at: number } {
    const chunks: Chunk[] = [];
    let place = this.written;
    let size = 0;
    for (const entry of this.#entries) {
      const next = place + sizeOf(entry);
      if (place >= at) {
        if (size >= most) break;
        size += entry.payload;
        chunks.push(chunkOf(entry));
        at = next;
      }
      place = next;
    }
    return { chunks, at };
  }

  /** Counts anew what the agent may send: it goes on from `storedFrames`. */
  resumed(): number {
    this.#sinceAck = 0;
    this.#framesSinceAck = 0;
    return this.storedFrames;
  }

  /** Everything that came is in the file, or marked as left out. */
  async flush(ended = false): Promise<void> {
    this.#ended ||= ended;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    while (this.#entries.length > 0) {
      this.#flushing ??= this.#write().finally(() => (this.#flushing = undefined));
      await this.#flushing;
    }
  }

  #writeSoon(): void {
    if (this.#flushing) return;
    if (this.#waiting >= writeAtOnceBytes) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), writeSoonMs);
  }

  // Neighbours that are not kept are one place. `told`: the agent says so itself, and counts it in its result.
  #mark(stream: Stream, { lost, frames, payload = 0, told = false }: Mark): void {
    if (!told) this.broken = true;
    this.leftOut = Math.min(this.leftOut + lost, Number.MAX_SAFE_INTEGER);
    this.frames += frames;
    const last = this.#entries.length > this.#inFlight ? this.#entries.at(-1) : undefined;
    if (last && last.bytes === undefined && last.stream === stream && last.lost > 0 === lost > 0) {
      last.lost += lost;
      last.frames += frames;
      last.payload += payload;
    } else this.#entries.push({ stream, bytes: undefined, payload, frames, lost });
  }

  async #write(): Promise<void> {
    const { path } = this.held;
    const batch = portionOf(this.#entries);
    this.#inFlight = batch.length;
    const room = rooms.pop() ?? Buffer.allocUnsafeSlow(portionBytes + mostRecordBytes);
    const data = room.subarray(
      0,
      batch.reduce((at, entry) => at + putRecord(room, at, entry), 0),
    );
    try {
      if (this.#torn) await truncate(path, this.written);
      this.#torn = true;
      await append(path, data);
      this.#torn = false;
      this.#failingSinceMs = undefined;
      this.written += data.length;
      this.#entries.splice(0, batch.length);
      this.#inFlight = 0;
      this.#settle(batch);
    } catch (error) {
      this.#inFlight = 0;
      await this.#refused(error);
    } finally {
      if (rooms.length < roomsKept) rooms.push(room);
    }
  }

  #settle(batch: readonly Entry[]): void {
    for (const { bytes, payload, frames } of batch) {
      if (bytes) this.#waiting -= payload;
      this.#sinceAck += payload;
      this.#framesSinceAck += frames;
      this.storedFrames += frames;
    }
    if (this.#sinceAck < limits.ackEveryBytes && this.#framesSinceAck < ackEveryFrames) return;
    this.#sinceAck = 0;
    this.#framesSinceAck = 0;
    this.ack(this.storedFrames);
  }

  // The program waits while the disk may come back; then it goes on, and what it writes is counted and not kept.
  async #refused(error: unknown): Promise<void> {
    const { log, attemptId, retryMs, holdMs } = this.held;
    const now = performance.now();
    if (this.#failingSinceMs === undefined) {
      this.#failingSinceMs = now;
      log.error("output.held", { attemptId, error: String(error) });
    }
    const patienceMs = this.#ended ? Math.min(holdMs, holdAtEndMs) : holdMs;
    if (now - this.#failingSinceMs < patienceMs) return await Bun.sleep(Math.min(retryMs, patienceMs));
    this.#giveUp(error);
    if (!this.#ended) await Bun.sleep(retryMs);
  }

  #giveUp(error: unknown): void {
    const { log, attemptId, told } = this.held;
    const from = this.written;
    const all = this.#entries.splice(0);
    if (all.some(({ bytes }) => bytes))
      log.error("output.left_out", { attemptId, bytes: this.#waiting, error: String(error) });
    this.warning = `The hub's disk did not take it (${codeOf(error)}).`;
    for (const { stream, bytes, payload, frames, lost } of all) {
      if (bytes) this[stream] -= payload;
      this.leftOut -= lost;
      this.frames -= frames;
      this.#mark(stream, { lost: bytes ? payload : lost, frames });
    }
    this.#entries = byStream(this.#entries);
    const last = this.cuts.at(-1);
    if (last?.from === from) last.to = this.end;
    else this.cuts.push({ from, to: this.end });
    this.#settle(all.map((entry) => ({ ...entry, frames: 0 })));
    // Not stored, and never will be: the agent need not keep them either.
    this.ack(this.frames);
    // The marks themselves would wait for the disk for ever; the database says how much is missing.
    if (this.#ended) this.#entries = [];
    told();
  }
}

// Marks of many frames become one a stream: where exactly each piece was is lost with it.
function byStream(entries: readonly Entry[]): Entry[] {
  return (["stdout", "stderr"] as const).flatMap((stream) => {
    const own = entries.filter((entry) => entry.stream === stream);
    if (own.length === 0) return [];
    const sum = (key: "frames" | "lost"): number => own.reduce((total, entry) => total + entry[key], 0);
    return [{ stream, bytes: undefined, payload: 0, frames: sum("frames"), lost: sum("lost") }];
  });
}

const sizeOf = ({ bytes }: Entry): number => (bytes ? headerBytes + bytes.length : markRecordBytes);
const chunkOf = ({ stream, bytes, lost }: Entry): Chunk =>
  bytes ? { stream, bytes } : { stream, bytes: noBytes, leftOut: lost };

/** Written at once. Records are put together in rooms that are used again: at 100 MB/s fresh ones would fill the memory. */
const portionBytes = 512 << 10;
const mostRecordBytes = headerBytes + limits.chunkBytes;
const roomsKept = 4;
const rooms: Buffer[] = [];

function portionOf(entries: readonly Entry[]): Entry[] {
  let size = 0;
  const end = entries.findIndex((entry) => (size += sizeOf(entry)) > portionBytes);
  return entries.slice(0, end < 0 ? entries.length : end + 1);
}

function putRecord(room: Buffer, at: number, { stream, bytes, lost, frames }: Entry): number {
  if (bytes) return putBytes(room, at, { stream, bytes });
  return putMark(room, at, { stream, bytes: lost, frames });
}

async function append(path: string, data: Buffer): Promise<void> {
  try {
    await appendFile(path, data, { mode: 0o600 });
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await appendFile(path, data, { mode: 0o600 });
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error);
