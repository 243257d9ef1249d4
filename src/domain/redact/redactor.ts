/**
 * Masks secrets in a stream of bytes. A line is held until its end is here, or enough of it, and longer where a secret may go
 * on: so the same is masked however the output is cut into pieces. What is held is decided by `settle` where nothing comes.
 */
import { once } from "../../lib/once.ts";
import type * as Find from "./find.ts";
import type { End, Span } from "./find.ts";
import { hash4, type RedactKey } from "./hash.ts";
import type { Known } from "./known.ts";
import { behindChars, heldChars, type Extend, type Kind, type Rule } from "./rule.ts";

export type Masked = { kind: Kind; hash: string; value: Uint8Array };
export type OnMasked = (masked: Masked) => void;

/** A line that goes on is looked at as often as so much more of it has come. */
const partBytes = 2 << 10;
/** Looked at together. */
const blockBytes = 128 << 10;
/** Where a line goes on after it was quiet, so much of what went out may tell what comes. */
const againBytes = 512;
const lineFeed = 10;

// The patterns are loaded with the first byte that is looked at: an agent that idles has none of them.
// oxlint-disable-next-line no-require-imports
const find = once((): typeof Find => require("./find.ts") as typeof Find);

let room = Buffer.alloc(0);

export class Redactor {
  readonly #key: RedactKey;
  readonly #known: readonly Known[];
  readonly #onMasked: OnMasked;
  /** What went out last, and behind it what is held. */
  #carry: Buffer = Buffer.alloc(0);
  #held = 0;
  /** Of what went out last, so much is looked at once more. */
  #again = 0;
  /** Where in all of the output the carry begins. */
  #base = 0;
  /** So much was held when it was last looked at. */
  #looked = 0;
  /** Up to where a pattern has turned a long value down. */
  readonly #seen = new Map<Rule, number>();
  /** A masked value goes on: its bytes are dropped. */
  #through: Extend | undefined;

  constructor({
    key,
    known = [],
    onMasked = () => {},
  }: {
    key: RedactKey;
    known?: readonly Known[];
    onMasked?: OnMasked;
  }) {
    this.#key = key;
    this.#known = known;
    this.#onMasked = onMasked;
  }

  /** Whether anything waits for what comes next. */
  get holds(): boolean {
    return this.#held > 0;
  }

  /** What may go out now: memory of `bytes` where nothing was masked or held before, and a copy where it was. */
  push(bytes: Uint8Array): Uint8Array {
    if (bytes.length <= blockBytes) return this.#add(bytes);
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += blockBytes) parts.push(this.#add(bytes.subarray(at, at + blockBytes)));
    return Buffer.concat(parts);
  }

  /** Nothing has come for a while: what is held is decided as it stands, and goes on being masked if it was. */
  settle(): Uint8Array {
    return this.#held === 0 ? nothing : this.#step(nothing, "quiet");
  }

  /** Nothing comes any more. */
  end(): Uint8Array {
    return this.#step(nothing, "ended");
  }

  #add(bytes: Uint8Array): Uint8Array {
    const held = this.#held + bytes.length;
    if (held - this.#looked >= partBytes || bytes.includes(lineFeed)) return this.#step(bytes, "open");
    // Nothing can be decided yet.
    this.#carry = Buffer.concat([this.#carry, bytes]);
    this.#held = held;
    return nothing;
  }

  #step(bytes: Uint8Array, end: End): Uint8Array {
    const began = this.#carry.length - this.#held;
    const wasHeld = this.#held > 0;
    const block = joined(this.#carry, bytes);
    const out = new Out(block, began);
    let decided = began - this.#again;
    this.#again = 0;
    while (this.#passed(block, { out, end })) {
      const from = Math.max(decided, out.masked);
      const found = find().findSpans(block, { known: this.#known, from, end, base: this.#base, seen: this.#seen });
      for (const span of found.spans) if (span.to > out.at) out.mask(span, this.#mark(block, span));
      decided = found.decided;
      out.pass(decided);
      this.#through = found.spans.at(-1)?.goesOn;
      if (!this.#through) break;
      decided = out.at;
    }
    this.#remember(block, { out, from: end === "open" ? decided : out.at - againBytes });
    return wasHeld ? out.copy() : out.of(bytes);
  }

  /** Drops what a masked value goes on with. False: it is not at its end yet. */
  #passed(block: Buffer, { out, end }: { out: Out; end: End }): boolean {
    if (!this.#through) return true;
    const first = out.at;
    const text = block.toString("latin1", first);
    for (;;) {
      const at = out.at - first;
      const reach = this.#through(text, at, end === "ended");
      const more = (reach?.to ?? at) - at;
      // As much at a time as if it had come so.
      if (more > heldChars) {
        out.drop(heldChars);
        continue;
      }
      if (reach?.open && end === "open") return false;
      out.drop(more);
      if (reach?.open) return false;
      this.#through = undefined;
      return true;
    }
  }

  #mark(block: Buffer, { kind, from, to }: Span): Buffer {
    const value = block.subarray(from, to);
    const hash = hash4(this.#key, value);
    this.#onMasked({ kind, hash, value: Uint8Array.from(value) });
    return Buffer.from(`[redacted:${kind}#${hash}]`);
  }

  #remember(block: Buffer, { out, from }: { out: Out; from: number }): void {
    const lineStart = out.at === 0 ? 0 : block.lastIndexOf(lineFeed, out.at - 1) + 1;
    const again = this.#through ? out.at : Math.min(out.at, Math.max(from, lineStart, out.masked));
    const kept = Math.max(0, again - behindChars);
    this.#again = out.at - again;
    this.#held = block.length - out.at;
    this.#looked = this.#held;
    this.#base += kept;
    this.#carry = Buffer.from(block.subarray(kept));
  }
}

/** What goes out of a block, in parts, and how far. */
class Out {
  /** Up to here it is masked. */
  masked = 0;
  readonly #parts: Uint8Array[] = [];

  constructor(
    readonly block: Buffer,
    public at: number,
  ) {}

  mask(span: Span, mark: Uint8Array): void {
    this.pass(span.from);
    this.#parts.push(mark);
    this.at = this.masked = span.to;
  }

  pass(to: number): void {
    if (to <= this.at) return;
    this.#parts.push(this.block.subarray(this.at, to));
    this.at = to;
  }

  drop(count: number): void {
    this.at += count;
    this.masked = this.at;
  }

  copy(): Uint8Array {
    return Buffer.concat(this.#parts);
  }

  /** Where nothing was held before and nothing is masked, it is the beginning of what came. */
  of(bytes: Uint8Array): Uint8Array {
    if (this.masked > 0 || this.#parts.length > 1) return this.copy();
    const [only] = this.#parts;
    return !only ? nothing : only.length === bytes.length ? bytes : bytes.subarray(0, only.length);
  }
}

const nothing = new Uint8Array(0);

/** In a room that is used again: at 100 MB/s fresh ones would fill the memory. */
function joined(carry: Buffer, bytes: Uint8Array): Buffer {
  const length = carry.length + bytes.length;
  if (room.length < length) room = Buffer.allocUnsafeSlow(Math.max(length, blockBytes + heldChars * 2));
  room.set(carry, 0);
  room.set(bytes, carry.length);
  return room.subarray(0, length);
}
