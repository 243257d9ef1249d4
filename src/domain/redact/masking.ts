/** Masks everything that one call says, on the machine before it leaves and on the hub before it is stored, and keeps count of what it masked. */
import type { Json, JsonObject } from "../../lib/json.ts";
import { knownForms, type Known } from "./known.ts";
import { Redactor, type Masked } from "./redactor.ts";
import { redactJson, redactText } from "./text.ts";

type Stream = "stdout" | "stderr";

/** How often something was masked, and each different value, sealed where there was room for it. */
export type Redacted = {
  count: number;
  values: { kind: string; hash: string; count: number; sealed?: string | undefined }[];
};

/** Different values told of one call, and how much of them: a result has to fit into one message. */
const valuesMost = 200;
const sealedBytesMost = 64 << 10;

export type MaskingOptions = {
  /** What marks are made with: the same value has the same mark as long as this is the same. */
  markKey: Uint8Array;
  /** Seals a value to the hub, for this call alone. */
  seal: (value: Uint8Array, hash: string) => string;
  /** Values of the call's own secrets. */
  secrets?: readonly string[];
};

type Seen = Masked & { count: number };

export class Masking {
  #count = 0;
  readonly #seen = new Map<string, Seen>();
  readonly #streams = new Map<Stream, Redactor>();
  readonly #known: readonly Known[];

  constructor(readonly options: MaskingOptions) {
    this.#known = knownForms(options.secrets ?? []);
  }

  push(stream: Stream, bytes: Uint8Array): Uint8Array {
    return this.#of(stream).push(bytes);
  }

  /** Whether something waits for what comes next. */
  holds(stream: Stream): boolean {
    return this.#of(stream).holds;
  }

  /** Nothing has come for a while. */
  settle(stream: Stream): Uint8Array {
    return this.#of(stream).settle();
  }

  end(stream: Stream): Uint8Array {
    return this.#of(stream).end();
  }

  text(text: string): string {
    return redactText(text, this.#with());
  }

  json<T extends Json | JsonObject>(value: T): T {
    return redactJson(value, this.#with());
  }

  /** What is told of it with the result; undefined where nothing was masked. */
  told(): Redacted | undefined {
    if (this.#count === 0) return undefined;
    let room = sealedBytesMost;
    const values = [...this.#seen.values()].map(({ kind, hash, value, count }) => {
      // A secret of the hub is shown to nobody, and whoever set it has it.
      if (kind === "secret") return { kind, hash, count };
      room -= value.length;
      const sealed = room < 0 ? undefined : this.options.seal(value, hash);
      return { kind, hash, count, ...(sealed === undefined ? {} : { sealed }) };
    });
    return { count: this.#count, values };
  }

  #of(stream: Stream): Redactor {
    const known = this.#streams.get(stream);
    if (known) return known;
    const made = new Redactor(this.#with());
    this.#streams.set(stream, made);
    return made;
  }

  #with() {
    return { key: this.options.markKey, known: this.#known, onMasked: (masked: Masked) => this.#note(masked) };
  }

  #note(masked: Masked): void {
    this.#count++;
    const id = `${masked.kind}\0${Buffer.from(masked.value).toString("latin1")}`;
    const seen = this.#seen.get(id);
    if (seen) seen.count++;
    else if (this.#seen.size < valuesMost) this.#seen.set(id, { ...masked, count: 1 });
  }
}
