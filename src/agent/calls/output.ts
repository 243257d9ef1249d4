/** The output of one call: cut into frames, kept until the hub has settled the call, so that a lost connection loses nothing. */
import { encodeOutput } from "../../protocol/codec.ts";
import { limits } from "../../protocol/limits.ts";

const joinMs = 8;

type Stream = "stdout" | "stderr";

export class Output {
  readonly #frames: { stream: Stream; bytes: Uint8Array }[] = [];
  #joined: Uint8Array[] = [];
  #joinedBytes = 0;
  #joinedStream: Stream = "stdout";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #kept = 0;
  /** Where frames go while connected. */
  send: ((message: Uint8Array<ArrayBuffer>) => void) | undefined;
  channel = 0;
  bytes: Record<Stream, number> = { stdout: 0, stderr: 0 };
  truncated = false;

  constructor(readonly capBytes: number) {}

  get frames(): number {
    return this.#frames.length;
  }

  /** A promise where there is no room for more until it resolves. */
  add(stream: Stream, bytes: Uint8Array): void | Promise<void> {
    this.bytes[stream] += bytes.length;
    const room = this.capBytes - this.#kept;
    if (bytes.length > room) this.truncated = true;
    const kept = bytes.length > room ? bytes.subarray(0, Math.max(0, room)) : bytes;
    if (kept.length === 0) return;
    this.#kept += kept.length;
    if (this.#joinedStream !== stream) this.flush();
    this.#joinedStream = stream;
    this.#joined.push(kept.slice());
    this.#joinedBytes += kept.length;
    if (this.#joinedBytes >= limits.chunkBytes) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), joinMs);
  }

  /** Small writes travel together; this sends what is waiting. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#joinedBytes === 0) return;
    const all = this.#joined.length === 1 && this.#joined[0] ? this.#joined[0] : Buffer.concat(this.#joined);
    this.#joined = [];
    this.#joinedBytes = 0;
    for (let from = 0; from < all.length; from += limits.chunkBytes) {
      this.#frames.push({ stream: this.#joinedStream, bytes: all.subarray(from, from + limits.chunkBytes) });
      this.#sendFrame(this.#frames.length - 1);
    }
  }

  /** The hub has stored all frames below this one. */
  acked(_frames: number): void {}

  /** After a new connection: everything from frame `from` on, again. */
  resend(from: number): void {
    for (let seq = Math.max(0, from); seq < this.#frames.length; seq++) this.#sendFrame(seq);
  }

  #sendFrame(seq: number): void {
    const frame = this.#frames[seq];
    if (frame) this.send?.(encodeOutput({ channel: this.channel, seq, ...frame }));
  }
}
