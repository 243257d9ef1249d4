/** What `${x%.log}`, `${x/a/b}`, `${x:1:3}` and `${x,,}` make of a value that is known. */
import type { ParameterOperation, Word } from "unbash";
import type { Piece } from "./scope.ts";

/** Longer values are not gone through. */
const longest = 256;

/** `textOf`: what stands in the operation, where it is known. Undefined where the result is not known. */
export function transformed(
  operation: ParameterOperation,
  { text, known, glob }: Piece,
  textOf: (word: Word) => string | undefined,
): Piece | undefined {
  if (!known || text.length > longest) return undefined;
  const result = (made: string | undefined): Piece | undefined =>
    made === undefined ? undefined : { text: made, known: true, glob };
  if (operation.type === "Remove") return result(removed(text, operation.operator, textOf(operation.operand)));
  if (glob) return undefined;
  switch (operation.type) {
    case "Replace":
      return result(replaced(text, operation.operator, [textOf(operation.pattern), textOf(operation.replacement)]));
    case "Slice":
      return result(sliced(text, textOf(operation.offset), operation.length ? textOf(operation.length) : ""));
    case "CaseModification":
      return operation.operand ? undefined : result(cased(text, operation.operator));
    default:
      return undefined;
  }
}

/** The pattern as the source of an expression; undefined where it is more than stars and question marks. */
function sourceOf(pattern: string | undefined): string | undefined {
  if (pattern === undefined || pattern.length > longest || /[[\]\\()]/.test(pattern)) return undefined;
  if ((pattern.match(/\*/g) ?? []).length > 1) return undefined;
  return pattern
    .split("")
    .map((char) => (char === "*" ? "[^]*" : char === "?" ? "[^]" : char.replace(/[.+^${}|]/, "\\$&")))
    .join("");
}

function removed(text: string, operator: string, pattern: string | undefined): string | undefined {
  const source = sourceOf(pattern);
  if (source === undefined) return undefined;
  const whole = new RegExp(`^${source}$`);
  const shortest = operator.length === 1;
  const lengths = Array.from({ length: text.length + 1 }, (_, index) => (shortest ? index : text.length - index));
  const atStart = operator.startsWith("#");
  const part = lengths.find((length) => whole.test(atStart ? text.slice(0, length) : text.slice(text.length - length)));
  if (part === undefined) return text;
  return atStart ? text.slice(part) : text.slice(0, text.length - part);
}

function replaced(text: string, operator: string, [pattern, replacement]: (string | undefined)[]): string | undefined {
  const source = sourceOf(pattern);
  if (source === undefined || source === "" || replacement === undefined || replacement.includes("&")) return undefined;
  const shape = operator === "/#" ? `^${source}` : operator === "/%" ? `${source}$` : source;
  return text.replace(new RegExp(shape, operator === "//" ? "g" : ""), () => replacement);
}

function sliced(text: string, offset: string | undefined, length: string | undefined): string | undefined {
  const from = numberOf(offset);
  if (from === undefined) return undefined;
  const rest = text.slice(from);
  const count = length === "" ? rest.length : numberOf(length);
  return count === undefined ? undefined : rest.slice(0, count);
}

const numberOf = (text: string | undefined): number | undefined => {
  const trimmed = (text ?? "").trim();
  return /^-?\d{1,6}$/.test(trimmed) ? Number(trimmed) : undefined;
};

function cased(text: string, operator: string): string | undefined {
  if (operator === "^^") return text.toUpperCase();
  if (operator === ",,") return text.toLowerCase();
  if (operator === "^") return text.slice(0, 1).toUpperCase() + text.slice(1);
  if (operator === ",") return text.slice(0, 1).toLowerCase() + text.slice(1);
  return undefined;
}
