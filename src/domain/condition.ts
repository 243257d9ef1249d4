/** A guard over what earlier steps found: data, not code, so that it can be shown, stored and bound by an approval. */
import type { Json, JsonObject } from "../lib/json.ts";
import type { MachineId } from "./machine.ts";

export type Comparison = "==" | "!=" | ">" | ">=" | "<" | "<=";

/**
 * Whose field: the machine's own (`same`), or that of `any` / `all` machines of the step. `field` is a dotted path into the
 * tool's output, e.g. `active`, `disks.0.usedRatio`, `services.length`.
 */
type Place = { step: string; on: "same" | "any" | "all"; field: string };

/**
 * contains: a text has `value` in it, or a list has it as one of its values. in: the field is one of `values`.
 * any, all, count: over the machines of the one step that `of` speaks of, where each of its fields is the machine's own.
 */
export type Condition =
  | ({ kind: "compare"; op: Comparison; value: Scalar } & Place)
  | ({ kind: "contains"; value: Scalar } & Place)
  | ({ kind: "in"; values: Scalar[] } & Place)
  | { kind: "any" | "all"; of: Condition }
  | { kind: "count"; of: Condition; op: Comparison; value: number }
  | { kind: "and" | "or"; of: Condition[] }
  | { kind: "not"; of: Condition };

type Scalar = string | number | boolean;
export type Leaf = Extract<Condition, Place>;

/** Results of earlier steps: step id → machine id → the tool's output. A machine without one has none. */
export type Results = ReadonlyMap<string, ReadonlyMap<MachineId, JsonObject>>;

/** `unknown` where a result that decides is missing: then the guarded step is skipped, never run. */
export type Holds = "yes" | "no" | "unknown";

export function holds(condition: Condition, results: Results, machine: MachineId): Holds {
  switch (condition.kind) {
    case "compare":
    case "contains":
    case "in":
      return looked(condition, results, machine);
    case "any":
    case "all":
      return over(condition.kind, onEach(condition.of, results));
    case "count":
      return counted(condition, onEach(condition.of, results));
    case "not":
      return negated(holds(condition.of, results, machine));
    case "and":
      return all(condition.of.map((part) => holds(part, results, machine)));
    case "or":
      return any(condition.of.map((part) => holds(part, results, machine)));
  }
}

function looked(leaf: Leaf, results: Results, machine: MachineId): Holds {
  const found = results.get(leaf.step);
  if (!found) return "unknown";
  const test = (output: JsonObject | undefined): Holds => (output ? check(at(output, leaf.field), leaf) : "unknown");
  return leaf.on === "same" ? test(found.get(machine)) : over(leaf.on, [...found.values()].map(test));
}

/** What holds on each machine that any of its steps has a result of. */
const onEach = (condition: Condition, results: Results): Holds[] => {
  const machines = stepsOf(condition).flatMap((step) => [...(results.get(step)?.keys() ?? [])]);
  return [...new Set(machines)].map((machine) => holds(condition, results, machine));
};

/** Over no machine at all nothing is known. */
const over = (how: "any" | "all", each: Holds[]): Holds =>
  each.length === 0 ? "unknown" : how === "all" ? all(each) : any(each);

/** Known as soon as it comes out the same however the unknown ones turn out; never where nothing is known at all. */
function counted({ op, value }: Extract<Condition, { kind: "count" }>, each: Holds[]): Holds {
  if (each.every((one) => one === "unknown")) return "unknown";
  const sure = each.filter((one) => one === "yes").length;
  const open = each.filter((one) => one === "unknown").length;
  const outcomes = Array.from({ length: open + 1 }, (_, more) => compares(sure + more, op, value));
  return outcomes.every(Boolean) ? "yes" : outcomes.some(Boolean) ? "unknown" : "no";
}

function check(held: Json | undefined, leaf: Leaf): Holds {
  if (held === undefined || held === null) return "unknown";
  if (leaf.kind === "contains") return has(held, leaf.value);
  if (typeof held === "object") return "unknown";
  if (leaf.kind === "in")
    return leaf.values.includes(held)
      ? "yes"
      : leaf.values.some((one) => typeof one === typeof held)
        ? "no"
        : "unknown";
  if (typeof held !== typeof leaf.value) return "unknown";
  return compares(held, leaf.op, leaf.value) ? "yes" : "no";
}

function has(held: NonNullable<Json>, value: Scalar): Holds {
  if (Array.isArray(held)) return held.some((one) => one === value) ? "yes" : "no";
  if (typeof held !== "string" || typeof value !== "string") return "unknown";
  return held.includes(value) ? "yes" : "no";
}

function compares(held: Scalar, op: Comparison, value: Scalar): boolean {
  switch (op) {
    case "==":
      return held === value;
    case "!=":
      return held !== value;
    case ">":
      return held > value;
    case ">=":
      return held >= value;
    case "<":
      return held < value;
    case "<=":
      return held <= value;
  }
}

function at(output: JsonObject, path: string): Json | undefined {
  let here: Json | undefined = output;
  for (const key of path.split(".")) {
    if (Array.isArray(here)) here = key === "length" ? here.length : here[Number(key)];
    else if (here !== null && typeof here === "object" && Object.hasOwn(here, key)) here = here[key];
    else return undefined;
  }
  return here;
}

const negated = (value: Holds): Holds => (value === "yes" ? "no" : value === "no" ? "yes" : "unknown");

function all(values: Holds[]): Holds {
  if (values.includes("no")) return "no";
  return values.includes("unknown") ? "unknown" : "yes";
}

const any = (values: Holds[]): Holds => negated(all(values.map(negated)));

/** Each field that it looks at, in order. */
export function leavesOf(condition: Condition): Leaf[] {
  switch (condition.kind) {
    case "compare":
    case "contains":
    case "in":
      return [condition];
    case "and":
    case "or":
      return condition.of.flatMap(leavesOf);
    default:
      return leavesOf(condition.of);
  }
}

/** The steps whose results it needs, each once. */
export const stepsOf = (condition: Condition): string[] => [...new Set(leavesOf(condition).map(({ step }) => step))];

/** Of these the ones that it needs from all of their machines, not only from the one that it decides about. */
export function wholeSteps(condition: Condition): string[] {
  switch (condition.kind) {
    case "compare":
    case "contains":
    case "in":
      return condition.on === "same" ? [] : [condition.step];
    case "any":
    case "all":
    case "count":
      return stepsOf(condition.of);
    case "not":
      return wholeSteps(condition.of);
    case "and":
    case "or":
      return [...new Set(condition.of.flatMap(wholeSteps))];
  }
}

/** The same over steps that are called otherwise. Undefined where one of them is not there. */
export function withSteps(condition: Condition, named: ReadonlyMap<string, string>): Condition | undefined {
  switch (condition.kind) {
    case "compare":
    case "contains":
    case "in": {
      const step = named.get(condition.step);
      return step === undefined ? undefined : { ...condition, step };
    }
    case "and":
    case "or": {
      const of = condition.of.flatMap((part) => withSteps(part, named) ?? []);
      return of.length < condition.of.length ? undefined : { ...condition, of };
    }
    default: {
      const of = withSteps(condition.of, named);
      return of && { ...condition, of };
    }
  }
}
