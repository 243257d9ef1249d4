/** The words of this fleet: its machines, services, containers and groups, built once per fleet and kept with it. */
import type { Machine } from "../../../domain/machine.ts";
import { printName } from "../../../domain/target-print.ts";
import { type Guest, type GuestNames, guestNames, guestsOf } from "./guests.ts";
import { spokenNames, wellKnownServices } from "./services.ts";
import type { Thing } from "./types.ts";
import { kinds, machineNouns, ordinary, placeWords, roles, systems } from "./words.ts";

/** A word that narrows machines: a tag, a system, a kind, a service, a part of a name. */
export type Qualifier = { expr: string; machines: ReadonlySet<Machine> };

export type Vocabulary = {
  fleet: readonly Machine[];
  /** Name, host name or alias → the machines called that. */
  machines: Map<string, Machine[]>;
  services: Map<string, Thing>;
  containers: Map<string, Thing>;
  qualifiers: Map<string, Qualifier>;
  /** Names that mean several machines, all of them. */
  sets: ReadonlySet<string>;
  guests: readonly Guest[];
  guestNames: GuestNames;
  /** Most words in any of the phrases. */
  longest: number;
};

const kept = new WeakMap<readonly Machine[], Vocabulary>();

export function vocabularyOf(fleet: readonly Machine[], sets: ReadonlySet<string> = new Set()): Vocabulary {
  const held = kept.get(fleet);
  if (held) return held;
  const built = { ...build(fleet.filter((machine) => machine.state !== "revoked")), sets };
  kept.set(fleet, built);
  return built;
}

function build(fleet: readonly Machine[]): Omit<Vocabulary, "sets"> {
  const services = thingsOf(fleet, ({ facts }) => facts.services, spokenNames);
  for (const name of wellKnownServices) if (!services.has(name)) services.set(name, { said: name, owners: [] });
  for (const { words, services: running } of roles) {
    const owners = fleet.flatMap((machine) =>
      machine.facts.services
        .filter((name) => running.test(name))
        .slice(0, 1)
        .map((name) => ({ machine, name })),
    );
    for (const said of words)
      if (spokenRoles.has(said) && !services.has(said) && owners.length > 0) services.set(said, { said, owners });
  }
  const containers = thingsOf(fleet, ({ facts }) => facts.containers, containerNames);
  const machines = machineNames(fleet);
  const qualifiers = qualifiersOf(fleet, services);
  const guests = guestsOf(fleet);
  const called = guestNames(guests, { fleet, isMachine: (phrase) => machines.has(phrase) });
  const phrases = [machines, services, containers, qualifiers, called.whole, called.exact].flatMap((map) => [
    ...map.keys(),
  ]);
  const longest = Math.max(1, ...phrases.map((phrase) => phrase.split(" ").length));
  return { fleet, machines, services, containers, qualifiers, guests, guestNames: called, longest };
}

/** Words apart by one space, as the lexer cuts them. */
export const phraseOf = (name: string): string => name.toLowerCase().trim().replaceAll(/\s+/g, " ");

/** “hamburg” of edge-hamburg: a part that only one name has, and that is no ordinary word, tag or kind of machine. */
function ownParts(fleet: readonly Machine[]): [string, Machine][] {
  const parts = Map.groupBy(
    fleet.flatMap((machine) =>
      [...new Set(machine.name.toLowerCase().split(/[-_.]+/))].map((part) => ({ part, machine })),
    ),
    ({ part }) => part,
  );
  const tags = new Set(fleet.flatMap((machine) => machine.tags.map((tag) => tag.toLowerCase())));
  return [...parts].flatMap(([part, [first, ...others]]): [string, Machine][] =>
    !first ||
    others.length > 0 ||
    !/^[a-z]{5,}$/.test(part) ||
    tags.has(part) ||
    ordinary.has(part) ||
    machineNouns.has(part) ||
    placeWords.has(part) ||
    systems.has(part) ||
    roles.some(({ words }) => words.includes(part)) ||
    fleet.some(({ facts }) => facts.services.includes(part) || facts.containers.includes(part))
      ? []
      : [[part, first.machine]],
  );
}

/** “the raspberry” of “raspberry pi”: how an alias begins, where that says nothing else. */
const ownAliasWords = (fleet: readonly Machine[], names: ReadonlyMap<string, unknown>): [string, Machine][] =>
  ownParts(
    fleet.flatMap((machine) =>
      machine.aliases.flatMap((alias) => {
        const [first = "", second] = alias.toLowerCase().split(" ");
        return second !== undefined && first.length >= 7 && !names.has(first) ? [{ ...machine, name: first }] : [];
      }),
    ),
  ).flatMap(([part, { id }]): [string, Machine][] => {
    const machine = fleet.find((one) => one.id === id);
    const isTaken = fleet.some(({ tags, name }) => tags.includes(part) || name.toLowerCase().includes(part));
    return machine && !isTaken ? [[part, machine]] : [];
  });

