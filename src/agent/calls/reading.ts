/** Reads what a program writes until its end, and a little longer: what it left running may hold its output open for ever. */
import { follow } from "./pipe.ts";

export type Reading = {
  /** Nobody can write any more, and all is taken. */
  done: Promise<void>;
  /** Something is read and whoever takes it has no room yet. */
  isTaking: () => boolean;
  stop: () => void;
};

const graceMs = 250;
const lookMs = 25;
const tailBytes = 1_024;

export function reading(stream: ReadableStream<Uint8Array>, take: (bytes: Uint8Array) => Promise<void>): Reading {
  let taking = false;
  const { done, stop } = follow(stream, async (bytes) => {
    taking = true;
    await take(bytes).finally(() => (taking = false));
  });
  return { done, stop, isTaking: () => taking };
}

/**
 * The program has ended. What is still in its pipes is read, however long it takes until there is room for it; once nothing
 * has to wait for room, `graceMs` is what others get who hold the pipes open: what they write later belongs to nobody.
 */
export async function readRest(readings: readonly Reading[], { patient }: { patient: () => boolean }): Promise<void> {
  let isDone = false;
  const done = Promise.all(readings.map((each) => each.done)).then(() => (isDone = true));
  for (let leftMs = graceMs; leftMs > 0 && !isDone;) {
    await Promise.race([done, Bun.sleep(lookMs)]);
    if (!patient() || !readings.some((each) => each.isTaking())) leftMs -= lookMs;
  }
  for (const each of readings) each.stop();
}

/** The last that was written, and when. */
export class Tail {
  #bytes: Uint8Array = new Uint8Array();
  lastMs = Date.now();

  add(bytes: Uint8Array): void {
    this.lastMs = Date.now();
    this.#bytes =
      bytes.length >= tailBytes
        ? bytes.slice(-tailBytes)
        : Buffer.concat([this.#bytes.subarray(-(tailBytes - bytes.length)), bytes]);
  }

  text(): string {
    return new TextDecoder().decode(this.#bytes);
  }
}
