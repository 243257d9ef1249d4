/** Decides on which machines a clause runs: never by guessing where something is changed. */
import type { Machine } from "../../../domain/machine.ts";
import type { AnswerOption } from "../../../domain/plan.ts";
import { parseTarget, select, targetOfNames } from "../../../domain/target.ts";
import { AppError } from "../../../domain/error.ts";
import { exclude, type Sketch } from "./sketch.ts";
import type { Part, Place, Thing } from "./types.ts";

export type Where =
  | { kind: "machines"; machines: Machine[] }
  | { kind: "ask"; question: string; options: AnswerOption[] }
  | { kind: "none"; reason: string };

export type Wanted = {
  place?: Place | undefined;
  /** Machines of the clause before, for “it” and “there”, or where nothing else is said. */
  before?: Machine[] | undefined;
  /** Those are of an earlier request: it is said that they are taken. */
  isEarlier?: boolean;
  /** What must be on the machine. */
  things?: readonly Thing[];
  reads: boolean;
  /** A read that needs a place said: a file, a log. */
  ask?: boolean;
  /** The machines to take if none is named. */
  usual?: readonly Machine[];
  /** For the question: “restart nginx”. */
  does: string;
};

export type Scope = {
  /** Machines that `on` permits. */
  fleet: readonly Machine[];
  all: readonly Machine[];
  /** True where the request came with `on`. */
  limited: boolean;
  on: string;
  answers: readonly { question: string; answer: string }[];
  sketch: Sketch;
};

/** The machines that a phrase names, whether they can be reached or not. */
export const namedBy = (place: Place, does: string, scope: Scope): Where =>
  named(place, { place, reads: false, does }, scope);

export function whereOf(wanted: Wanted, scope: Scope): Where {
  const found = candidates(wanted, scope);
  if (found.kind !== "machines") return found;
  const here = present(found.machines, scope);
  return here.length > 0 ? { kind: "machines", machines: here } : { kind: "none", reason: nobodyHere(found.machines) };
}

function candidates(wanted: Wanted, scope: Scope): Where {
  if (wanted.place && !(isBareNoun(wanted.place) && (wanted.things ?? wanted.usual?.length)))
    return named(wanted.place, wanted, scope);
  const { before } = wanted;
  if (before && (!wanted.things || having(before, wanted.things).length > 0)) {
    const machines = wanted.things ? having(before, wanted.things) : before;
    return wanted.isEarlier
      ? inferred(machines, "what the request before was about", scope, listed(machines))
      : { kind: "machines", machines };
  }
  if (wanted.things) return owners(wanted, wanted.things, scope);
  const usual = wanted.usual?.filter((machine) => scope.fleet.includes(machine)) ?? [];
  if (usual.length > 0 && (wanted.reads || usual.length === 1)) return inferred(usual, "where this is", scope);
  if (usual.length > 0) return askWhich(wanted, usual, scope);
  const [only] = scope.fleet;
  if (scope.fleet.length === 1 && only) return inferred([only], "the only machine", scope);
  if (scope.limited) return { kind: "machines", machines: [...scope.fleet] };
  if (wanted.reads && !wanted.ask)
    return inferred([...scope.fleet], "no machine was named, so all are looked at", scope);
  return askWhich(wanted, [...scope.fleet], scope);
}

/** “the machine”, “the server”: the one that has what the clause is about. */
const isBareNoun = ({ parts, minus }: Place): boolean =>
  parts.length === 1 && minus.length === 0 && parts[0]?.expr === "all" && parts[0].count === "one";

