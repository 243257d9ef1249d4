/** Cuts a target expression into words, quoted words, comparisons, brackets and commas, each with its position. */
import { AppError } from "./error.ts";
import type { Comparison } from "./condition.ts";

export type Token =
  | { kind: "word" | "quoted"; text: string; at: number; end: number }
  | { kind: "compare"; op: Comparison; at: number; end: number }
  | { kind: "open" | "close" | "comma"; at: number; end: number }
  | { kind: "end"; at: number; end: number };

/** A position in the tokens. */
export type Cursor = { readonly tokens: readonly Token[]; next: number };

export const peek = (cursor: Cursor, ahead = 0): Token => {
  const token = cursor.tokens[Math.min(cursor.next + ahead, cursor.tokens.length - 1)];
  return token ?? { kind: "end", at: 0, end: 0 };
};

const shapes =
  /\s*(?:(?<compare>>=|<=|!=|==|>|<|=)|(?<open>\()|(?<close>\))|(?<comma>,)|"(?<quoted>[^"]*)"|(?<word>[^\s()<>=!,"]+))/y;

/** The last token is always `end`. Throws `bad_expression`. */
export function lexTarget(text: string): Token[] {
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
  tokens.push({ kind: "end", at: text.length, end: text.length });
  return tokens;
}

function tokenOf(groups: Record<string, string | undefined>, place: { at: number; end: number }): Token {
  if (groups["word"] !== undefined) return { kind: "word", text: groups["word"], ...place };
  if (groups["quoted"] !== undefined) return { kind: "quoted", text: groups["quoted"], ...place };
  if (groups["compare"] !== undefined) return { kind: "compare", op: comparisonOf(groups["compare"]), ...place };
  if (groups["open"] !== undefined) return { kind: "open", ...place };
  if (groups["close"] !== undefined) return { kind: "close", ...place };
  return { kind: "comma", ...place };
}

const comparisons: readonly Comparison[] = [">=", "<=", "!=", "==", ">", "<"];
const comparisonOf = (text: string): Comparison => comparisons.find((op) => op === text) ?? "==";

function strayAt(text: string, from: number): AppError {
  const at = from + text.slice(from).search(/\S/);
  return text[at] === '"'
    ? badExpression("The quote that opens here is never closed.", at)
    : badExpression(`“${text[at] ?? ""}” has no meaning here.`, at, "To leave machines out, write “not tag:web”.");
}

/** The error of the whole language: what was expected, and where. */
export const badExpression = (detail: string, at: number, hint?: string): AppError =>
  new AppError("bad_expression", `${detail} (at character ${at + 1})`, {
    fields: { position: String(at) },
    ...(hint === undefined ? {} : { hint }),
  });
