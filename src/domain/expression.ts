/**
 * Guards as text: `look.active == false and test.exitCode == 0`, `count(look.active == false) >= 2`, `any(disk.fullestRatio > 90%)`.
 * One way in, `readCondition`, and one way out, `printCondition`; what lies between is the data of condition.ts.
 */
import type { Condition, Leaf } from "./condition.ts";
import { stepsOf } from "./condition.ts";
import { fieldHint, fieldOf, type KnownField, type KnownSteps, misfit } from "./expressionFields.ts";
import { badGuard, lexExpression, type Token } from "./expressionLex.ts";

const longest = 1_000;
/** Deeper brackets than this are refused, so that no text can exhaust the stack. */
const deepest = 32;

type Reader = { tokens: readonly Token[]; next: number; known: KnownSteps | undefined };

/**
 * With `known`, steps and fields that are not there, and values that a field can never have, are errors as well. Throws
 * `bad_expression` with what was expected and where.
 */
export function readCondition(text: string, known?: KnownSteps): Condition {
  if (text.length > longest) throw badGuard(`A condition has at most ${longest} characters.`, longest);
  const reader: Reader = { tokens: lexExpression(text), next: 0, known };
  const condition = readOr(reader, 0);
  const rest = peek(reader);
  if (rest.kind === "close") throw badGuard("This closing bracket has no opening one.", rest.at);
  if (rest.kind !== "end") throw badGuard("Expected the end, “and” or “or”.", rest.at);
  return condition;
}

const peek = (reader: Reader, ahead = 0): Token =>
  reader.tokens[Math.min(reader.next + ahead, reader.tokens.length - 1)] ?? { kind: "end", at: 0, end: 0 };

function readOr(reader: Reader, depth: number): Condition {
  const parts = [readAnd(reader, depth)];
  while (takes(reader, "or")) parts.push(readAnd(reader, depth));
  return joined("or", parts);
}

function readAnd(reader: Reader, depth: number): Condition {
  const parts = [readNot(reader, depth)];
  while (takes(reader, "and")) parts.push(readNot(reader, depth));
  return joined("and", parts);
}

const joined = (kind: "and" | "or", parts: Condition[]): Condition => {
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind, of: parts };
};

function readNot(reader: Reader, depth: number): Condition {
  const { at } = peek(reader);
  if (!takes(reader, "not")) return readPrimary(reader, depth);
  if (depth >= deepest) throw badGuard(`More than ${deepest} parts inside each other.`, at);
  return { kind: "not", of: readNot(reader, depth + 1) };
}

function readPrimary(reader: Reader, depth: number): Condition {
  const token = peek(reader);
  if (depth >= deepest) throw badGuard(`More than ${deepest} parts inside each other.`, token.at);
  if (token.kind === "open") return inBrackets(reader, depth);
  if (token.kind === "word" && peek(reader, 1).kind === "open") {
    const how = quantifiers.find((one) => one === token.text.toLowerCase());
    if (how === undefined)
      throw badGuard(`There is no “${token.text}(…)”.`, token.at, "There are any(…), all(…) and count(…).");
    reader.next += 1;
    return readOver(reader, how, depth);
  }
  return readField(reader);
}

const quantifiers = ["any", "all", "count"] as const;

function inBrackets(reader: Reader, depth: number): Condition {
  reader.next += 1;
  const inner = readOr(reader, depth + 1);
  const close = peek(reader);
  if (close.kind !== "close") throw badGuard("Expected a closing bracket.", close.at);
  reader.next += 1;
  return inner;
}

function readOver(reader: Reader, how: (typeof quantifiers)[number], depth: number): Condition {
  const { at } = peek(reader);
  const of = inBrackets(reader, depth);
  const steps = stepsOf(of);
  if (steps.length > 1)
    throw badGuard(`${how}(…) looks at one step, and this looks at ${steps.join(" and ")}.`, at + 1);
  if (hasOver(of)) throw badGuard(`${how}(…) cannot hold another any, all or count.`, at + 1);
  if (how !== "count") return isLeaf(of) ? { ...of, on: how } : { kind: how, of };
  const compare = peek(reader);
  if (compare.kind !== "compare")
    throw badGuard("Expected how many: count(…) is compared with a number.", compare.at, "As in count(…) >= 2.");
  reader.next += 1;
  const amount = peek(reader);
  if (amount.kind !== "number" || !Number.isInteger(amount.value) || amount.value < 0)
    throw badGuard("Expected a whole number of machines.", amount.at);
  reader.next += 1;
  return { kind: "count", of, op: compare.op, value: amount.value };
}

const isLeaf = (condition: Condition): condition is Leaf =>
  condition.kind === "compare" || condition.kind === "contains" || condition.kind === "in";

