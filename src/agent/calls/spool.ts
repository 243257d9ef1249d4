/**
 * What the agent holds of its calls' output, all of them together: so much in memory, so much more on disk. A call's files
 * are only ever appended to and go, one by one, when the hub has stored all that is in them.
 */
import { closeSync, openSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { limits } from "../../protocol/limits.ts";
import { segmentBytes, type Buffered, type Segment } from "./segment.ts";
import {
  append,
  create,
  makeFolder,
  markBytes,
  markOf,
  readBack,
  remove,
  segmentsIn,
  type SpoolFile,
} from "./spoolFile.ts";

/** Space comes back a file at a time. */
const fileBytes = 8 << 20;
/** A disk that refused is asked again after this. */
const retryMs = 5_000;
const freeBuffers = 16;

export class Spool {
  readonly #dir: string | undefined;
  readonly #nowMs: () => number;
  readonly #fileBytes: number;
  readonly diskBytes: number;
  readonly memoryBytes: number;
  /** Bytes in files, and in buffers. */
  onDisk = 0;
  inMemory = 0;
  #refusedAtMs = -Infinity;
  #files = 0;
  #free: Buffered[] = [];
  #waiting = new Set<() => void>();

  /** Without `dir` all is held in memory. */
  constructor(options: {
    dir?: string;
    nowMs: () => number;
    diskBytes?: number;
    memoryBytes?: number;
    fileBytes?: number;
  }) {
    this.#dir = options.dir;
    this.#nowMs = options.nowMs;
    this.#fileBytes = options.fileBytes ?? fileBytes;
    this.diskBytes = options.diskBytes ?? limits.spoolBytes;
    this.memoryBytes = options.memoryBytes ?? limits.spoolMemoryBytes;
  }

  buffer(): Buffered {
    this.inMemory += segmentBytes;
    return this.#free.pop() ?? new Uint8Array(segmentBytes);
  }

  giveBack(bytes: Buffered): void {
    this.inMemory -= bytes.length;
    // A call that ended holds no more than it needs: such a buffer is of no use to others.
    if (bytes.length === segmentBytes && this.#free.length < freeBuffers) this.#free.push(bytes);
    this.wake();
  }

  /** The same bytes in no more room than they need. */
  fitted(bytes: Buffered, used: number): Buffered {
    const exact = bytes.slice(0, used);
    this.giveBack(bytes);
    this.inMemory += used;
    return exact;
  }

  /** Whoever waits for room looks again. */
  wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }

  /** Until something has changed, or `ms` have passed. */
  async change(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#waiting.add(resolve);
    await promise;
    clearTimeout(timer);
    this.#waiting.delete(resolve);
  }

  /** `full`: the bound is reached · `refused`: the disk takes nothing now. */
  write(id: string, files: SpoolFile[], segment: Segment): "written" | "full" | "refused" {
    const { used } = segment;
    const bytes = segment.bytes?.subarray(0, used);
    if (this.#dir === undefined || !bytes) return "refused";
    if (this.#nowMs() - this.#refusedAtMs < retryMs) return "refused";
    if (this.onDisk + markBytes + used > this.diskBytes) return "full";
    const file = this.#open(this.#dir, id, files);
    if (!file || !append(file, [markOf(segment, bytes), bytes], markBytes + used)) {
      this.#refusedAtMs = this.#nowMs();
      if (file && file.live === 0) this.#remove(file, files);
      return "refused";
    }
    segment.place = { file, at: file.size + markBytes };
    file.size += markBytes + used;
    file.live++;
    this.onDisk += markBytes + used;
    return "written";
  }

  /** Brings a segment's bytes back into memory; false where the disk does not give them any more. */
  read(segment: Segment): boolean {
    const bytes = this.buffer();
    if (readBack(segment, bytes)) return true;
    this.giveBack(bytes);
    return false;
  }

  /** The segment is no more needed on disk. */
  release({ place }: Segment, files: SpoolFile[]): void {
    if (place && --place.file.live === 0) this.#remove(place.file, files);
  }

  /** What is still there of a call of before this agent was started: the frames without a gap up to the last. */
  restore(id: string): { files: SpoolFile[]; segments: Segment[] } {
    const files: SpoolFile[] = [];
    const found: Segment[] = [];
    for (const name of this.#names(id)) {
      const file: SpoolFile = { path: join(this.#dir ?? "", name), fd: undefined, size: 0, live: 0 };
      try {
        found.push(...segmentsIn(file));
      } catch {
        continue;
      }
      this.onDisk += file.size;
      files.push(file);
    }
    found.sort((a, b) => a.first - b.first);
    const gap = found.findLastIndex((segment, index) => index > 0 && found[index - 1]?.next !== segment.first);
    const segments = found.splice(Math.max(0, gap));
    for (const { place } of segments) if (place) place.file.live++;
    for (const file of files.filter(({ live }) => live === 0)) this.#remove(file, files);
    return { files, segments };
  }

  /** At the start, after all that is needed was restored: the rest is of calls that nobody asks for. */
  sweep(needed: (id: string) => boolean): void {
    for (const name of this.#names()) if (!needed(idOf(name))) remove(join(this.#dir ?? "", name));
  }

  /** The call has ended; its files are opened again where the hub still asks for them. */
  close(files: SpoolFile[]): void {
    for (const file of files) {
      if (file.fd !== undefined) closeSync(file.fd);
      file.fd = undefined;
    }
  }

  #names(id?: string): string[] {
    if (this.#dir === undefined) return [];
    try {
      return readdirSync(this.#dir).filter((name) => id === undefined || idOf(name) === id);
    } catch {
      return [];
    }
  }

  #open(dir: string, id: string, files: SpoolFile[]): SpoolFile | undefined {
    const last = files.at(-1);
    if (last && last.size < this.#fileBytes) {
      try {
        last.fd ??= openSync(last.path, "r+");
        return last;
      } catch {
        return undefined;
      }
    }
    const path = join(dir, `${encodeURIComponent(id)}.${this.#nowMs().toString(36)}-${this.#files++}`);
    const fd = create(path) ?? (makeFolder(dir) ? create(path) : undefined);
    if (fd === undefined) return undefined;
    const file: SpoolFile = { path, fd, size: 0, live: 0 };
    files.push(file);
    return file;
  }

  #remove(file: SpoolFile, files: SpoolFile[]): void {
    if (file.fd !== undefined) closeSync(file.fd);
    remove(file.path);
    files.splice(files.indexOf(file), 1);
    this.onDisk -= file.size;
    this.wake();
  }
}

// A call's id is the hub's word: whatever is in it, it names a file in this folder and no other.
const idOf = (name: string): string => {
  try {
    return decodeURIComponent(name.slice(0, Math.max(0, name.lastIndexOf("."))));
  } catch {
    return "";
  }
};
