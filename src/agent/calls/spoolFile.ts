/** One file of a call's spooled output: segments behind each other, each after a mark that says which frames it holds. */
import { closeSync, ftruncateSync, fstatSync, mkdirSync, openSync, readSync, unlinkSync, writevSync } from "node:fs";
import { Segment, segmentBytes, type Buffered } from "./segment.ts";

/** `live`: how many of its segments are still needed. */
export type SpoolFile = { path: string; fd: number | undefined; size: number; live: number };
/** Where a segment stands on disk. */
export type Place = { file: SpoolFile; at: number };

/** magic u32 · first frame u32 · frames u32 · bytes u32 · payload u32 · CRC-32 of the bytes u32, big-endian. */
export const markBytes = 24;
const magic = 0x61696c31;

export function markOf({ first, frames, used, payload }: Segment, bytes: Uint8Array): Buffer {
  const mark = Buffer.alloc(markBytes);
  [magic, first, frames, used, payload, Bun.hash.crc32(bytes)].forEach((value, index) =>
    mark.writeUInt32BE(value, index * 4),
  );
  return mark;
}

/** All of it or none: half a segment is cut off again, so that what comes next is found. */
export function append(file: SpoolFile, parts: Uint8Array[], bytes: number): boolean {
  if (file.fd === undefined) return false;
  try {
    if (writevSync(file.fd, parts, file.size) === bytes) return true;
  } catch {
    // No room, a broken disk, a file system that is read-only now: the caller goes on in memory.
  }
  try {
    ftruncateSync(file.fd, file.size);
  } catch {
    // The next one is written at the same place.
  }
  return false;
}

/** False where the disk does not give the bytes any more, or not as they were. */
export function readBack(segment: Segment, into: Buffered): boolean {
  const { place, used } = segment;
  if (!place) return false;
  const bytes = into.subarray(0, used);
  const mark = Buffer.alloc(markBytes);
  try {
    place.file.fd ??= openSync(place.file.path, "r+");
    if (readAll(place.file.fd, mark, place.at - markBytes) < markBytes) return false;
    if (readAll(place.file.fd, bytes, place.at) < used) return false;
  } catch {
    return false;
  }
  // After a power failure a file may be as long as it was and hold nothing.
  if (!mark.equals(markOf(segment, bytes))) return false;
  segment.bytes = into;
  return true;
}

/** What the marks say, up to where a kill cut the file off. */
export function segmentsIn(file: SpoolFile): Segment[] {
  const fd = openSync(file.path, "r");
  try {
    const end = fstatSync(fd).size;
    const mark = Buffer.alloc(markBytes);
    const segments: Segment[] = [];
    for (;;) {
      if (readAll(fd, mark, file.size) < markBytes || mark.readUInt32BE(0) !== magic) return segments;
      const segment = new Segment(mark.readUInt32BE(4));
      segment.frames = mark.readUInt32BE(8);
      segment.used = mark.readUInt32BE(12);
      segment.payload = mark.readUInt32BE(16);
      const at = file.size + markBytes;
      if (segment.used > segmentBytes || at + segment.used > end) return segments;
      segment.place = { file, at };
      segments.push(segment);
      file.size = at + segment.used;
    }
  } finally {
    closeSync(fd);
  }
}

export function create(path: string): number | undefined {
  try {
    return openSync(path, "wx+", 0o600);
  } catch {
    return undefined;
  }
}

export function makeFolder(path: string): boolean {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return true;
  } catch {
    return false;
  }
}

export function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It is gone already.
  }
}

function readAll(fd: number, into: Uint8Array, from: number): number {
  let at = 0;
  while (at < into.length) {
    const count = readSync(fd, into, at, into.length - at, from + at);
    if (count === 0) break;
    at += count;
  }
  return at;
}
