/** Notices a model that goes round in circles. What was looked at is not looked at again while nothing was changed. */
import { canonical, type JsonObject } from "../../../lib/json.ts";

/** first: do it · cached: give what is known, with a note · refused: an error · stop: no more of this. */
export type Turn = "first" | "cached" | "refused" | "stop";

const window = 12;
const rounds = 3;
const longestPeriod = 4;

export class Repeats {
  readonly #seen = new Map<string, { times: number; answer: string }>();
  readonly #order: string[] = [];
  #invalid = 0;
  #dull = 0;

  /** `epoch`: how often something was changed in this task; after a change the same look is a new one. */
  static key(call: { tool: string; input: JsonObject; machineIds: readonly string[]; epoch: number }): string {
    return canonical([call.tool, call.input, call.machineIds.toSorted(), call.epoch]);
  }

  next(key: string): Turn {
    this.#order.push(key);
    const seen = this.#seen.get(key) ?? { times: 0, answer: "" };
    seen.times++;
    this.#seen.set(key, seen);
    if (seen.times >= 4 || this.#circles()) return "stop";
    return seen.times === 1 ? "first" : seen.times === 2 ? "cached" : "refused";
  }

  found(key: string, answer: string): void {
    const seen = this.#seen.get(key);
    if (seen) seen.answer = answer;
  }
  known(key: string): string {
    return this.#seen.get(key)?.answer ?? "";
  }

  /** Three answers in a row whose calls could not be read are enough. */
  invalid(): boolean {
    return ++this.#invalid >= 3;
  }
  valid(): void {
    this.#invalid = 0;
  }

  /** Three answers in a row that brought nothing new are enough. */
  brought(isNew: boolean): boolean {
    this.#dull = isNew ? 0 : this.#dull + 1;
    return this.#dull >= 3;
  }

  #circles(): boolean {
    const last = this.#order.slice(-window);
    for (let period = 1; period <= longestPeriod; period++) {
      const part = last.slice(-period * rounds);
      if (part.length === period * rounds && part.every((key, at) => key === part[at % period])) return true;
    }
    return false;
  }
}
