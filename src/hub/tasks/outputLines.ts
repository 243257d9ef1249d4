/**
 * Finds a text in the bytes of one stream as they pass: the first match of each line, with the line's number and place.
 * A line may be as long as it likes; of what has passed only the last two KiB are held.
 */
import { showHidden } from "../../lib/hidden.ts";

export type LineMatch = { line: number; offset: number; text: string };

const heldBytes = 2_048;
/** Shown of a line: so much before the match, and so much in all. */
const before = 200;
const shown = 500;
const lineFeed = 10;

export class LineFinder {
  #held: Buffer = Buffer.alloc(0);
  /** The line that `#held` is the end of, where it began, and how many bytes have passed. */
  #line = 1;
  #begins = 0;
  #passed = 0;
  /** A match of this line is told already. */
  #told = false;
  readonly #wanted: string;

  constructor(
    readonly text: string,
    readonly exactCase: boolean,
    readonly tell: (match: LineMatch) => void,
  ) {
    this.#wanted = exactCase ? text : text.toLowerCase();
  }

  /** `ends`: nothing follows, so a line needs no line feed. */
  push(bytes: Uint8Array, ends = false): void {
    const data = Buffer.concat([this.#held, bytes]);
    const first = this.#passed - this.#held.length;
    this.#passed += bytes.length;
    const holds = this.#fold(data.toString()).includes(this.#wanted);
    let at = 0;
    for (let end = data.indexOf(lineFeed); end >= 0; end = data.indexOf(lineFeed, at)) {
      if (holds) this.#look(data.subarray(at, end), at === 0 && first > this.#begins);
      at = end + 1;
      this.#line++;
      this.#begins = first + at;
      this.#told = false;
    }
    const rest = data.subarray(at);
    // Near the end of what is here a match waits for what comes after it, so that it is shown with its line.
    const sure = ends ? rest : rest.subarray(0, Math.max(0, rest.length - heldBytes / 2));
    if (holds) this.#look(sure, at === 0 && first > this.#begins, rest);
    this.#held = Buffer.from(rest.subarray(Math.max(0, rest.length - heldBytes)));
  }

  #fold(text: string): string {
    return this.exactCase ? text : text.toLowerCase();
  }

  #look(bytes: Buffer, cutBefore: boolean, shownFrom: Buffer = bytes): void {
    if (this.#told) return;
    const found = this.#fold(bytes.toString()).indexOf(this.#wanted);
    if (found < 0) return;
    this.#told = true;
    const whole = shownFrom.toString();
    const start = Math.max(0, found - before);
    const part = whole.slice(start, start + shown);
    const text = `${start > 0 || cutBefore ? "…" : ""}${showHidden(part.replace(/\r$/, ""))}${start + shown < whole.length ? "…" : ""}`;
    this.tell({ line: this.#line, offset: this.#begins, text });
  }
}
