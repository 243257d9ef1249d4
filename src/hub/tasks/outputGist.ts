/** What a run wrote, in a line: how much, all of it where that is one short line, and the last that it said on stderr. */

/** `lines` and `only` are of stdout, and absent where not all of it was counted. */
export type Gist = { lines?: number; only?: string; error?: string };

/** Beyond this nobody counts lines: it would take time from passing them on. */
const countedBytes = 1 << 20;
/** One line of a summary. */
export const lineLength = 300;
/** More than a line has in bytes. */
const headBytes = 4 * lineLength;
const lineFeed = 10;
/** Where a program sends people who used it wrongly; why stands before it. */
const pointers = /^(?:try|see|usage)\b/i;

export class OutputGist {
  #head = Buffer.alloc(0);
  #stderr = Buffer.alloc(0);
  #bytes = 0;
  #feeds = 0;
  #endsInLine = true;

  add(stream: "stdout" | "stderr", bytes: Uint8Array): void {
    if (stream === "stderr") {
      this.#stderr = Buffer.from(Buffer.concat([this.#stderr, bytes]).subarray(-headBytes));
      return;
    }
    this.#bytes += bytes.length;
    if (this.#bytes > countedBytes) return;
    if (this.#head.length < headBytes)
      this.#head = Buffer.concat([this.#head, bytes.subarray(0, headBytes - this.#head.length)]);
    for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) this.#feeds++;
    this.#endsInLine = bytes.at(-1) === lineFeed;
  }

  /** `whole`: nothing of it is missing, and all of it came to this hub since it started. */
  end(whole: boolean): Gist {
    const error = linesOf(this.#stderr).findLast((line) => !pointers.test(line)) ?? linesOf(this.#stderr).at(-1);
    return {
      ...(whole && this.#bytes <= countedBytes ? this.#counted() : {}),
      ...(error === undefined ? {} : { error: error.slice(0, lineLength) }),
    };
  }

  #counted(): Gist {
    const lines = this.#feeds + (this.#endsInLine ? 0 : 1);
    const [only, more] = linesOf(this.#head);
    const isOne = only !== undefined && more === undefined && this.#bytes < headBytes && only.length <= lineLength;
    return { lines, ...(isOne ? { only } : {}) };
  }
}

const linesOf = (bytes: Buffer): string[] =>
  bytes
    .toString()
    .split(/[\n\r]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