/** The machines that a phrase names. */
function named(place: Place, wanted: Wanted, scope: Scope): Where {
  const found: Machine[] = [];
  const exprs: string[] = [];
  for (const part of place.parts) {
    const one = ofPart(part, wanted, scope);
    if (one.kind !== "machines") return one;
    exprs.push(
      part.expr === "all" || part.machines.length !== one.machines.length
        ? targetOrAll(one.machines, scope)
        : part.expr,
    );
    for (const machine of one.machines) if (!found.includes(machine)) found.push(machine);
  }
  const minus = new Set(place.minus.flatMap((part) => part.machines));
  const kept = scope.all.filter((machine) => found.includes(machine) && !minus.has(machine));
  if (kept.length === 0) return { kind: "none", reason: "No machine is left after the exceptions." };
  const without = place.minus.map((part) => `not (${part.expr})`);
  scope.sketch.on.push(
    [exprs.length > 1 && without.length > 0 ? `(${exprs.join(", ")})` : exprs.join(", "), ...without].join(" and "),
  );
  return wanted.things
    ? mustHave(kept, wanted.things, { scope, single: place.parts.every(({ count }) => count === "one") })
    : { kind: "machines", machines: kept };
}

const targetOrAll = (machines: readonly Machine[], { fleet }: Scope): string =>
  machines.length === fleet.length ? "all" : targetOfNames(machines.map(({ name }) => name));

function ofPart(part: Part, wanted: Wanted, scope: Scope): Where {
  const machines = part.machines.filter((machine) => scope.fleet.includes(machine));
  if (part.machines.length === 0) return { kind: "none", reason: `No machine fits “${part.said}” (${part.expr}).` };
  if (machines.length === 0)
    return {
      kind: "none",
      reason: `${listed(part.machines)} ${part.machines.length === 1 ? "is" : "are"} outside of ${scope.on}, where this request may act.`,
    };
  // Where none of them has the thing that is said, whichever is meant.
  const has = !wanted.things || having(machines, wanted.things).length > 0;
  const isOpen = part.any === true && !wanted.reads && machines.length > 1 && has;
  if (part.count === "all" && !isOpen) return { kind: "machines", machines };
  if (typeof part.count === "number") {
    if (machines.length === part.count) return { kind: "machines", machines };
    return askWhich(wanted, machines, scope, `“${part.said}” fits ${machines.length} machines, not ${part.count}.`);
  }
  if (machines.length === 1) return { kind: "machines", machines };
  const fitting = wanted.things ? having(machines, wanted.things) : machines;
  if (fitting.length === 1) return inferred(fitting, `the only one of “${part.said}” that has it`, scope);
  if (wanted.reads && machines.length <= 20)
    return inferred(
      fitting.length > 0 ? fitting : machines,
      `“${part.said}” fits ${machines.length} machines, so all are looked at`,
      scope,
    );
  return askWhich(wanted, fitting.length > 0 ? fitting : machines, scope);
}

const having = (machines: readonly Machine[], things: readonly Thing[]): Machine[] =>
  machines.filter((machine) => things.some((thing) => thing.owners.some((owner) => owner.machine === machine)));

/** Narrows to the machines that have what the clause is about; says which do not. */
function mustHave(
  machines: Machine[],
  things: readonly Thing[],
  { scope, single }: { scope: Scope; single: boolean },
): Where {
  for (const thing of things) {
    const has = having(machines, [thing]);
    if (has.length > 0) continue;
    const unlisted = machines.filter(({ facts }) => facts.services.length === 0 && facts.containers.length === 0);
    if (unlisted.length === machines.length) continue;
    const [only] = machines;
    const held = only && machines.length === 1 ? ` ${servicesOf(only)}` : "";
    return {
      kind: "none",
      reason: `${listed(machines)} ${machines.length === 1 ? "has" : "have"} no ${thing.said}.${held}`,
    };
  }
  const kept = having(machines, things);
  if (!single)
    for (const machine of machines)
      if (!kept.includes(machine))
        exclude(scope.sketch, machine, `it has no ${things.map(({ said }) => said).join(" or ")}`);
  return { kind: "machines", machines: kept.length > 0 ? kept : machines };
}

/** Units of the system itself, which nobody asks for by name. */
const plumbing =
  /^(?:systemd-|dbus|apt-|dpkg-|e2scrub|fstrim|getty|initrd-|kmod|modprobe|user@|man-db|logrotate|debug-shell|emergency|rescue)/;
