/** The phrase at the head of a question about the fleet: machines, services, states, systems, or what else may be said of them. */
import { ofVersion } from "../reader.ts";
import type { Entity } from "../types.ts";
import type { About, Fits, Said } from "./fleet-parts.ts";
import { phrases } from "./fleet-words.ts";

const codenames: Record<string, [string, string]> = {
  buster: ["debian", "10"],
  bullseye: ["debian", "11"],
  bookworm: ["debian", "12"],
  trixie: ["debian", "13"],
  focal: ["ubuntu", "20.04"],
  jammy: ["ubuntu", "22.04"],
  noble: ["ubuntu", "24.04"],
  bionic: ["ubuntu", "18.04"],
};

/** The phrase at the head of `rest` that says something of machines, and how long it is. */
export function termAt(rest: string, about: About): { term: Said; length: number; plural?: boolean } | undefined {
  for (const [shape, of] of phrases) {
    const found = shape.exec(rest);
    const term = found && of(found, about);
    if (found && term) return { term, length: found[0].length };
  }
  const mark =
    /^(?:(?:docker )?containers? (?:called |named )?|services? (?:called |named )?)?@(t|svc|ctr)(\d+)(?: (?:services?|containers?|installed|daemons?|present))*(?= |$)/.exec(
      rest,
    );
  const entity = mark && about.entities[Number(mark[2])];
  if (mark && entity) return marked(mark[0].length, entity);
  const state =
    /^(?:currently )?(?:(offline|unreachable|disconnected|away|dark)|(online|connected|reachable|alive)|(pending|quarantined))(?= |$)/.exec(
      rest,
    );
  if (state) {
    const wanted = state[1] ? "offline" : state[2] ? "online" : (state[3] ?? "");
    return {
      term: { of: "state", fits: (machine) => machine.state === wanted, said: `are ${wanted}` },
      length: state[0].length,
    };
  }
  return qualified(rest, about);
}

function marked(length: number, entity: Entity): { term: Said; length: number; plural?: boolean } | undefined {
  if (entity.kind === "t") {
    const minus = new Set(entity.place.minus.flatMap(({ machines }) => machines));
    const held = new Set(
      entity.place.parts.flatMap(({ machines }) => machines).filter((machine) => !minus.has(machine)),
    );
    const exprs = entity.place.parts.map(({ expr }) => expr);
    const isAll = exprs.every((expr) => expr === "all") || /^agents?$/.test(entity.said);
    const said = [exprs.join(", "), ...entity.place.minus.map(({ expr }) => `not ${expr}`)].join(" and ");
    const plural = entity.place.parts.some(({ count }) => count !== "one");
    if (isAll && minus.size === 0) return { term: { of: "all", fits: () => true, said: "" }, length, plural: true };
    const kind = said.startsWith("os:")
      ? "os"
      : said.startsWith("kind:")
        ? "kind"
        : said.startsWith("tag:")
          ? "tag"
          : plural
            ? "place"
            : "name";
    return { term: { of: kind, fits: (machine) => held.has(machine), said: `fit ${said}` }, length, plural };
  }
  if (!("things" in entity)) return undefined;
  const names = entity.things.map(({ said }) => said);
  const has = entity.things.map((thing) => new Set(thing.owners.map(({ machine }) => machine)));
  return {
    term: {
      of: entity.kind,
      fits: (machine) => has.every((owners) => owners.has(machine)),
      any: (machine) => has.some((owners) => owners.has(machine)),
      parts: names.length,
      said: `have ${names.join(" and ")}`,
    },
    length,
  };
}

function qualified(rest: string, { words, entities }: About): { term: Said; length: number } | undefined {
  const said = rest.split(" ");
  for (let count = Math.min(4, said.length); count > 0; count -= 1) {
    const phrase = said.slice(0, count).join(" ");
    const code = Object.hasOwn(codenames, phrase) ? codenames[phrase] : undefined;
    const name = code ? code[0] : phrase;
    const spoken = Object.hasOwn(spokenKinds, name) ? spokenKinds[name] : undefined;
    const found = words.qualifiers.get(name) ?? words.qualifiers.get(name.replace(/(?<=[a-z]{2})s$/, ""));
    if (spoken) return { term: { of: "kind", fits: spoken, said: `are ${phrase}` }, length: phrase.length };
    if (!found || /^(?:the machines that)/.test(found.expr) || /^containers?$/.test(phrase)) continue;
    const [, id] = /^@n(\d+)$/.exec(said[count] ?? "") ?? [];
    const entity = entities[Number(id)];
    const isSystem = found.expr.startsWith("os:");
    const version = code?.[1] ?? (isSystem && entity?.kind === "n" ? entity.said : undefined);
    const meant = version === undefined ? found : ofVersion(found, version);
    const length = phrase.length + (version !== undefined && !code ? (said[count]?.length ?? 0) + 1 : 0);
    const of = isSystem
      ? "os"
      : found.expr.startsWith("kind:")
        ? "kind"
        : found.expr.startsWith("tag:")
          ? "tag"
          : found.expr.startsWith("*")
            ? "name"
            : "svc";
    return { term: { of, fits: (machine) => meant.machines.has(machine), said: `fit ${meant.expr}` }, length };
  }
  return undefined;
}
const kindIs =
  (...kinds: string[]): Fits =>
  ({ facts }) =>
    kinds.includes(facts.kind);
const spokenKinds: Record<string, Fits> = {
  virtual: kindIs("vm", "lxc", "container"),
  virtualised: kindIs("vm", "lxc", "container"),
  virtualized: kindIs("vm", "lxc", "container"),
  physical: kindIs("metal", "node"),
  "physical hardware": kindIs("metal", "node"),
  "real hardware": kindIs("metal", "node"),
  "debian derivatives": ({ facts }) => facts.packageManager === "apt",
  "debian derivative": ({ facts }) => facts.packageManager === "apt",
  "debian based": ({ facts }) => facts.packageManager === "apt",
  "debian-based": ({ facts }) => facts.packageManager === "apt",
  "debian family": ({ facts }) => facts.packageManager === "apt",
  "debian like": ({ facts }) => facts.packageManager === "apt",
  "red hat family": ({ facts }) => facts.packageManager === "dnf",
  "red hat based": ({ facts }) => facts.packageManager === "dnf",
  "redhat based": ({ facts }) => facts.packageManager === "dnf",
  "rpm based": ({ facts }) => facts.packageManager === "dnf",
  unix: ({ facts }) => facts.platform !== "windows",
};
