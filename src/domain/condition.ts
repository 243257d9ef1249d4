/** A guard over what earlier steps found: data, not code, so that it can be shown, stored and bound by an approval. */
import type { Json, JsonObject } from "../lib/json.ts";
import type { MachineId } from "./machine.ts";

export type Comparison = "==" | "!=" | ">" | ">=" | "<" | "<=";

/**
 * compare: a field of an earlier step's result. `on` says whose: the machine's own (`same`), or that of `any` / `all`
 * machines of that step. `field` is a dotted path into the tool's output, e.g. `active` or `disks.0.usedRatio`.
 */
export type Condition =
  | {
      kind: "compare";
      step: string;
      on: "same" | "any" | "all";
      field: string;
      op: Comparison;
      value: string | number | boolean;
    }
  | { kind: "and" | "or"; of: Condition[] }
  | { kind: "not"; of: Condition };

/** Results of earlier steps: step id → machine id → the tool's output. A machine without one has none. */
export type Results = ReadonlyMap<string, ReadonlyMap<MachineId, JsonObject>>;

/** `unknown` where a result that decides is missing: then the guarded step is skipped, never run. */
export type Holds = "yes" | "no" | "unknown";

export function holds(condition: Condition, results: Results, machine: MachineId): Holds {
  switch (condition.kind) {
    case "compare":
      return compared(condition, results, machine);
    case "not":
      return negated(holds(condition.of, results, machine));
    case "and":
      return all(condition.of.map((part) => holds(part, results, machine)));
    case "or":
      return negated(all(condition.of.map((part) => negated(holds(part, results, machine)))));
  }
}

function compared(leaf: Extract<Condition, { kind: "compare" }>, results: Results, machine: MachineId): Holds {
  const found = results.get(leaf.step);
  if (!found) return "unknown";
  const test = (output: JsonObject | undefined): Holds => (output ? check(at(output, leaf.field), leaf) : "unknown");
  if (leaf.on === "same") return test(found.get(machine));
  if (found.size === 0) return "unknown";
  const each = [...found.values()].map(test);
  return leaf.on === "all" ? all(each) : negated(all(each.map(negated)));
}

function check(held: Json | undefined, leaf: Extract<Condition, { kind: "compare" }>): Holds {
  if (held === undefined || held === null || typeof held !== typeof leaf.value) return "unknown";
  if (typeof held === "object") return "unknown";
  const verdict = {
    "==": held === leaf.value,
    "!=": held !== leaf.value,
    ">": held > leaf.value,
    ">=": held >= leaf.value,
    "<": held < leaf.value,
    "<=": held <= leaf.value,
  }[leaf.op];
  return verdict ? "yes" : "no";
}

function at(output: JsonObject, path: string): Json | undefined {
  let here: Json | undefined = output;
  for (const key of path.split(".")) {
    if (Array.isArray(here)) here = here[Number(key)];
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

/** In words, for plans: “in step 1 it is not active”, “in step 2 load1 on any machine is at least 4”. */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case "compare":
      return compareText(condition);
    case "not":
      return `not (${conditionText(condition.of)})`;
    case "and":
    case "or":
      return condition.of.map(conditionText).join(` ${condition.kind} `);
  }
}

/** In words, for runs that were skipped because the condition did not hold: what was found instead. */
export function oppositeText(condition: Condition): string {
  if (condition.kind === "not") return conditionText(condition.of);
  if (condition.kind !== "compare") return `it is not so that ${conditionText(condition)}`;
  const on = { same: "same", any: "all", all: "any" } as const;
  return compareText({ ...condition, on: on[condition.on], op: opposite[condition.op] });
}

function compareText({ step, on, field, op, value }: Extract<Condition, { kind: "compare" }>): string {
  const where = `in ${step.replace(/^s(?=\d+$)/, "step ")}`;
  const name = (field.split(".").at(-1) ?? field).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  if (typeof value === "boolean") {
    const isSo = (op === "==") === value;
    return `${where} it is ${isSo ? "" : "not "}${name}${whose[on]}`;
  }
  const share = typeof value === "number" && name.endsWith(" ratio");
  const shown = share ? `${Math.round(value * 1_000) / 10} %` : String(value);
  return `${where} ${share ? name.slice(0, -" ratio".length) : name}${whose[on]} ${words[op]} ${shown}`;
}

const whose = { same: "", any: " on any machine", all: " on all machines" };
const words: Record<Comparison, string> = {
  "==": "is",
  "!=": "is not",
  ">": "is over",
  ">=": "is at least",
  "<": "is under",
  "<=": "is at most",
};
const opposite: Record<Comparison, Comparison> = {
  "==": "!=",
  "!=": "==",
  ">": "<=",
  ">=": "<",
  "<": ">=",
  "<=": ">",
};