function machineNames(fleet: readonly Machine[]): Map<string, Machine[]> {
  const names = new Map<string, Machine[]>();
  const put = (phrase: string, machine: Machine) => {
    const held = names.get(phrase) ?? [];
    if (phrase !== "" && !held.includes(machine)) names.set(phrase, [...held, machine]);
  };
  for (const machine of fleet) put(phraseOf(machine.name), machine);
  const exact = new Set(names.keys());
  for (const machine of fleet) {
    const loose = [
      machine.name.replaceAll(/[-_.]+/g, ""),
      machine.name.replaceAll(/[-_.]+/g, " "),
      machine.facts.hostname,
      ...machine.aliases,
    ];
    for (const alias of machine.aliases) if (alias.includes(" ")) loose.push(alias.replaceAll(" ", "-"));
    for (const phrase of loose.map(phraseOf)) if (!exact.has(phrase)) put(phrase.replace(/^the /, ""), machine);
  }
  for (const [part, machine] of ownAliasWords(fleet, names)) put(part, machine);
  for (const [part, machine] of ownParts(fleet)) if (!names.has(part)) put(part, machine);
  return names;
}

const containerNames = (name: string): string[] => [
  ...new Set([
    name.toLowerCase(),
    name.toLowerCase().replaceAll(/[-_]+/g, " "),
    // “the dev postgres container” is postgres-dev.
    name.toLowerCase().replace(/^([a-z]{3,})[-_](dev|test|staging|prod|old|new|main|backup)$/, "$2 $1"),
  ]),
];

function thingsOf(
  fleet: readonly Machine[],
  has: (machine: Machine) => string[],
  called: (name: string) => string[],
): Map<string, Thing> {
  const things = new Map<string, Thing>();
  for (const machine of fleet)
    for (const name of has(machine))
      for (const said of called(name)) {
        const thing = things.get(said) ?? { said, owners: [] };
        const rival = thing.owners.findIndex((owner) => owner.machine === machine);
        // Of two units with the same everyday name on one machine the one that is called exactly that counts.
        if (rival === -1) thing.owners.push({ machine, name });
        else if (name.toLowerCase() === said) thing.owners[rival] = { machine, name };
        things.set(said, thing);
      }
  return things;
}

function qualifiersOf(fleet: readonly Machine[], services: ReadonlyMap<string, Thing>): Map<string, Qualifier> {
  const found = new Map<string, Qualifier>();
  const put = (word: string, expr: string, test: (machine: Machine) => boolean) => {
    const machines = new Set(fleet.filter(test));
    if (!found.has(word) && machines.size > 0) found.set(word, { expr, machines });
  };
  for (const tag of new Set(fleet.flatMap(({ tags }) => tags.map((name) => name.toLowerCase()))))
    for (const word of new Set([tag, tag.replaceAll(/[-_.]+/g, " ")]))
      put(word, `tag:${tag}`, (machine) => tagged(machine, tag));
  for (const [word, id] of systems) {
    const glob = new RegExp(`^${id.replace("*", ".*")}$`, "i");
    put(word, `os:${id}`, ({ facts }) => glob.test(facts.osId) || facts.platform === (id === "macos" ? "darwin" : id));
  }
  for (const [word, kind] of kinds) put(word, `kind:${kind}`, ({ facts }) => facts.kind === kind);
  put("proxmox node", "kind:node", ({ facts }) => facts.kind === "node");
  putRoles(fleet, found, put);
  for (const [word, thing] of services) {
    const owners = new Set(thing.owners.map(({ machine }) => machine));
    const names = [...new Set(thing.owners.map(({ name }) => `service:${name}`))];
    put(word, names.length > 1 ? `(${names.join(", ")})` : names.join(), (machine) => owners.has(machine));
  }
  for (const segment of new Set(fleet.flatMap(({ name }) => segments(name))))
    put(segment, `*${segment}*`, ({ name }) => segments(name).includes(segment));
  return found;
}

/** Roles that people call as if they were services: “is the vpn up”, “restart the database”. */
const spokenRoles = new Set(["vpn", "dns", "database", "db"]);

type Put = (word: string, expr: string, test: (machine: Machine) => boolean) => void;

/** Words that stand for a group although no tag is called so: by another word for it, by names, by what they run. */
function putRoles(fleet: readonly Machine[], found: ReadonlyMap<string, Qualifier>, put: Put): void {
  for (const { words, services } of roles) {
    const tag = words.find((word) => found.get(word)?.expr.startsWith("tag:"));
    const segment = words.find((word) => fleet.some(({ name }) => segments(name).includes(word)));
    for (const word of words) {
      const qualifier = tag === undefined ? undefined : found.get(tag);
      if (qualifier) put(word, qualifier.expr, (machine) => qualifier.machines.has(machine));
      else if (segment !== undefined)
        put(word, `${printName(segment)}*`, ({ name }) => segments(name).includes(segment));
      else
        put(word, `the machines that run ${word}`, ({ facts }) => facts.services.some((name) => services.test(name)));
    }
  }
}

const tagged = (machine: Machine, tag: string): boolean => machine.tags.some((held) => held.toLowerCase() === tag);
const segments = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[-_.\d]+/)
    .filter((segment) => segment.length > 1);
