/** Where values of a proposed step come from: those that only machines said are marked, so that a person sees who chose them. */
import { isIP } from "node:net";
import type { Machine } from "../../../domain/machine.ts";
import type { Step } from "../../../domain/plan.ts";
import type { Json, JsonObject } from "../../../lib/json.ts";
import type { PlanRequest } from "../planner.ts";

/** Everything a machine has said in this task: where, and what. `machine`: its name, where it was one and not the hub. `failed`: why a look came to nothing. */
export type Heard = { from: string; text: string; machine?: string; run?: string; asked?: string; failed?: true };
export type Learnt = NonNullable<Step["learnt"]>;

/** Shorter values are words of any text. */
const leastChars = 4;
const mostValues = 8;
/** A value of its own, whatever stands around it: a path, address, URL, name with digits or dashes. */
const distinctive = /[/.:@\d_\\-]/;

/** Names of what runs on machines are what machines say, too: one that is more than a name vouches for nothing in it. */
const plainName = /^[\w@.:-]{1,80}$/;

/** Texts of the person and the fleet's own names: what occurs there was not learnt from output. */
export const trustedText = (said: readonly string[], fleet: readonly Machine[]): string =>
  [
    ...said,
    ...fleet.flatMap(({ name, aliases, tags, facts }) => [
      name,
      ...aliases,
      ...tags,
      ...[...facts.services, ...facts.containers, ...facts.programs].filter((each) => plainName.test(each)),
    ]),
  ]
    .join("\n")
    .toLowerCase();

/** What machines call themselves and what runs on them, where that is more than a name: a model has read it before any look. */
export const factsHeard = (fleet: readonly Machine[]): Heard[] =>
  fleet.flatMap(({ name, facts }) => {
    const told = [facts.osName, ...[...facts.services, ...facts.containers].filter((each) => !plainName.test(each))];
    return told.some((each) => each.length > 40 || /[:;/]/.test(each))
      ? [{ from: `the facts of ${name}`, text: told.join("\n"), machine: name }]
      : [];
  });

/** What of machines' words is told to a planner that begins again: after a failure, a pause, in a conversation. */
export const heardBefore = ({
  failed = [],
  soFar,
  before = [],
}: Pick<PlanRequest, "failed" | "soFar" | "before">): Heard[] => [
  ...failed.map(({ title, machine, line, error }) => ({
    from: `${title} on ${machine}`,
    text: `${line}\n${error?.detail ?? ""}\n${error?.hint ?? ""}`,
    machine,
  })),
  ...(soFar?.looked ?? []).map(({ what, found }) => ({ from: what, text: found })),
  ...(soFar ? [{ from: "what was found before", text: soFar.text }] : []),
  ...before.map(({ request, told }) => ({ from: `“${request.slice(0, 60)}”`, text: told })),
];

export function learntOf(input: JsonObject, { heard, trusted }: { heard: readonly Heard[]; trusted: string }): Learnt {
  const found = new Map<string, string>();
  const low = heard.map(({ from, text }) => ({ from, text: text.toLowerCase() }));
  for (const value of valuesOf(input)) {
    const wanted = value.toLowerCase();
    if (found.size >= mostValues || wanted.length < leastChars || trusted.includes(wanted)) continue;
    const source = low.find(({ text }) => text.includes(wanted));
    if (source) found.set(value, source.from);
  }
  // A short name, of a user perhaps, is in any text; as a word of its own it is not.
  for (const value of namesIn(input)) {
    const word = new RegExp(`(?<![\\w-])${RegExp.escape(value.toLowerCase())}(?![\\w-])`);
    if (found.size >= mostValues || found.has(value) || word.test(trusted)) continue;
    const source = low.find(({ text }) => word.test(text));
    if (source) found.set(value, source.from);
  }
  return [...found].map(([value, from]) => ({ value: value.slice(0, 200), from }));
}

const named = /^(?:users?|groups?|packages?|service|container|name|to)$/;
const namesIn = (input: JsonObject): string[] =>
  Object.entries(input)
    .filter(([field]) => named.test(field))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]))
    .flatMap((value) => (typeof value === "string" && value !== "" && value.length < leastChars ? [value] : []));

const hostLike = /(?<![\w.-])(?:[\w-]+\.)+[\w-]+/g;

/** Hosts that are named in an input and by nobody who is trusted. */
export const strangeHosts = (input: JsonObject, trusted: string): string[] =>
  valuesOf(input)
    .flatMap((value) => value.toLowerCase().match(hostLike) ?? [])
    .filter((host) => !trusted.includes(host));

/** A host below a domain that only machines named: what stands before it may be data on its way out. */
export function belowOf(input: JsonObject, { heard, trusted }: { heard: readonly Heard[]; trusted: string }): Learnt {
  const low = heard.map(({ from, text }) => ({ from, text: text.toLowerCase() }));
  return strangeHosts(input, trusted).flatMap((host) => {
    const labels = host.split(".");
    const domains = labels.slice(0, -1).map((_label, at) => labels.slice(at).join("."));
    const domain = domains.find((one) => !trusted.includes(one) && low.some(({ text }) => text.includes(one)));
    const source = domain === undefined ? undefined : low.find(({ text }) => text.includes(domain));
    return source && isIP(host) === 0 ? [{ value: host.slice(0, 200), from: source.from }] : [];
  });
}

/** Each text as a whole, and of those with several words the ones that stand for themselves; ids of processes too. */
function valuesOf(value: Json, field = ""): string[] {
  if (typeof value === "string") {
    const words = value
      .split(/[\s"'`|;&<>(){}=,]+/)
      .filter((word) => word.length >= leastChars && distinctive.test(word));
    return [...new Set([value.trim(), ...words])];
  }
  if (typeof value === "number") return /pid|uid/i.test(field) && value >= 1_000 ? [String(value)] : [];
  if (Array.isArray(value)) return value.flatMap((each) => valuesOf(each, field));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([name, each]) => valuesOf(each, name));
  return [];
}
