/** Up to 64 KiB of a call's frames, one behind the other as they go onto the wire; in memory, on disk, or both. */
import { headerBytes, putChannel, putHeader } from "../../protocol/codec.ts";
import { limits } from "../../protocol/limits.ts";
import type { Place } from "./spoolFile.ts";

/** The largest frame fills one. */
export const segmentBytes = headerBytes + limits.chunkBytes;

export type Stream = "stdout" | "stderr";
export type Buffered = Uint8Array<ArrayBuffer>;

/** A frame's length stands where its channel will: each connection has its own channels, and nothing else knows the length. */
const lengthAt = (view: DataView, at: number): number => view.getUint32(at + 4);

export class Segment {
  /** Absent while it is on disk alone. */
  bytes: Buffered | undefined;
  place: Place | undefined;
  frames = 0;
  used = 0;
  payload = 0;
  /** Payload that went past on this connection: it was sent, or the hub had it. */
  passed = 0;

  /** `first` is the number of its first frame. */
  constructor(readonly first: number) {}

  /** The number of the frame after its last. */
  get next(): number {
    return this.first + this.frames;
  }

  /** The payload of length `length` stands in place already; this makes it a frame. */
  close(frame: { stream: Stream; length: number; leftOut: boolean }): void {
    if (!this.bytes) return;
    putHeader(viewOf(this.bytes), this.used, { ...frame, channel: frame.length, seq: this.next });
    this.frames++;
    this.payload += frame.length;
    this.used += headerBytes + frame.length;
  }

  /** Hands out the frame that stands at `at`, ready for the wire, for as long as `use` runs. Answers its payload's length. */
  lend(at: number, channel: number, use: (message: Buffered) => void): number {
    if (!this.bytes) return 0;
    const view = viewOf(this.bytes);
    const length = lengthAt(view, at);
    putChannel(view, at, channel);
    try {
      use(this.bytes.subarray(at, at + headerBytes + length));
    } finally {
      putChannel(view, at, length);
    }
    return length;
  }

  length(at: number): number {
    return this.bytes ? lengthAt(viewOf(this.bytes), at) : 0;
  }
}

const viewOf = (bytes: Buffered): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
