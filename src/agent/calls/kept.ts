/** What an executor gets to see of a program's output: its beginning and its end. */

/** The first and the last part of a stream, at most `max` bytes in all. */
export class Kept {
  readonly #head: Uint8Array[] = [];
  #tail: Uint8Array[] = [];
  #headBytes = 0;
  #tailBytes = 0;
  #left = 0;
  constructor(readonly max: number) {}

  add(bytes: Uint8Array): void {
    const half = this.max >> 1;
    const first = bytes.slice(0, Math.max(0, half - this.#headBytes));
    if (first.length > 0) this.#head.push(first);
    this.#headBytes += first.length;
    const rest = bytes.subarray(first.length);
    if (rest.length === 0) return;
    const last = rest.slice(-half || rest.length);
    this.#left += rest.length - last.length;
    this.#tail.push(last);
    this.#tailBytes += last.length;
    while (this.#tail.length > 1 && this.#tailBytes - (this.#tail[0]?.length ?? 0) >= half) {
      const dropped = this.#tail.shift()?.length ?? 0;
      this.#tailBytes -= dropped;
      this.#left += dropped;
    }
  }

  text(): string {
    const head = new TextDecoder().decode(Buffer.concat(this.#head));
    if (this.#tail.length === 0) return head;
    const tail = new TextDecoder().decode(Buffer.concat(this.#tail));
    return this.#left > 0 ? `${head}\n[… ${this.#left} bytes left out …]\n${tail}` : head + tail;
  }
}
