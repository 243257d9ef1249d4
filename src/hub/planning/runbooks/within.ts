/** People's own sentences inside of a longer request: each becomes one mark, `@own0`, that a clause can be. */
import { negation } from "../embedded/refuse.ts";
import type { Token } from "../embedded/types.ts";
import type { PlanRequest } from "../planner.ts";
import { type OwnSaid, runbooksFor, targetIn } from "./own.ts";

/** In longer texts people tell something; a sentence of a runbook in it may be part of what is told. */
const tokensMost = 80;
/** As long as a clause may be. */
const clauseMost = 30;

const joins = new Set(["and", "then", "but", "also", "afterwards", "next", "finally"]);
const conditions = new Set(["if", "when", "whenever", "unless", "only", "once"]);
const isSign = ({ kind, low }: Token): boolean => kind === "punct" && /^[.,;!?]$/.test(low);
const isEnd = ({ kind, low }: Token): boolean => kind === "punct" && /^[.;!?]$/.test(low);
const isJoin = (token: Token): boolean => isSign(token) || (token.kind === "word" && joins.has(token.low));

/** The longest first, from the left. Nothing is taken out of a sentence that says no before it. */
export function ownSaidIn(
  tokens: readonly Token[],
  source: string,
  request: PlanRequest,
): { tokens: Token[]; own: OwnSaid[] } {
  const books = request.runbooks ?? [];
  const own: OwnSaid[] = [];
  if (books.length === 0 || tokens.length > tokensMost || request.failed || request.rejected)
    return { tokens: [...tokens], own };
  const made: Token[] = [];
  for (let from = 0; from < tokens.length;) {
    const found = mayBegin(tokens, from) ? longestFrom(tokens, from, { source, request }) : undefined;
    const first = tokens[from];
    if (!first) break;
    if (found) {
      const name = `@own${own.length}`;
      own.push(found.said);
      made.push({ kind: "word", raw: name, low: name, at: first.at, end: tokens[found.end - 1]?.end ?? first.end });
      from = found.end;
    } else {
      made.push(first);
      from += 1;
    }
  }
  return { tokens: made, own };
}

function mayBegin(tokens: readonly Token[], from: number): boolean {
  const before = tokens[from - 1];
  if (tokens[from] === undefined || isJoin(tokens[from])) return false;
  if (before !== undefined && !isJoin(before)) return false;
  const start = tokens.findLastIndex((token, at) => at < from && isEnd(token)) + 1;
  const ahead = tokens.slice(start, from).map(({ low }) => low);
  // “if it does not answer, …” says no of a state; “do not touch it, …” of what is to be done.
  return !negation.test(ahead.join(" ")) || conditions.has(ahead[0] ?? "");
}

/** “then unstick it”: the machines of the clause before. */
const pronoun = /^(?:it|them|there|those|that (?:one|machine|server|host)|these (?:machines|servers))$/;

function longestFrom(
  tokens: readonly Token[],
  from: number,
  { source, request }: { source: string; request: PlanRequest },
): { said: OwnSaid; end: number } | undefined {
  for (let end = Math.min(tokens.length, from + clauseMost); end > from; end -= 1) {
    const [first, last, next] = [tokens[from], tokens[end - 1], tokens[end]];
    if (!first || !last || isJoin(last)) continue;
    if (next && !isJoin(next) && !(next.kind === "word" && conditions.has(next.low))) continue;
    const text = source.slice(first.at, last.end);
    const there = /\bthere\b/i.test(text) && !/\bthere (?:is|are)\b/i.test(text);
    for (const form of there ? [text, text.replace(/ (?:over |up |down )?there\b/i, "")] : [text])
      for (const { book, values } of runbooksFor(form, request.runbooks ?? [])) {
        const target = values.get("target") ?? values.get("t");
        if (target !== undefined && pronoun.test(target)) return { said: { book, values, there: true }, end };
        if (targetIn(values, request) !== "none")
          return { said: { book, values, ...(form !== text && target === undefined ? { there } : {}) }, end };
      }
  }
  return undefined;
}
