/** Cuts a request where sentences, and clauses that give a reason, end: the parts of which some may only be told. */
import type { Token } from "../types.ts";

/** Tokens `from` up to, without, `to`; `lead`: the word that joins it to what is before, which belongs to neither. */
export type Part = { from: number; to: number; lead: string };

const sign = /^(?:[.,;!?:()…]|-+|–|—)$/;
const someone =
  /^(?:i|we|he|she|they|it|there|nobody|noone|somebody|someone|everybody|everyone|people|users|customers|clients|the|a|an|my|our|his|her|their|this|that|these|those|no|some|all|otherwise)$/;
const person =
  /^(?:i|we|he|she|they|it|there|nobody|somebody|someone|everybody|everyone|people|users|customers|clients|otherwise)$/;

/** In the order in which they were said. */
export function partsOf(tokens: readonly Token[]): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let lead = "";
  const close = (to: number, next: number, joined: string) => {
    if (to > from) parts.push({ from, to, lead });
    from = next;
    lead = joined;
  };
  for (const [at, token] of tokens.entries()) {
    const isGlued = tokens[at - 1]?.end === token.at && tokens[at + 1]?.at === token.end;
    if (token.kind === "punct" && sign.test(token.low) && !isGlued) {
      close(at, at + 1, "");
      continue;
    }
    const joins = token.kind === "word" && at >= from ? joinAt(tokens, at, from) : 0;
    if (joins === 0) continue;
    const words = tokens.slice(at, at + joins).map(({ low }) => low);
    close(at, at + joins, words.join(" "));
  }
  close(tokens.length, tokens.length, "");
  return parts;
}

/** How many words there join two clauses. */
function joinAt(tokens: readonly Token[], at: number, from: number): number {
  const word = tokens[at]?.low ?? "";
  const next = tokens[at + 1]?.low ?? "";
  const after = tokens[at + 2]?.low ?? "";
  const isCapital = /^\p{Lu}/u.test(tokens[at + 1]?.raw ?? "");
  if (at > from && /^(?:because|cause|cuz|coz|cos)$/.test(word)) return 1;
  if (at === from && /^(?:because|cause|cuz|coz|cos|since|as|while|before|so|and|or|now)$/.test(word)) {
    if (word === "now") return next === "that" ? 2 : 0;
    if (word === "so" && next === "that") return 2;
    if (word === "or" && next === "else") return 2;
    if (word === "so") return /^(?:i|we|he|she|they|it|there|nobody|people|users)$/.test(next) ? 1 : 0;
    if (word === "and" || word === "or") return person.test(next) ? 1 : 0;
    return someone.test(next) || isCapital ? 1 : 0;
  }
  // “…, but Mira is deploying”: an objection, wherever it stands.
  if (
    at > 0 &&
    /^(?:but|although|though|however)$/.test(word) &&
    (person.test(next) || someone.test(next) || isCapital) &&
    after !== ""
  )
    return 1;
  if (at === from) return 0;
  if (word === "so" && next === "that") return 2;
  if (word === "or" && next === "else") return 2;
  if (word === "now" && next === "that") return 2;
  if (word === "so") return 1;
  if (word === "and" || word === "or") return person.test(next) && after !== "" ? 1 : 0;
  if (word === "since" || word === "as" || word === "while" || word === "before")
    return (person.test(next) ||
      (someone.test(next) && !/^(?:the|a|an|this|that)$/.test(next)) ||
      isCapital ||
      (word !== "since" && /^(?:the|a)$/.test(next))) &&
      after !== ""
      ? 1
      : 0;
  return 0;
}