const namedAtMost = 10;

export function servicesOf({ facts }: Machine): string {
  const own = facts.services.filter((name) => !plumbing.test(name));
  if (own.length === 0) return "It has no services of its own.";
  const more = own.length > namedAtMost ? ` and ${own.length - namedAtMost} more` : "";
  return `It has: ${own.slice(0, namedAtMost).join(", ")}${more}.`;
}

/** No place was said: the machines that have what the clause is about. */
function owners(wanted: Wanted, things: readonly Thing[], scope: Scope): Where {
  const nowhere = things.find((thing) => having(scope.fleet, [thing]).length === 0);
  if (nowhere)
    return { kind: "none", reason: `No machine${scope.limited ? ` in ${scope.on}` : ""} has ${nowhere.said}.` };
  const found = having(scope.fleet, things);
  const said = things.map((thing) => thing.said).join(" and ");
  if (found.length === 1) return inferred(found, `the only machine with ${said}`, scope);
  if (scope.limited) return { kind: "machines", machines: found };
  if (wanted.reads) return inferred(found, `${said} is on ${found.length} machines, so all are looked at`, scope);
  return askWhich(wanted, found, scope);
}

/** `names`: said in front where it is not plain from the reason which machines they are; as they are written, for names are no words. */
function inferred(
  machines: Machine[],
  why: string,
  scope: Scope,
  names = machines.length === 1 ? (machines[0]?.name ?? "") : "",
): Where {
  scope.sketch.on.push(targetOrAll(machines, scope));
  scope.sketch.assumptions.push(names === "" ? capital(why) : `${names}: ${why}`);
  return { kind: "machines", machines };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Asks, unless the person has answered this very question: then the answer counts. */
function askWhich(wanted: Wanted, machines: Machine[], scope: Scope, because = ""): Where {
  const question = `${because === "" ? "" : `${because} `}Which machine is meant: on which one do you want to ${wanted.does}?`;
  const answer = scope.answers.findLast((given) => given.question.endsWith(question))?.answer;
  const chosen = answer === undefined ? undefined : chosenBy(answer, scope);
  if (chosen) {
    scope.sketch.on.push(targetOrAll(chosen, scope));
    return wanted.things
      ? mustHave(chosen, wanted.things, { scope, single: chosen.length === 1 })
      : { kind: "machines", machines: chosen };
  }
  const names = machines.map(({ name }) => name);
  const each = names.map((name) => ({ label: name, value: targetOfNames([name]) }));
  const together =
    names.length > 1 && names.length <= 50 && wanted.things
      ? [{ label: `all ${names.length}`, value: targetOfNames(names) }]
      : [];
  return { kind: "ask", question, options: [...each, ...together] };
}

function chosenBy(answer: string, scope: Scope): Machine[] | undefined {
  try {
    const machines = select(parseTarget(answer), scope.fleet);
    return machines.length > 0 ? machines : undefined;
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

/** Machines that can be reached now, or are waited for; the others are noted as left out. */
function present(machines: readonly Machine[], { sketch }: Scope): Machine[] {
  const here = ({ state }: Machine): boolean => state === "online" || (sketch.awaits && state === "offline");
  return machines.filter((machine) => here(machine) || exclude(sketch, machine, awayText(machine)));
}

const awayText = ({ state, stateReason }: Machine): string =>
  stateReason === undefined ? `it is ${state}` : `it is ${state}: ${stateReason}`;

function nobodyHere(machines: readonly Machine[]): string {
  const [only] = machines;
  return machines.length === 1 && only
    ? `${only.name} cannot be reached: ${awayText(only)}.`
    : `None of ${listed(machines)} can be reached now.`;
}

export function listed(machines: readonly Machine[]): string {
  const names = machines.map(({ name }) => name);
  if (names.length > 8) return `${names.slice(0, 6).join(", ")} and ${names.length - 6} more`;
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}