function hasOver(condition: Condition): boolean {
  if (isLeaf(condition)) return condition.on !== "same";
  if (condition.kind === "and" || condition.kind === "or") return condition.of.some(hasOver);
  return condition.kind !== "not" || hasOver(condition.of);
}

/** `step.field`, alone where it is true or false, or with what it is compared with. */
function readField(reader: Reader): Condition {
  const token = peek(reader);
  if (token.kind !== "path")
    throw badGuard("Expected a field of a step, as in look.active.", token.at, reader.known && fieldHint(reader.known));
  reader.next += 1;
  const dot = token.text.indexOf(".");
  const [step, field] = [token.text.slice(0, dot), token.text.slice(dot + 1)];
  const known = reader.known && fieldOf(reader.known, { step, field, at: token.at });
  const place = { step, on: "same" as const, field };
  const sign = peek(reader);
  if (sign.kind === "compare") {
    reader.next += 1;
    const value = readValue(reader, known);
    if (typeof value === "boolean" && sign.op !== "==" && sign.op !== "!=")
      throw badGuard("true and false are compared with == and != only.", sign.at);
    return { kind: "compare", ...place, op: sign.op, value };
  }
  if (takes(reader, "contains")) return { kind: "contains", ...place, value: readValue(reader, known, "contains") };
  const isNegated = wordAt(peek(reader)) === "not" && wordAt(peek(reader, 1)) === "in";
  if (isNegated) reader.next += 1;
  if (takes(reader, "in")) {
    const leaf: Condition = { kind: "in", ...place, values: readValues(reader, known) };
    return isNegated ? { kind: "not", of: leaf } : leaf;
  }
  if (known && known.type !== "truth" && known.type !== "any")
    throw badGuard(`Expected what ${token.text} is compared with.`, sign.at, "As in ==, >, contains, in (…).");
  return { kind: "compare", ...place, op: "==", value: true };
}

function readValues(reader: Reader, known: KnownField | undefined): (string | number | boolean)[] {
  const open = peek(reader);
  if (open.kind !== "open") throw badGuard("Expected a list in brackets, as in (failed, dead).", open.at);
  const values: (string | number | boolean)[] = [];
  do {
    reader.next += 1;
    values.push(readValue(reader, known));
  } while (peek(reader).kind === "comma");
  const close = peek(reader);
  if (close.kind !== "close") throw badGuard("Expected a comma or a closing bracket.", close.at);
  reader.next += 1;
  return values;
}

function readValue(
  reader: Reader,
  known: KnownField | undefined,
  how: "is" | "contains" = "is",
): string | number | boolean {
  const token = peek(reader);
  const value = valueOf(token);
  if (value === undefined) throw badGuard("Expected a text, a number, true or false.", token.at);
  const wrong = known && misfit(known, value, how);
  if (wrong !== undefined) throw badGuard(wrong, token.at);
  reader.next += 1;
  return value;
}

function valueOf(token: Token): string | number | boolean | undefined {
  if (token.kind === "number") return token.value;
  if (token.kind === "quoted" || token.kind === "path") return token.text;
  if (token.kind !== "word" || keywords.has(token.text.toLowerCase())) return undefined;
  return token.text === "true" || token.text === "false" ? token.text === "true" : token.text;
}

const keywords = new Set(["and", "or", "not", "in", "contains"]);
const wordAt = (token: Token): string | undefined => (token.kind === "word" ? token.text.toLowerCase() : undefined);

function takes(reader: Reader, word: string): boolean {
  if (wordAt(peek(reader)) !== word) return false;
  reader.next += 1;
  return true;
}

/** Reading it again gives the same condition. */
export function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case "compare":
      return over(condition, `${pathOf(condition)} ${condition.op} ${printValue(condition.value)}`);
    case "contains":
      return over(condition, `${pathOf(condition)} contains ${printValue(condition.value)}`);
    case "in":
      return over(condition, `${pathOf(condition)} in (${condition.values.map(printValue).join(", ")})`);
    case "any":
    case "all":
      return `${condition.kind}(${printCondition(condition.of)})`;
    case "count":
      return `count(${printCondition(condition.of)}) ${condition.op} ${condition.value}`;
    case "not":
      return `not ${bracketed(condition.of)}`;
    case "and":
    case "or":
      return condition.of.map(bracketed).join(` ${condition.kind} `);
  }
}

const pathOf = ({ step, field }: Leaf): string => `${step}.${field}`;
const over = ({ on }: Leaf, text: string): string => (on === "same" ? text : `${on}(${text})`);
const bracketed = (part: Condition): string =>
  part.kind === "and" || part.kind === "or" ? `(${printCondition(part)})` : printCondition(part);
const printValue = (value: string | number | boolean): string =>
  typeof value === "string" ? JSON.stringify(value) : String(value);
