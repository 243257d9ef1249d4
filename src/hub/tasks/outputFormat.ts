/**
 * How output lies in a file: records `kind u8 · length u32 · bytes`, one for each frame, in the order in which the program
 * wrote. Kind bit 0 is stderr; bit 1 says that output is missing here, and how much: `bytes u64 · frames u32`.
 */

export type Stream = "stdout" | "stderr";
/** A piece of output; with `leftOut` it is the place of bytes that nobody kept, 0 where their number is not known. */
export type Chunk = { stream: Stream; bytes: Uint8Array; leftOut?: number };

export const headerBytes = 5;
const markBytes = 12;
export const noBytes = new Uint8Array(0);

/** Writes a record at its place; answers how long it is. */
export function putBytes(room: Buffer, at: number, { stream, bytes }: { stream: Stream; bytes: Uint8Array }): number {
  room.writeUInt8(stream === "stderr" ? 1 : 0, at);
  room.writeUInt32BE(bytes.length, at + 1);
  room.set(bytes, at + headerBytes);
  return headerBytes + bytes.length;
}

export const markRecordBytes = headerBytes + markBytes;

/** The place of `frames` frames that are not kept; together they were `bytes` bytes, 0 where that is not known. */
export function putMark(room: Buffer, at: number, mark: { stream: Stream; bytes: number; frames: number }): number {
  room.writeUInt8(mark.stream === "stderr" ? 3 : 2, at);
  room.writeUInt32BE(markBytes, at + 1);
  // An agent may say any number, again and again: what does not fit is not known.
  room.writeBigUInt64BE(BigInt(Math.min(mark.bytes, Number.MAX_SAFE_INTEGER)), at + headerBytes);
  room.writeUInt32BE(Math.min(mark.frames, 0xffff_ffff), at + headerBytes + 8);
  return markRecordBytes;
}

export type Parsed = {
  chunks: Chunk[];
  /** How much of the data whole records take; a tail that is cut off is not read. */
  used: number;
  frames: number;
  stdout: number;
  stderr: number;
  leftOut: number;
};

/** The whole records at the beginning of `data`; their bytes are views into it. Ends where `most` bytes are exceeded. */
export function parseRecords(data: Buffer, most = Infinity): Parsed {
  const found: Parsed = { chunks: [], used: 0, frames: 0, stdout: 0, stderr: 0, leftOut: 0 };
  while (found.used + headerBytes <= data.length && found.used < most) {
    const at = found.used + headerBytes;
    const kind = data.readUInt8(found.used);
    const length = data.readUInt32BE(found.used + 1);
    // Nothing is stored of no bytes: zeros are what a power cut can leave at a file's end.
    if (length === 0 || at + length > data.length) break;
    const stream: Stream = (kind & 1) === 1 ? "stderr" : "stdout";
    if ((kind & 2) === 0) {
      found.chunks.push({ stream, bytes: data.subarray(at, at + length) });
      found[stream] += length;
      found.frames++;
    } else {
      const leftOut = Number(data.readBigUInt64BE(at));
      found.chunks.push({ stream, bytes: noBytes, leftOut });
      found.leftOut += leftOut;
      found.frames += data.readUInt32BE(at + 8);
    }
    found.used = at + length;
  }
  return found;
}

/** A piece as long as this is passed on as it is; to copy it together with others would cost more than it saves. */
const shortBytes = 16 << 10;

/** Short neighbours of one stream become one piece, so that many short writes are not as many messages. */
export function merged(chunks: readonly Chunk[]): Chunk[] {
  const whole: Chunk[] = [];
  const isShort = ({ leftOut, bytes }: Chunk): boolean => leftOut === undefined && bytes.length < shortBytes;
  for (let at = 0; at < chunks.length;) {
    const first = chunks[at];
    if (!first) break;
    let end = at + 1;
    for (let next = chunks[end]; next && isShort(first) && isShort(next); next = chunks[end]) {
      if (next.stream !== first.stream) break;
      end++;
    }
    const bytes = end === at + 1 ? first.bytes : Buffer.concat(chunks.slice(at, end).map((chunk) => chunk.bytes));
    whole.push({ ...first, bytes });
    at = end;
  }
  return whole;
}

/** What a person reads where output is missing. */
export const leftOutWords = (bytes: number): string =>
  bytes === 0 ? "[… output left out …]" : `[… ${bytes.toLocaleString("en")} bytes left out …]`;
