/**
 * Output that is compressed: blocks of whole records, each behind a header `records u32 · packed u32 · stdout u32 ·
 * stderr u32` (all bytes), so that any place is reached without unpacking what is before it.
 */
import { open, rename, type FileHandle } from "node:fs/promises";
import { parseRecords, type Stream } from "./outputFormat.ts";

export const blockHeaderBytes = 16;
/** Unpacked; one record more fits in, because blocks end where records end. */
export const blockBytes = 1 << 20;

export type BlockHeader = { records: number; packed: number; stdout: number; stderr: number };
/** What a reader got: records from `at` on, after `skipped` wanted bytes that it was told to pass over. */
export type Found = { data: Buffer; at: number; skipped: number };

export class Pack {
  /** Where the next block lies in the file, and where its records begin unpacked. */
  #place = 0;
  #begins = 0;

  constructor(readonly file: FileHandle) {}

  /** The records of the block that holds `at`, from there on; passes over blocks of no more than `skip` wanted bytes. */
  async next({ at, skip, stream }: { at: number; skip: number; stream: Stream | undefined }): Promise<Found> {
    let skipped = 0;
    for (;;) {
      const header = await this.#header();
      if (!header) return { data: Buffer.alloc(0), at, skipped };
      const begins = this.#begins;
      const place = this.#place + blockHeaderBytes;
      this.#place = place + header.packed;
      this.#begins += header.records;
      if (this.#begins <= at) continue;
      const wanted = stream === undefined ? header.stdout + header.stderr : header[stream];
      if (begins === at && wanted <= skip - skipped && wanted > 0) {
        skipped += wanted;
        at = this.#begins;
        continue;
      }
      const packed = Buffer.allocUnsafe(header.packed);
      await this.file.read(packed, 0, header.packed, place);
      const data = await Bun.zstdDecompress(packed);
      return { data: data.subarray(at - begins), at, skipped };
    }
  }

  close(): Promise<void> {
    return this.file.close();
  }

  async #header(): Promise<BlockHeader | undefined> {
    const header = Buffer.allocUnsafe(blockHeaderBytes);
    const { bytesRead } = await this.file.read(header, 0, blockHeaderBytes, this.#place);
    return bytesRead < blockHeaderBytes ? undefined : readBlockHeader(header);
  }
}

export const readBlockHeader = (header: Buffer): BlockHeader => ({
  records: header.readUInt32BE(0),
  packed: header.readUInt32BE(4),
  stdout: header.readUInt32BE(8),
  stderr: header.readUInt32BE(12),
});

export async function openPack(path: string): Promise<Pack | undefined> {
  try {
    return new Pack(await open(path, "r"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Compresses a file of records into another, whole and on the disk before it has its name; answers its size. */
export async function pack({ raw, packed }: { raw: string; packed: string }): Promise<number> {
  const fresh = `${packed}.new`;
  const from = await open(raw, "r");
  const to = await open(fresh, "w", 0o600);
  let size = 0;
  try {
    const room = Buffer.allocUnsafe(blockBytes);
    for (let at = 0; ;) {
      const { bytesRead } = await from.read(room, 0, blockBytes, at);
      const { used, stdout, stderr } = parseRecords(room.subarray(0, bytesRead));
      if (used === 0) break;
      const block = await Bun.zstdCompress(room.subarray(0, used), { level: 3 });
      const header = Buffer.allocUnsafe(blockHeaderBytes);
      for (const [index, value] of [used, block.length, stdout, stderr].entries())
        header.writeUInt32BE(value, index * 4);
      await to.write(Buffer.concat([header, block]));
      size += blockHeaderBytes + block.length;
      at += used;
    }
    await to.sync();
  } finally {
    await from.close();
    await to.close();
  }
  await rename(fresh, packed);
  return size;
}
