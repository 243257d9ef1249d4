/** The output of one call: what is kept of it, and no more of it on the way than the hub is ready to take. */
import { limits } from "../../protocol/limits.ts";
import { Backlog } from "./backlog.ts";
import { LastBytes } from "./lastBytes.ts";
import type { Masking } from "../../domain/redact/masking.ts";
import type { Buffered, Stream } from "./segment.ts";
import type { Spool } from "./spool.ts";

/** Small writes travel together. */
const joinMs = 8;
/** What a call holds in memory: what may be on the way, and what the next reads bring. */
const aheadBytes = limits.windowBytes + limits.socketQueueBytes;
/** However little memory there is for all, a call goes on with this much. */
const leastBytes = limits.ackEveryBytes;
/** A program waits this long for a hub that is slow; then its output goes to disk and it goes on. */
const patienceMs = 250;
/** Who waits for room looks again at least this often. */
const lookAgainMs = 1_000;
/** What may be the beginning of a secret, and a line that is not at its end, wait this long for the rest. */
const settleMs = 250;
const streams = ["stdout", "stderr"] as const;

export class Output {
  /** What the program wrote, masked, before the cap. */
  readonly bytes: Record<Stream, number> = { stdout: 0, stderr: 0 };
  truncated = false;
  /** Some of it was to go to disk, and the disk did not take it. */
  heldInMemory = false;
  readonly #backlog: Backlog;
  readonly #last: LastBytes;
  readonly #spool: Spool;
  readonly #offer: (output: Output) => void;
  #roomBytes: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What is joined has waited long enough. */
  #due = false;
  #ended = false;
  #waiting: Promise<void> | undefined;
  /** How frames are sent on this connection; absent while there is none that knows of this call. */
  #to: { channel: number; acks: boolean } | undefined;
  /** The hub has not taken anything for longer than a program is made to wait. */
  #stalled = false;
  #movedAtMs = 0;
  #afterAll: (() => void) | undefined;
  readonly #masking: Masking | undefined;
  readonly #settling: { [S in Stream]?: ReturnType<typeof setTimeout> | undefined } = {};

  constructor({
    id,
    capBytes,
    endBytes = limits.outputEndBytes,
    spool,
    offer,
    restored = false,
    masking,
  }: {
    id: string;
    /** So much is kept of its beginning, and `endBytes` of what is beyond. */
    capBytes: number;
    endBytes?: number;
    spool: Spool;
    /** Told whenever there may be something to send. */
    offer: (output: Output) => void;
    /** The call ended in an earlier life of this agent: its output is what the spool still has. */
    restored?: boolean;
    /** Masks what is secret before anything else happens to it; what comes of an earlier life was masked then. */
    masking?: Masking | undefined;
  }) {
    this.#masking = masking;
    this.#backlog = new Backlog(id, spool, restored ? spool.restore(id) : undefined);
    this.#last = new LastBytes(endBytes);
    this.#spool = spool;
    this.#offer = offer;
    this.#roomBytes = capBytes;
    this.#ended = restored;
  }

  /** How many frames there are in all. */
  get frames(): number {
    return this.#backlog.frames;
  }

