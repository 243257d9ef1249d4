/** One open page: what it has, what it still has to get, and the stream to it. A slow page skips what it missed. */
import type { Caller } from "./route.ts";

/**
 * A piece of a page as it is now: `target` is `#` and an id, which the fragment carries on its own root. There is no
 * swap that appends: a page that skipped one rendering must come out the same.
 */
export type Partial = { target: `#${string}`; html: string; swap?: "outerMorph" | "innerMorph" };

/** The pieces of a view by their places, each as the page swaps it in. */
export type Pieces = Map<string, string>;

const target = /^#[\w:.-]+$/;

export function pieceOf({ target: place, html, swap = "outerMorph" }: Partial): string {
  if (!target.test(place)) throw new TypeError(`${place} is no place in a page`);
  return `<hx-partial hx-target="${place}" hx-swap="${swap}">${html}</hx-partial>`;
}

export class LiveStream {
  readonly caller: Caller;
  /** Whether the caller still may look. */
  readonly still: (caller: Caller) => boolean;
  readonly body: ReadableStream<Uint8Array>;
  readonly #left: () => void;
  /** What the page has, as hashes. */
  readonly #sent = new Map<string, number | bigint>();
  /** What it has not got yet: one rendering of each place, the newest. */
  #waiting: Pieces = new Map();
  #id = "";
  #writtenAtMs = performance.now();
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor({ caller, still, left }: { caller: Caller; still: (caller: Caller) => boolean; left: () => void }) {
    this.caller = caller;
    this.still = still;
    this.#left = left;
    this.body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
          controller.enqueue(encoder.encode(": live\n\n"));
        },
        pull: () => this.#flush(),
        cancel: () => this.#gone(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: 64 * 1024 }),
    );
  }

  /** The page has these already. */
  has(pieces: Pieces): void {
    for (const [place, piece] of pieces) this.#sent.set(place, Bun.hash(piece));
  }

  show(pieces: Pieces, id: string): void {
    this.#id = id;
    for (const [place, piece] of pieces) {
      if (this.#sent.get(place) === Bun.hash(piece)) this.#waiting.delete(place);
      else this.#waiting.set(place, piece);
    }
    this.#flush();
  }

  /** Ends the stream of someone who may not look any more, and keeps a quiet one alive. */
  tick(pingMs: number): void {
    if (!this.still(this.caller)) {
      // The page loads again, and finds itself at the login.
      this.#write("event: reload\ndata: sign-in ended\n\n");
      this.end();
    } else if (performance.now() - this.#writtenAtMs >= pingMs && this.#open()) this.#write("event: ping\n\n");
  }

  /** The hub stops: the page is told, so that it need not guess, and comes again by itself. */
  restart(): void {
    this.#write("event: restart\ndata: the hub restarts\n\n");
    this.end();
  }

  end(): void {
    const controller = this.#controller;
    this.#gone();
    try {
      controller?.close();
    } catch {
      // The other side was faster.
    }
  }

  #flush(): void {
    if (this.#waiting.size === 0 || !this.#open()) return;
    const pieces = this.#waiting;
    this.#waiting = new Map();
    this.has(pieces);
    const data = [...pieces.values()].join("").replaceAll(/\r\n|\r|\n/g, "\ndata: ");
    this.#write(`id: ${this.#id}\ndata: ${data}\n\n`);
  }

  /** There is room: what was written before has gone out. */
  #open(): boolean {
    return (this.#controller?.desiredSize ?? 0) > 0;
  }

  #write(text: string): void {
    this.#writtenAtMs = performance.now();
    this.#controller?.enqueue(encoder.encode(text));
  }

  #gone(): void {
    if (this.#controller === undefined) return;
    this.#controller = undefined;
    this.#waiting.clear();
    this.#left();
  }
}

const encoder = new TextEncoder();
