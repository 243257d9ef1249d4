/** Cuts a guard's text into fields, values, comparisons and brackets, each with its position. */
import type { Comparison } from "./condition.ts";
import { AppError } from "./error.ts";

export type Token =
  /** `path` is also what a bare text with a dot looks like: `nginx.service`. */
  | { kind: "path" | "word" | "quoted"; text: string; at: number; end: number }
  | { kind: "number"; value: number; at: number; end: number }
  | { kind: "compare"; op: Comparison; at: number; end: number }
  | { kind: "open" | "close" | "comma" | "end"; at: number; end: number };

const shapes =
  /\s*(?:(?<compare>>=|<=|!=|==|>|<|=)|(?<open>\()|(?<close>\))|(?<comma>,)|(?<quoted>"(?:[^"\\]|\\.)*")|(?<single>'[^']*')|(?<number>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?%?(?![\w.-]))|(?<path>[a-z][a-z0-9-]*(?:\.[\w-]+)+)|(?<word>[\w./:@+-]+))/iy;

/** The last token is always `end`. Throws `bad_expression`. */
export function lexExpression(text: string): Token[] {
  const tokens: Token[] = [];
  const length = text.trimEnd().length;
  shapes.lastIndex = 0;
  while (shapes.lastIndex < length) {
    const from = shapes.lastIndex;
    const found = shapes.exec(text);
    if (!found) throw strayAt(text, from);
    const end = shapes.lastIndex;
    tokens.push(tokenOf(found.groups ?? {}, { at: end - found[0].trimStart().length, end }));
  }
  tokens.push({ kind: "end", at: length, end: length });
  return tokens;
}

function tokenOf(groups: Record<string, string | undefined>, place: { at: number; end: number }): Token {
  const { compare, open, close, quoted, single, number, path, word } = groups;
  if (compare !== undefined) return { kind: "compare", op: opOf(compare), ...place };
  if (open !== undefined) return { kind: "open", ...place };
  if (close !== undefined) return { kind: "close", ...place };
  if (quoted !== undefined) return { kind: "quoted", text: unquoted(quoted, place.at), ...place };
  if (single !== undefined) return { kind: "quoted", text: single.slice(1, -1), ...place };
  if (number !== undefined) return { kind: "number", value: numberOf(number), ...place };
  if (path !== undefined) return { kind: "path", text: path, ...place };
  return word === undefined ? { kind: "comma", ...place } : { kind: "word", text: word, ...place };
}

const ops: readonly Comparison[] = ["==", "!=", ">=", "<=", ">", "<"];
const opOf = (text: string): Comparison => ops.find((op) => op === text) ?? "==";

/** `90%` is the share 0.9: shares are held as ratios. */
const numberOf = (text: string): number =>
  text.endsWith("%") ? Number((Number(text.slice(0, -1)) / 100).toPrecision(15)) : Number(text);

function unquoted(text: string, at: number): string {
  try {
    return String(JSON.parse(text));
  } catch {
    throw badGuard("This text in quotes has a backslash that means nothing.", at, "Write “\\\\” for a backslash.");
  }
}

function strayAt(text: string, from: number): AppError {
  const at = from + text.slice(from).search(/\S/);
  const sign = text[at] ?? "";
  return sign === '"' || sign === "'"
    ? badGuard("The quote that opens here is never closed.", at)
    : badGuard(
        `“${sign}” has no meaning here.`,
        at,
        sign === "&" || sign === "|" ? "Write “and” and “or”." : undefined,
      );
}

/** The one error of guards: a sentence, where, and what may stand there. */
export const badGuard = (detail: string, at: number, hint?: string): AppError =>
  new AppError("bad_expression", `${detail} (at character ${at + 1})`, {
    fields: { position: String(at) },
    ...(hint === undefined ? {} : { hint }),
  });
