/** Conditions in words: for plans, and for runs that were not needed. */
import type { Comparison, Condition, Leaf } from "./condition.ts";

/** In words, for plans: “in step 1 it is not active”, “in step 2 load1 on any machine is at least 4”. */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case "compare":
    case "contains":
    case "in":
      return leafText(condition);
    case "any":
    case "all":
      return `on ${condition.kind === "any" ? "at least one machine" : "every machine"} ${inBrackets(condition.of)}`;
    case "count":
      return countText(condition);
    case "not":
      return `not (${conditionText(condition.of)})`;
    case "and":
    case "or":
      return condition.of.map(inBrackets).join(` ${condition.kind} `);
  }
}

/** In words, for runs that were skipped because the condition did not hold: what was found instead. */
export function oppositeText(condition: Condition): string {
  switch (condition.kind) {
    case "not":
      return conditionText(condition.of);
    case "compare":
      return leafText({ ...condition, on: otherwise[condition.on], op: opposite[condition.op] });
    case "contains":
    case "in":
      return leafText({ ...condition, on: otherwise[condition.on] }, true);
    case "count":
      return countText({ ...condition, op: opposite[condition.op] });
    default:
      return `it is not so that ${conditionText(condition)}`;
  }
}

const inBrackets = (part: Condition): string =>
  part.kind === "and" || part.kind === "or" ? `(${conditionText(part)})` : conditionText(part);

const countText = ({ of, op, value }: Extract<Condition, { kind: "count" }>): string =>
  `on ${amount[op]} ${value} ${value === 1 ? "machine" : "machines"} ${inBrackets(of)}`;

function leafText(leaf: Leaf, isOpposite = false): string {
  const { step, on, field } = leaf;
  const where = `in ${step.replace(/^s(?=\d+$)/, "step ")}`;
  const name = nameOf(field);
  if (leaf.kind === "contains")
    return `${where} ${name}${whose[on]} ${isOpposite ? "does not contain" : "contains"} “${leaf.value}”`;
  if (leaf.kind === "in")
    return `${where} ${name}${whose[on]} is ${isOpposite ? "none" : "one"} of ${leaf.values.join(", ")}`;
  const { op, value } = leaf;
  if (typeof value === "boolean") {
    const isSo = (op === "==") === value;
    return `${where} it is ${isSo ? "" : "not "}${name}${whose[on]}`;
  }
  const share = typeof value === "number" && name.endsWith(" ratio");
  const shown = share ? `${Math.round(value * 1_000) / 10} %` : String(value);
  return `${where} ${share ? name.slice(0, -" ratio".length) : name}${whose[on]} ${words[op]} ${shown}`;
}

/** The last part of the path, as words; of a list's length what is counted. */
function nameOf(field: string): string {
  const parts = field.split(".");
  const isLength = parts.at(-1) === "length" && parts.length > 1;
  const last = (isLength ? parts.at(-2) : parts.at(-1)) ?? field;
  const spoken = last.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return isLength ? `the number of ${spoken}` : spoken;
}

const whose = { same: "", any: " on any machine", all: " on all machines" };
const otherwise = { same: "same", any: "all", all: "any" } as const;
const words: Record<Comparison, string> = {
  "==": "is",
  "!=": "is not",
  ">": "is over",
  ">=": "is at least",
  "<": "is under",
  "<=": "is at most",
};
const amount: Record<Comparison, string> = {
  "==": "exactly",
  "!=": "other than",
  ">": "more than",
  ">=": "at least",
  "<": "fewer than",
  "<=": "at most",
};
const opposite: Record<Comparison, Comparison> = {
  "==": "!=",
  "!=": "==",
  ">": "<=",
  ">=": "<",
  "<": ">=",
  "<=": ">",
};
