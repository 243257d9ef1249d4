/** Reads a target expression: or, and, not, brackets; what stands between them is read by target-term.ts. */
import { badExpression, type Cursor, lexTarget, peek, type Token } from "./target-lex.ts";
import type { TargetNode } from "./target-node.ts";
import { readTerm } from "./target-term.ts";

/** Deeper brackets than this are refused, so that no text can exhaust the stack. */
const deepest = 64;

/** Throws `bad_expression` with what was expected and where. */
export function parseNode(text: string): TargetNode {
  const cursor: Cursor = { tokens: lexTarget(text), next: 0 };
  const node = readOr(cursor, 0);
  const rest = peek(cursor);
  if (rest.kind === "close") throw badExpression("This closing bracket has no opening one.", rest.at);
  if (rest.kind !== "end") throw badExpression("Expected the end, and, or, or a comma.", rest.at);
  return node;
}

function readOr(cursor: Cursor, depth: number): TargetNode {
  const parts = [readAnd(cursor, depth)];
  while (peek(cursor).kind === "comma" || isKeyword(peek(cursor), "or")) {
    cursor.next += 1;
    parts.push(readAnd(cursor, depth));
  }
  return joined("or", parts);
}

function readAnd(cursor: Cursor, depth: number): TargetNode {
  const parts = [readNot(cursor, depth)];
  for (;;) {
    const token = peek(cursor);
    if (isKeyword(token, "and")) cursor.next += 1;
    else if (!startsTerm(token)) return joined("and", parts);
    parts.push(readNot(cursor, depth));
  }
}

function readNot(cursor: Cursor, depth: number): TargetNode {
  let negations = 0;
  while (isKeyword(peek(cursor), "not")) {
    cursor.next += 1;
    negations += 1;
  }
  const node = readPrimary(cursor, depth);
  return negations % 2 === 0 ? node : { kind: "not", of: node };
}

function readPrimary(cursor: Cursor, depth: number): TargetNode {
  const token = peek(cursor);
  if (token.kind !== "open") return readTerm(cursor);
  if (depth >= deepest) throw badExpression(`More than ${deepest} brackets inside each other.`, token.at);
  cursor.next += 1;
  const node = readOr(cursor, depth + 1);
  const close = peek(cursor);
  if (close.kind !== "close") throw badExpression("Expected a closing bracket.", close.at);
  cursor.next += 1;
  return node;
}

const joined = (kind: "and" | "or", parts: TargetNode[]): TargetNode => {
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind, of: parts };
};

const startsTerm = (token: Token): boolean =>
  token.kind === "open" || token.kind === "quoted" || (token.kind === "word" && !isKeyword(token, "or"));

const isKeyword = (token: Token, word: "and" | "or" | "not"): boolean =>
  token.kind === "word" && token.text.toLowerCase() === word;
