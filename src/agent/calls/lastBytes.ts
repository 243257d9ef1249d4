/** The end of a call's output beyond its cap: the last bytes in the order of writing, and how many went before them. */
import type { Stream } from "./segment.ts";

/** Programs that change streams with every byte make many pieces; so many are told apart. */
const piecesMost = 4_096;

export class LastBytes {
  readonly leftOut: Record<Stream, number> = { stdout: 0, stderr: 0 };
  #ring: Uint8Array | undefined;
  #start = 0;
  #held = 0;
  readonly #pieces: { stream: Stream; length: number }[] = [];

  constructor(readonly max: number) {}

  add(stream: Stream, bytes: Uint8Array): void {
    const kept = bytes.subarray(Math.max(0, bytes.length - this.max));
    this.#drop(this.#held + kept.length - this.max);
    this.leftOut[stream] += bytes.length - kept.length;
    if (kept.length === 0) return;
    this.#ring ??= new Uint8Array(this.max);
    const at = (this.#start + this.#held) % this.max;
    const first = kept.subarray(0, this.max - at);
    this.#ring.set(first, at);
    this.#ring.set(kept.subarray(first.length), 0);
    this.#held += kept.length;
    const last = this.#pieces.at(-1);
    if (last?.stream === stream) last.length += kept.length;
    else this.#pieces.push({ stream, length: kept.length });
    if (this.#pieces.length > piecesMost) this.#drop(this.#pieces[0]?.length ?? 0);
  }

  /** Calls `each` with what is held, oldest first. */
  drain(each: (stream: Stream, bytes: Uint8Array) => void): void {
    for (const { stream, length } of this.#pieces.splice(0)) {
      const ring = this.#ring ?? new Uint8Array();
      const first = ring.subarray(this.#start, Math.min(this.max, this.#start + length));
      each(stream, first);
      if (first.length < length) each(stream, ring.subarray(0, length - first.length));
      this.#start = (this.#start + length) % this.max;
    }
    this.#held = 0;
    this.#ring = undefined;
  }

  #drop(count: number): void {
    while (count > 0) {
      const oldest = this.#pieces[0];
      if (!oldest) return;
      const gone = Math.min(count, oldest.length);
      this.leftOut[oldest.stream] += gone;
      oldest.length -= gone;
      count -= gone;
      this.#start = (this.#start + gone) % this.max;
      this.#held -= gone;
      if (oldest.length === 0) this.#pieces.shift();
    }
  }
}
