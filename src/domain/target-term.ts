/** Reads one term of a target expression: `web-*`, `tag:web`, `os:debian>=12`, `cpu > 80`, `all`. */
import type { AppError } from "./error.ts";
import type { Comparison } from "./condition.ts";
import { machineKinds, machineStates } from "./machine.ts";
import { badExpression, type Cursor, peek, type Token } from "./target-lex.ts";
import { shareFields, type TargetNode, versionFields, wordFields } from "./target-node.ts";

type Word = Extract<Token, { kind: "word" | "quoted" }>;
type Compared = { op: Comparison; value: string; at: number };

const choosable = machineStates.filter((state) => state !== "revoked");
const fieldNames = [...wordFields, "os", "kind", "status", ...versionFields, ...shareFields];
const versionShape = /^\d+(\.\d+)*$/;

export function readTerm(cursor: Cursor): TargetNode {
  const token = peek(cursor);
  if (token.kind !== "word" && token.kind !== "quoted") throw unexpected(token);
  cursor.next += 1;
  if (token.kind === "quoted") return nameNode(token);
  if (["and", "or"].includes(token.text.toLowerCase()))
    throw badExpression(`Expected a machine before “${token.text}”.`, token.at, "A machine of that name: name:and");
  const colon = token.text.indexOf(":");
  return colon === -1 ? bareTerm(cursor, token) : fieldTerm(cursor, token, colon);
}

const unexpected = ({ kind, at }: Token): AppError =>
  kind === "compare"
    ? badExpression("Expected a field such as cpu before the comparison.", at)
    : badExpression("Expected a machine's name, a field such as tag:web, or all.", at);

function bareTerm(cursor: Cursor, token: Word): TargetNode {
  const name = token.text.toLowerCase();
  const compared = readCompared(cursor);
  if (!compared) return name === "all" ? { kind: "all" } : nameNode(token);
  const version = versionFields.find((field) => field === name);
  if (version) return { kind: "version", field: version, op: compared.op, than: versionOf(compared) };
  const share = shareFields.find((field) => field === (name === "mem" ? "memory" : name));
  if (share) return { kind: "share", field: share, op: compared.op, percent: percentOf(compared) };
  const numbers = [...versionFields, ...shareFields, "os:NAME"].join(", ");
  throw badExpression(`“${token.text}” cannot be compared.`, token.at, `What can be compared: ${numbers}.`);
}

function fieldTerm(cursor: Cursor, token: Word, colon: number): TargetNode {
  const field = token.text.slice(0, colon).toLowerCase();
  const at = token.at + colon + 1;
  const known = wordFields.find((name) => name === field);
  if (!known && field !== "os" && field !== "kind" && field !== "status")
    throw badExpression(`There is no field “${field}”.`, token.at, `Fields: ${fieldNames.join(", ")}.`);
  const pattern = token.text.slice(colon + 1) || adjoiningQuote(cursor, at);
  if (pattern === "") throw badExpression(`Expected a value after “${field}:”.`, at);
  if (field === "os") return osNode(cursor, pattern);
  if (field === "kind") return { kind: "machineKind", is: oneOf(machineKinds, { pattern, field, at }) };
  if (field === "status") return { kind: "status", is: oneOf(choosable, { pattern, field, at }) };
  return { kind: "word", field: known ?? "name", pattern };
}

function osNode(cursor: Cursor, pattern: string): TargetNode {
  const compared = readCompared(cursor);
  if (!compared) return { kind: "os", pattern };
  return { kind: "os", pattern, version: { op: compared.op, than: versionOf(compared) } };
}

function nameNode(token: Word): TargetNode {
  if (token.text === "") throw badExpression("Expected a name between the quotes.", token.at);
  return { kind: "word", field: "name", pattern: token.text };
}

/** `name:"store box"`: the quoted value directly behind the colon. */
function adjoiningQuote(cursor: Cursor, at: number): string {
  const token = peek(cursor);
  if (token.kind !== "quoted" || token.at !== at) return "";
  cursor.next += 1;
  return token.text;
}

function readCompared(cursor: Cursor): Compared | undefined {
  const compare = peek(cursor);
  if (compare.kind !== "compare") return undefined;
  const value = peek(cursor, 1);
  if (value.kind !== "word" && value.kind !== "quoted") throw badExpression("Expected a number.", value.at);
  cursor.next += 2;
  return { op: compare.op, value: value.text, at: value.at };
}

function versionOf({ value, at }: Compared): string {
  if (!versionShape.test(value)) throw badExpression("Expected a version such as 12 or 22.04.", at);
  return value;
}

function percentOf({ value, at }: Compared): number {
  const percent = /^\d+(\.\d+)?%?$/.test(value) ? Number.parseFloat(value) : Number.NaN;
  if (!(percent >= 0 && percent <= 100)) throw badExpression("Expected a number of percent, 0 to 100.", at);
  return percent;
}

function oneOf<T extends string>(choices: readonly T[], given: { pattern: string; field: string; at: number }): T {
  const found = choices.find((choice) => choice === given.pattern.toLowerCase());
  if (found === undefined)
    throw badExpression(`Expected one of ${choices.join(", ")} after “${given.field}:”.`, given.at);
  return found;
}
