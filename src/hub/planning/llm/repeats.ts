/** Notices a model that goes round in circles. What was looked at is not looked at again while nothing was changed. */
import { canonical, type JsonObject } from "../../../lib/json.ts";

/** first: do it · cached: give what is known, with a note · refused: an error · stop: no more of this. */
export type Turn = "first" | "cached" | "refused" | "stop";

const window = 12;
const rounds = 3;
const longestPeriod = 4;

type Own = { times: Map<string, number>; order: string[]; invalid: number; dull: number };

/** What was found is shared by all agents of a planning; who goes round in circles is told apart, because some work at the same time. */
export class Repeats {
  readonly #found = new Map<string, string>();
  readonly #agents = new Map<string, Own>();

  #of(agent: string): Own {
    const own = this.#agents.get(agent) ?? { times: new Map(), order: [], invalid: 0, dull: 0 };
    this.#agents.set(agent, own);
    return own;
  }

  /** `epoch`: how often something was changed in this task; after a change the same look is a new one. */
  static key(call: { tool: string; input: JsonObject; machineIds: readonly string[]; epoch: number }): string {
    return canonical([call.tool, call.input, call.machineIds.toSorted(), call.epoch]);
  }

  next(agent: string, key: string): Turn {
    const { times, order } = this.#of(agent);
    order.push(key);
    const now = (times.get(key) ?? 0) + 1;
    times.set(key, now);
    if (now >= 4 || circles(order)) return "stop";
    if (now === 1) return this.#found.has(key) ? "cached" : "first";
    return now === 2 ? "cached" : "refused";
  }
  /** This agent has not asked for it before. */
  isFirst(agent: string, key: string): boolean {
    return this.#of(agent).times.get(key) === 1;
  }

  found(key: string, answer: string): void {
    this.#found.set(key, answer);
  }
  known(key: string): string | undefined {
    return this.#found.get(key);
  }

  /** Three answers in a row whose calls could not be read are enough. */
  invalid(agent: string): boolean {
    return ++this.#of(agent).invalid >= 3;
  }
  valid(agent: string): void {
    this.#of(agent).invalid = 0;
  }

  /** Three answers in a row that brought nothing new are enough. */
  brought(agent: string, isNew: boolean): boolean {
    const own = this.#of(agent);
    own.dull = isNew ? 0 : own.dull + 1;
    return own.dull >= 3;
  }
}

function circles(order: readonly string[]): boolean {
  const last = order.slice(-window);
  for (let period = 1; period <= longestPeriod; period++) {
    const part = last.slice(-period * rounds);
    if (part.length === period * rounds && part.every((key, at) => key === part[at % period])) return true;
  }
  return false;
}
