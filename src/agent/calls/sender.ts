/** Sends the output of all calls over one connection, a frame of each in turn, and never so much that other frames wait. */
import type { AgentFrame } from "../../protocol/frames.ts";
import { limits } from "../../protocol/limits.ts";
import type { Output } from "./output.ts";
import type { Buffered } from "./segment.ts";

/** A socket does not say when it has room again; it is asked this often. */
const askMs = 2;

/** A connection to the hub, as calls see it. */
export type Wire = {
  control: (frame: AgentFrame) => void;
  /** The bytes are lent: they are another message's once this returns. */
  binary: (message: Buffered) => void;
  /** Bytes that were sent and have not left this machine yet. */
  queued: () => number;
  /** False where the hub does not say what it has stored: it is of before capability 3. */
  acks: boolean;
};

export class Sender {
  /** In the order in which they have their turn. */
  readonly #ready = new Set<Output>();
  #wire: Wire | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  attach(wire: Wire): void {
    this.#wire = wire;
  }

  detach(): void {
    this.#wire = undefined;
    this.#ready.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  offer(output: Output): void {
    this.#ready.add(output);
    if (!this.#timer) this.#send();
  }

  #send(): void {
    const wire = this.#wire;
    if (!wire) return;
    for (const output of this.#ready) {
      if (wire.queued() >= limits.socketQueueBytes) {
        this.#timer = setTimeout(() => {
          this.#timer = undefined;
          this.#send();
        }, askMs);
        return;
      }
      // Whoever sent goes to the end of the set, and is met again there.
      this.#ready.delete(output);
      if (output.sendNext(wire.binary)) this.#ready.add(output);
    }
  }
}
