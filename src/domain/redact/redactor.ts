/**
 * Masks secrets in a stream of bytes, however it is cut into pieces. What may be the beginning of a secret is held until
 * what comes next, or `settle`, decides it; never more than `heldBytes`. Bytes that are no text pass as they are.
 */
import { once } from "../../lib/once.ts";
import type * as Find from "./find.ts";
import type { Span } from "./find.ts";
import { hash4, type RedactKey } from "./hash.ts";
import type { Known } from "./known.ts";
import type { Extend, Kind } from "./rule.ts";

export type Masked = { kind: Kind; hash: string; value: Uint8Array };
export type OnMasked = (masked: Masked) => void;

/** So much of what has gone out is remembered, since a secret's name stands before it. */
const contextBytes = 512;
/** A value that goes on for longer is masked as it comes. */
const heldBytes = 16 << 10;
/** Looked at together. */
const blockBytes = 128 << 10;
/** The beginning of a known value is let go where nothing comes any more, if it is no longer than this. */
const shortStart = 4;

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

  /** What may go out now: the same bytes where nothing of them is masked or held. Copied where it is not. */
  push(bytes: Uint8Array): Uint8Array {
    if (bytes.length <= blockBytes) return this.#step(bytes, false);
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += blockBytes)
      parts.push(this.#step(bytes.subarray(at, at + blockBytes), false));
    return Buffer.concat(parts);
  }

  /** Nothing has come for a while: what is held is decided as it stands, and goes on being masked if it was. */
  settle(): Uint8Array {
    return this.#held === 0 ? nothing : this.#step(nothing, false, true);
  }

  /** Nothing comes any more. */
  end(): Uint8Array {
    return this.#step(nothing, true);
  }

  #step(bytes: Uint8Array, ended: boolean, settles = false): Uint8Array {
    const before = this.#carry.length - this.#held;
    const block = joined(this.#carry, bytes);
    let at = before;
    if (this.#through) {
      const reach = this.#through(block.toString("latin1", before), 0, ended);
      at = before + (reach?.to ?? 0);
      if (!reach?.open) this.#through = undefined;
    }
    const spans = this.#through ? [] : find().findSpans(block, { known: this.#known, ended });
    const open = spans.at(-1)?.open ? spans.at(-1) : undefined;
    const hold = open && !this.#mustGo(open, { block, settles });
    const decided = hold ? spans.slice(0, -1) : this.#decided(spans, { block, settles });
    const upTo = hold ? Math.max(at, open.from) : block.length;
    if (decided.length === 0 && this.#held === 0 && at === before && upTo === block.length) {
      this.#remember(block, block.length);
      return bytes;
    }
    const out = this.#masked(block, { from: at, to: upTo, spans: decided });
    this.#remember(block, upTo);
    return out;
  }

  // What is held for too long, or has to be decided now, is taken for a secret if it already looks like one.
  #mustGo(open: Span, { block, settles }: { block: Buffer; settles: boolean }): boolean {
    if (block.length - open.from > heldBytes) return true;
    return settles && (open.kind !== "secret" || open.to - open.from < shortStart);
  }

  #decided(spans: Span[], { block, settles }: { block: Buffer; settles: boolean }): Span[] {
    const open = spans.at(-1);
    if (!open?.open) return spans;
    if (settles) {
      const now = find().findSpans(block, { known: this.#known, ended: true });
      if (now.at(-1)?.to === block.length && now.at(-1)?.from === open.from) this.#through = open.extend;
      return now;
    }
    this.#through = open.extend;
    return spans;
  }

  #masked(block: Buffer, { from, to, spans }: { from: number; to: number; spans: readonly Span[] }): Uint8Array {
    const parts: Uint8Array[] = [];
    let at = from;
    for (const span of spans) {
      if (span.to <= at || span.from >= to) continue;
      const value = block.subarray(span.from, span.to);
      const hash = hash4(this.#key, value);
      if (span.from > at) parts.push(block.subarray(at, span.from));
      parts.push(Buffer.from(`[redacted:${span.kind}#${hash}]`));
      this.#onMasked({ kind: span.kind, hash, value: Uint8Array.from(value) });
      at = span.to;
    }
    if (at < to) parts.push(block.subarray(at, to));
    return Buffer.concat(parts);
  }

  #remember(block: Buffer, out: number): void {
    this.#held = block.length - out;
    this.#carry = Buffer.from(block.subarray(Math.max(0, out - contextBytes)));
  }
}

const nothing = new Uint8Array(0);

/** In a room that is used again: at 100 MB/s fresh ones would fill the memory. */
function joined(carry: Buffer, bytes: Uint8Array): Buffer {
  const length = carry.length + bytes.length;
  if (room.length < length) room = Buffer.allocUnsafeSlow(Math.max(length, blockBytes + heldBytes + contextBytes));
  room.set(carry, 0);
  room.set(bytes, carry.length);
  return room.subarray(0, length);
}
