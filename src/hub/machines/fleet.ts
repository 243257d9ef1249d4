/** The fleet in memory: what is stored of each machine, who is connected, and the newest sample of each. */
import { once } from "../../lib/once.ts";
import { AppError } from "../../domain/error.ts";
import { machineId, type Machine, type MachineId, type MachineState } from "../../domain/machine.ts";
import type { Sample } from "../../domain/metric.ts";
import { levels, type Level } from "../../domain/risk.ts";
import { parseScope } from "../../domain/scope.ts";
import { fingerprintOf } from "../../lib/ed25519.ts";
import { shortId } from "../../lib/ids.ts";
import { shownName } from "./names.ts";
import type { Known } from "./store.ts";

/** Which computer is at the other end, as it says; a copied disk shares key and instance, but not all of these. */
export type End = { instanceId: string; bootId: string; machineIdHash: string };

/** What is known of a machine right now. `end` is there while it is connected. */
export type Held = Known & { end?: End; clockAheadMs?: number; sample?: Sample; why?: string };

export class Fleet {
  readonly #held = new Map<MachineId, Held>();
  #order: MachineId[] | undefined;
  // The same lists until something changes: planners keep what they made of them. By scope; "" is the whole fleet.
  readonly #lists = new Map<string, { all: Machine[]; workers?: Machine[] }>();

  constructor(known: readonly Known[]) {
    for (const each of known) this.#held.set(each.id, each);
  }

  /** All that are not revoked, by name. What is outside of the scope is as if it were not there. */
  machines(scope?: string): Machine[] {
    return this.#listed(scope).all;
  }

  /** Those that may be given work: all but those that wait to be let in. */
  workers(scope?: string): Machine[] {
    const listed = this.#listed(scope);
    listed.workers ??= listed.all.filter(({ state }) => state !== "pending");
    return listed.workers;
  }

  #listed(scope = ""): { all: Machine[]; workers?: Machine[] } {
    const known = this.#lists.get(scope);
    if (known) return known;
    const living = this.all().filter(({ state }) => state !== "revoked");
    const made = { all: scope === "" ? living : living.filter(parseScope(scope).covers) };
    if (this.#lists.size >= listsAtMost) this.#lists.clear();
    this.#lists.set(scope, made);
    return made;
  }

  /** All, by name, those that are revoked too. */
  all(): Machine[] {
    this.#order ??= [...this.#held.values()].toSorted((a, b) => byName().compare(a.name, b.name)).map(({ id }) => id);
    return this.#order.flatMap((id) => this.get(id) ?? []);
  }

  get(id: MachineId): Machine | undefined {
    const held = this.#held.get(id);
    return held && machineFrom(held);
  }

  held(id: MachineId): Held | undefined {
    return this.#held.get(id);
  }

  put(held: Held): Machine {
    this.#lists.clear();
    if (this.#held.get(held.id)?.name !== held.name) this.#order = undefined;
    this.#held.set(held.id, held);
    return machineFrom(held);
  }

  /** Lower case names and aliases that a new machine cannot have. */
  takenNames(except?: MachineId): Set<string> {
    const others = [...this.#held.values()].filter(({ id, standing }) => id !== except && standing?.kind !== "revoked");
    return new Set(others.flatMap(({ name, aliases }) => [name, ...aliases].map((each) => each.toLowerCase())));
  }

  /** Names of the machines that say they have this machine-id: copies of one disk image, mostly. */
  withMachineId(hash: string): string[] {
    return [...this.#held.values()]
      .filter(({ machineIdHash, standing }) => machineIdHash === hash && standing?.kind !== "revoked")
      .map(({ name }) => name);
  }

  /**
   * By id, name, alias or the last six characters of the id. Throws `no_machine`, or `conflict` where it fits several.
   * A revoked machine is found by its id only.
   */
  find(wanted: string, scope?: string): Machine {
    const byId = this.get(machineId(wanted));
    if (byId && (scope === undefined || parseScope(scope).covers(byId))) return byId;
    const text = wanted.toLowerCase();
    const living = this.machines(scope);
    const tests: ((machine: Machine) => boolean)[] = [
      ({ name }) => name === wanted,
      ({ name }) => name.toLowerCase() === text,
      ({ aliases }) => aliases.some((alias) => alias.toLowerCase() === text),
      ({ id }) => shortId(id) === text,
    ];
    for (const fits of tests) {
      const [first, second] = living.filter(fits);
      if (first && second)
        throw new AppError("conflict", `“${shown(wanted)}” fits ${first.name} and ${second.name}.`, {
          hint: "Use the whole name or id.",
        });
      if (first) return first;
    }
    throw new AppError("no_machine", `There is no machine “${shown(wanted)}”.`, {
      hint: "`ailx machines` lists them.",
    });
  }
}

const listsAtMost = 200;
const byName = once(() => new Intl.Collator("en", { numeric: true }));
const shown = (text: string): string => text.slice(0, 80);

function machineFrom(held: Held): Machine {
  const state = stateOf(held);
  const reason = held.standing?.reason ?? (state === "offline" ? held.why : undefined);
  return {
    id: held.id,
    name: shownName(held.name),
    aliases: held.aliases,
    tags: held.tags,
    state,
    facts: held.facts,
    agentVersion: held.agentVersion,
    maxLevel: lowerOf(held.ownMaxLevel, held.hubMaxLevel),
    ...(held.policy ? { policy: held.policy } : {}),
    joinedAtMs: held.joinedAtMs,
    lastSeenAtMs: held.lastSeenAtMs,
    ...(held.clockAheadMs === undefined ? {} : { clockAheadMs: held.clockAheadMs }),
    ...(held.sample ? { sample: held.sample } : {}),
    ...(reason === undefined ? {} : { stateReason: reason }),
    ...(state === "pending" ? { fingerprint: fingerprintOf(held.publicKey) } : {}),
  };
}

const stateOf = (held: Held): MachineState => held.standing?.kind ?? (held.end ? "online" : "offline");
const lowerOf = (a: Level, b: Level): Level => levels.find((level) => level === Math.min(a, b)) ?? 1;
