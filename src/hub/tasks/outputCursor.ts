/**
 * A reader of one attempt's output, at its own pace: what lies in the file first, then what is not written yet. It takes
 * at most 256 KiB at a time and holds nothing in between, so however slow its reader is, the hub's memory does not grow.
 */
import { open, type FileHandle } from "node:fs/promises";
import type { Live } from "./outputLive.ts";
import { merged, parseRecords, type Chunk, type Stream } from "./outputFormat.ts";
import { openPack, type Pack } from "./outputPack.ts";

export type CursorOptions = {
  raw: string;
  packed: string;
  live: () => Live | undefined;
  /** The first byte wanted, counted over what is kept of the wanted streams. */
  from?: number;
  stream?: Stream | undefined;
};

const atOnceBytes = 256 << 10;

export class Cursor {
  /** Where it is in the records, as they lie unpacked. */
  #at = 0;
  #skip: number;
  #cuts = 0;
  #last: Live | undefined;
  #raw: FileHandle | undefined;
  #pack: Pack | undefined;
  #room: Buffer | undefined;

  constructor(readonly held: CursorOptions) {
    this.#skip = held.from ?? 0;
  }

  /**
   * The next pieces; none: there is nothing more for now. At once where they are in memory. They are the reader's until it
   * reads again: what is longer is copied.
   */
  read(): Chunk[] | Promise<Chunk[]> {
    for (;;) {
      const live = this.held.live();
      this.#last = live ?? this.#last;
      if (this.#last) this.#follow(this.#last);
      if (!live) return this.#load();
      if (this.#at < live.written) return this.#load();
      const { chunks, at } = live.tail(this.#at, atOnceBytes);
      this.#at = at;
      const wanted = this.#wanted(chunks);
      if (wanted.length > 0 || chunks.length === 0) return wanted;
    }
  }

  async close(): Promise<void> {
    const [raw, pack] = [this.#raw, this.#pack];
    this.#raw = undefined;
    this.#pack = undefined;
    this.#room = undefined;
    await raw?.close();
    await pack?.close();
  }

  // What this reader has seen may have been given up by the store since.
  #follow(live: Live): void {
    for (; this.#cuts < live.cuts.length; this.#cuts++) {
      const cut = live.cuts[this.#cuts];
      if (cut && this.#at > cut.from) this.#at = cut.to;
    }
  }

  async #load(): Promise<Chunk[]> {
    for (;;) {
      const live = this.held.live();
      const data = await this.#data(live ? live.written - this.#at : Infinity);
      const { chunks, used } = parseRecords(data);
      this.#at += used;
      if (used === 0) {
        await this.close();
        return [];
      }
      const wanted = this.#wanted(chunks);
      if (wanted.length > 0) return wanted;
      const now = this.held.live();
      if (now && this.#at >= now.written) return this.read();
    }
  }

  async #data(most: number): Promise<Buffer> {
    if (!this.#pack && !this.#raw) {
      this.#raw = await openIfThere(this.held.raw);
      if (!this.#raw) this.#pack = await openPack(this.held.packed);
    }
    this.#room ??= Buffer.allocUnsafeSlow(atOnceBytes);
    if (this.#raw) return await readSome(this.#raw, this.#at, this.#room.subarray(0, Math.min(most, atOnceBytes)));
    if (!this.#pack) return Buffer.alloc(0);
    const { stream } = this.held;
    const found = await this.#pack.next({ at: this.#at, skip: this.#skip, stream });
    this.#skip -= found.skipped;
    this.#at = found.at;
    return found.data;
  }

  #wanted(chunks: readonly Chunk[]): Chunk[] {
    const { stream } = this.held;
    const own: Chunk[] = [];
    for (const chunk of chunks) {
      if (stream !== undefined && chunk.stream !== stream) continue;
      const { length } = chunk.bytes;
      if (this.#skip === 0) own.push(chunk);
      else if (length > this.#skip) own.push({ ...chunk, bytes: chunk.bytes.subarray(this.#skip) });
      this.#skip = Math.max(0, this.#skip - length);
    }
    return merged(own);
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

async function readSome(file: FileHandle, at: number, into: Buffer): Promise<Buffer> {
  const { bytesRead } = await file.read(into, 0, into.length, at);
  return into.subarray(0, bytesRead);
}
