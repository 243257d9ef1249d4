/** What is secret in anything that a call says is masked before it is numbered, stored or sent; what was masked is sealed to the hub. */
import type { KeyObject } from "node:crypto";
import { knownForms, type Known } from "../../domain/redact/known.ts";
import { Redactor, type Masked } from "../../domain/redact/redactor.ts";
import { redactJson, redactText } from "../../domain/redact/text.ts";
import type { Json, JsonObject } from "../../lib/json.ts";
import { sealTo } from "../../lib/seal.ts";
import { maskedContext, type Redacted } from "../../protocol/call.ts";
import type { Stream } from "./segment.ts";

/** Different values told of one call, and how much of them: a result has to fit into one message. */
const valuesMost = 200;
const sealedBytesMost = 64 << 10;

export type MaskingOptions = {
  callId: string;
  /** What marks are made with: the same value has the same mark as long as this is the same. */
  markKey: Uint8Array;
  /** Whom masked values are sealed to. */
  hubKey: KeyObject;
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
    const { callId, hubKey } = this.options;
    let room = sealedBytesMost;
    const values = [...this.#seen.values()].map(({ kind, hash, value, count }) => {
      room -= value.length;
      const sealed = room < 0 ? undefined : sealTo(hubKey, value, maskedContext(callId, hash));
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
