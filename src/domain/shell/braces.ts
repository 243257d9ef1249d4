/** Brace expansion: `{a,b}` and `{1..9}` make several words of one. */
import type { Word } from "unbash";

const mostCopies = 64;

/** The words as texts; undefined where there is nothing to expand, `many` where there are too many to name. */
export function bracesOf(word: Word): string[] | "many" | undefined {
  const brace = word.parts?.find(({ type }) => type === "BraceExpansion");
  if (!brace) return undefined;
  // Each one multiplies what the others make.
  const openings = word.text.split("{").length;
  if (openings > 7 || word.text.length > 4_096) return "many";
  const from = word.text.indexOf(brace.text);
  if (from < 0) return "many";
  const choices = choicesOf(brace.text.slice(1, -1));
  if (choices === undefined || choices.length > mostCopies) return "many";
  const before = word.text.slice(0, from);
  const after = word.text.slice(from + brace.text.length);
  return choices.map((choice) => before + choice + after);
}

function choicesOf(body: string): string[] | undefined {
  const range = /^(-?\d{1,9}|[A-Za-z])\.\.(-?\d{1,9}|[A-Za-z])$/.exec(body);
  if (range?.[1] !== undefined && range[2] !== undefined) return rangeOf(range[1], range[2]);
  if (/\.\./.test(body)) return undefined;
  const choices: string[] = [""];
  let depth = 0;
  let quote = "";
  for (let at = 0; at < body.length; at++) {
    const char = body.charAt(at);
    if (char === "\\") {
      choices.push((choices.pop() ?? "") + char + body.charAt(++at));
      continue;
    }
    if (quote !== "") quote = char === quote ? "" : quote;
    else if (char === "'" || char === '"') quote = char;
    else if (/[{(]/.test(char)) depth++;
    else if (/[})]/.test(char)) depth--;
    if (char === "," && depth === 0 && quote === "") choices.push("");
    else choices.push((choices.pop() ?? "") + char);
  }
  return choices.length > 1 ? choices : undefined;
}

function rangeOf(first: string, last: string): string[] | undefined {
  const numbers = /\d/.test(first) && /\d/.test(last);
  const from = numbers ? Number(first) : first.charCodeAt(0);
  const to = numbers ? Number(last) : last.charCodeAt(0);
  const count = Math.abs(to - from) + 1;
  if (count > mostCopies) return undefined;
  return Array.from({ length: count }, (_, index) => {
    const each = from <= to ? from + index : from - index;
    return numbers ? String(each) : String.fromCharCode(each);
  });
}