  /** Takes it whole. A promise where there is no room for more until it resolves. */
  add(stream: Stream, bytes: Uint8Array): void | Promise<void> {
    if (this.#ended || bytes.length === 0) return;
    return this.#take(stream, this.#masking ? this.#mask(stream, bytes, this.#masking) : bytes);
  }

  #mask(stream: Stream, bytes: Uint8Array, masking: Masking): Uint8Array {
    const masked = masking.push(stream, bytes);
    // Dots that come one by one are shown after a while too: only what moves begins the wait anew.
    if (masked.length === 0 && this.#settling[stream]) return masked;
    clearTimeout(this.#settling[stream]);
    this.#settling[stream] = masking.holds(stream) ? setTimeout(() => this.#settle(stream), settleMs) : undefined;
    return masked;
  }

  #settle(stream: Stream): void {
    this.#settling[stream] = undefined;
    if (!this.#ended && this.#masking) void this.#take(stream, this.#masking.settle(stream));
  }

  #take(stream: Stream, bytes: Uint8Array): void | Promise<void> {
    if (bytes.length === 0) return;
    this.bytes[stream] += bytes.length;
    const kept = bytes.subarray(0, this.#roomBytes);
    this.#roomBytes -= kept.length;
    if (kept.length < bytes.length) this.#last.add(stream, bytes.subarray(kept.length));
    if (kept.length === 0) return;
    this.#backlog.append(stream, kept);
    if (!this.#due) this.#timer ??= setTimeout(() => this.#ripe(), joinMs);
    if (this.#backlog.sent < this.#backlog.frames) this.#offer(this);
    if (this.#waiting || this.#tooMuch()) return this.#wait();
  }

  /** The program writes no more: the rest is cut into frames, and what the cap left out is named. */
  end(): void {
    if (this.#ended) return;
    for (const stream of streams) clearTimeout(this.#settling[stream]);
    for (const stream of streams) if (this.#masking) void this.#take(stream, this.#masking.end(stream));
    for (const stream of streams) {
      const count = this.#last.leftOut[stream];
      if (count === 0) continue;
      this.truncated = true;
      this.#backlog.leaveOut(stream, count);
    }
    this.#last.drain((stream, bytes) => this.#backlog.append(stream, bytes));
    this.#stop();
    this.#backlog.close();
    this.#offer(this);
  }

  /** What the hub has not stored outlives this process. `forNow`: and stays at hand for this connection. */
  save({ forNow }: { forNow: boolean }): void {
    if (!this.#backlog.save({ forNow })) this.heldInMemory = true;
    if (this.#ended) this.#backlog.close();
  }

  /** A connection on which this call has a channel, and the hub has all frames below `frames`. */
  attach(to: { channel: number; frames: number; acks: boolean }): void {
    this.#to = to;
    this.#stalled = false;
    this.#afterAll = undefined;
    this.#backlog.rewind(to.frames);
    this.#offer(this);
  }

  detach(): void {
    this.#to = undefined;
    this.#afterAll = undefined;
    this.#spool.wake();
  }

  /** The hub has stored all frames below this one. */
  acked(frames: number): void {
    this.#moved(Math.min(frames, this.#backlog.sent));
    this.#offer(this);
  }

  /** Nobody needs it any more. */
  forget(): void {
    this.#stop();
    this.#backlog.clear();
  }

  /** Calls `then` once, behind the last frame of an ended call on this connection; at once where no frame can be sent. */
  afterAll(then: () => void): void {
    this.#afterAll = then;
    if (this.#to === undefined) this.#allSent();
    else if (!this.#tellEnd()) this.#offer(this);
  }

  /** Sends the next frame; false where there is none, or the hub is not ready for it. */
  sendNext(binary: (message: Buffered) => void): boolean {
    if (!this.#to) return false;
    if (this.#due && this.#backlog.sent === this.#backlog.frames) this.#cut();
    const length = this.#backlog.peek();
    if (length === undefined) return this.#tellEnd();
    const { channel, acks } = this.#to;
    if (acks && this.#backlog.onTheWay + length > limits.windowBytes) return false;
    this.#backlog.send(channel, binary);
    // An older hub does not say what it has: as much as it is sent is let go of.
    if (!acks) this.#moved(this.#backlog.sent);
    this.#tellEnd();
    return true;
  }

  #moved(below: number): void {
    this.#stalled = false;
    this.#movedAtMs = performance.now();
    this.#backlog.release(below);
    this.#spool.wake();
  }

  #tellEnd(): false {
    if (this.#ended && this.#backlog.peek() === undefined) this.#allSent();
    return false;
  }

  #allSent(): void {
    const then = this.#afterAll;
    this.#afterAll = undefined;
    then?.();
  }

  #ripe(): void {
    this.#timer = undefined;
    this.#due = true;
    this.#offer(this);
  }

  #cut(): void {
    this.#backlog.cut();
    this.#due = false;
  }

  #stop(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#spool.wake();
  }

  #tooMuch(): boolean {
    const { memory } = this.#backlog;
    return memory > aheadBytes || (memory > leastBytes && this.#spool.inMemory > this.#spool.memoryBytes);
  }

  #wait(): Promise<void> {
    return (this.#waiting ??= this.#untilRoom().finally(() => (this.#waiting = undefined)));
  }

  // First the hub is waited for, as a pipe waits for its reader; where nothing moves, the disk; where that is full, both.
  async #untilRoom(): Promise<void> {
    const sinceMs = performance.now();
    while (!this.#ended && this.#tooMuch()) {
      const patientMs = Math.max(sinceMs, this.#movedAtMs) + patienceMs - performance.now();
      if (this.#to && !this.#stalled && this.#backlog.peek() !== undefined && patientMs > 0) {
        await this.#spool.change(patientMs);
        continue;
      }
      this.#stalled = true;
      const went = this.#backlog.spill();
      if (went === "refused") this.heldInMemory = true;
      if (went === "nothing" || (went === "refused" && this.#spool.inMemory <= this.#spool.memoryBytes)) break;
      if (went !== "written") await this.#spool.change(lookAgainMs);
    }
  }
}
