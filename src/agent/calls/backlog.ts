/** The frames of one call that the hub has not stored yet, in order, and how far this connection has come with them. */
import { headerBytes } from "../../protocol/codec.ts";
import { Segment, segmentBytes, type Buffered, type Stream } from "./segment.ts";
import type { Spool } from "./spool.ts";
import type { SpoolFile } from "./spoolFile.ts";

export class Backlog {
  readonly #segments: Segment[];
  readonly #files: SpoolFile[];
  /** What is being written: a frame that is not closed yet, at the end of the last segment. */
  #stream: Stream = "stdout";
  #open = 0;
  /** The number of the next frame. */
  frames: number;
  /** Where this connection stands: the next frame to send, its segment's place in the list, and the byte in it. */
  sent = 0;
  #index = 0;
  #at = 0;
  /** Payload that went out on this connection and is not known to be stored, a segment's as long as any of it is not. */
  onTheWay = 0;
  /** Bytes of memory. */
  memory = 0;

  constructor(
    readonly id: string,
    readonly spool: Spool,
    { files, segments }: { files: SpoolFile[]; segments: Segment[] } = { files: [], segments: [] },
  ) {
    this.#files = files;
    this.#segments = segments;
    this.frames = segments.at(-1)?.next ?? 0;
    this.sent = segments[0]?.first ?? 0;
  }

  /** Payload that waits in a frame that is not closed. */
  get open(): number {
    return this.#open;
  }

  append(stream: Stream, bytes: Uint8Array): void {
    if (stream !== this.#stream) this.cut();
    this.#stream = stream;
    for (let from = 0; from < bytes.length;) {
      const { segment, at } = this.#room();
      const part = bytes.subarray(from, from + segmentBytes - at);
      segment.bytes?.set(part, at);
      this.#open += part.length;
      from += part.length;
      if (at + part.length === segmentBytes) this.cut();
    }
  }

  leaveOut(stream: Stream, count: number): void {
    this.cut();
    const { segment, at } = this.#room(8);
    if (!segment.bytes) return;
    new DataView(segment.bytes.buffer).setBigUint64(at, BigInt(count));
    segment.close({ stream, length: 8, leftOut: true });
    this.frames++;
  }

  /** Closes the frame that is being written. */
  cut(): void {
    if (this.#open === 0) return;
    this.#segments.at(-1)?.close({ stream: this.#stream, length: this.#open, leftOut: false });
    this.#open = 0;
    this.frames++;
  }

  /** The payload of the next frame to send; `undefined` where all are sent. */
  peek(): number | undefined {
    const segment = this.#current();
    return segment?.length(this.#at);
  }

  /** Sends the next frame. */
  send(channel: number, use: (message: Buffered) => void): void {
    const segment = this.#current();
    if (!segment) return;
    const length = segment.lend(this.#at, channel, use);
    this.#pass(segment, length);
    // What is on disk is read again where it has to be sent again.
    if (this.sent === segment.next && segment.place) this.#drop(segment);
  }

  /** The hub has stored all frames below this one. */
  release(below: number): void {
    for (let first = this.#segments[0]; first && first.frames > 0 && first.next <= below; first = this.#segments[0]) {
      // The last one may be being written: it stays until there is a next one, or nothing is open in it.
      if (this.#segments.length === 1 && this.#open > 0) return;
      this.#segments.shift();
      this.#free(first);
      if (this.#index > 0) this.#index--;
      else this.#at = 0;
      this.sent = Math.max(this.sent, first.next);
    }
  }

  /** A new connection: from frame `from` on, or from the first that is still held. */
  rewind(from: number): void {
    this.release(from);
    for (const segment of this.#segments) segment.passed = 0;
    this.onTheWay = 0;
    this.#index = 0;
    this.#at = 0;
    this.sent = this.#segments[0]?.first ?? this.frames;
    for (let length = this.peek(); this.sent < from && length !== undefined; length = this.peek()) {
      const segment = this.#current();
      if (segment) this.#pass(segment, length);
    }
  }

  /** Writes a segment to disk, the one first that is needed last; answers whether one went. */
  spill(): "written" | "full" | "refused" | "nothing" {
    for (let index = this.#segments.length - 2; index >= 0; index--) {
      const segment = this.#segments[index];
      if (!segment?.bytes || index === this.#index) continue;
      const went = this.#save(segment);
      if (went === "written") this.#drop(segment);
      return went;
    }
    return "nothing";
  }

  /**
   * Everything on disk, also what was sent: so that it outlives this process. With `forNow`, what this connection has
   * still to send stays in memory too. False where the disk does not take it.
   */
  save({ forNow }: { forNow: boolean }): boolean {
    this.cut();
    return this.#segments.every((segment) => {
      if (segment.frames === 0) return true;
      const went = this.#save(segment) === "written";
      if (went && !(forNow && segment.next > this.sent)) this.#drop(segment);
      return went;
    });
  }

  /** Nothing will be added: what is held takes no more memory than it needs. */
  close(): void {
    this.cut();
    const last = this.#segments.at(-1);
    if (last?.bytes?.length === segmentBytes) {
      this.memory -= segmentBytes - last.used;
      last.bytes = this.spool.fitted(last.bytes, last.used);
    }
    this.spool.close(this.#files);
  }

  /** The hub has it all. */
  clear(): void {
    for (const segment of this.#segments.splice(0)) this.#free(segment);
    this.#open = 0;
    this.#index = 0;
    this.#at = 0;
    this.sent = this.frames;
  }

  // The segment at which this connection stands, in memory; what cannot be read back any more is passed over.
  #current(): Segment | undefined {
    for (;;) {
      const segment = this.#segments[this.#index];
      if (!segment || this.sent >= this.frames) return undefined;
      if (this.sent >= segment.next) {
        this.#step();
        continue;
      }
      if (segment.bytes) return segment;
      if (this.spool.read(segment)) {
        this.memory += segmentBytes;
        return segment;
      }
      this.sent = segment.next;
    }
  }

  #step(): void {
    this.#index++;
    this.#at = 0;
  }

  #pass(segment: Segment, length: number): void {
    segment.passed += length;
    this.onTheWay += length;
    this.sent++;
    this.#at += headerBytes + length;
  }

  // Where the next payload byte goes: behind what is open, or behind a header's room in a segment that has some left.
  #room(atLeast = 1): { segment: Segment; at: number } {
    const last = this.#segments.at(-1);
    const at = (last?.used ?? 0) + headerBytes + this.#open;
    const writable = last?.bytes?.length === segmentBytes && !last.place;
    if (last && writable && at + atLeast <= segmentBytes) return { segment: last, at };
    this.cut();
    const segment = new Segment(this.frames);
    segment.bytes = this.spool.buffer();
    this.memory += segmentBytes;
    this.#segments.push(segment);
    return { segment, at: headerBytes };
  }

  #save(segment: Segment): "written" | "full" | "refused" {
    return segment.place ? "written" : this.spool.write(this.id, this.#files, segment);
  }

  #drop(segment: Segment): void {
    if (!segment.bytes) return;
    this.memory -= segment.bytes.length;
    this.spool.giveBack(segment.bytes);
    segment.bytes = undefined;
  }

  #free(segment: Segment): void {
    this.onTheWay -= segment.passed;
    this.#drop(segment);
    this.spool.release(segment, this.#files);
  }
}
