/** “Tom leaves us, lock his account”, “loki acts up, restart that”: what words of the request stand for, by what was told. */
import type { Token } from "../types.ts";
import { isKnownWord } from "../typos.ts";
import type { Vocabulary } from "../vocabulary.ts";

/** The request with those words put in. */
export function withNamed(tokens: readonly Token[], told: readonly (readonly Token[])[], words: Vocabulary): Token[] {
  const person = personIn(told, words);
  const thing = unknownIn(told, words);
  return tokens.flatMap((token, at): Token[] => {
    const next = tokens[at + 1];
    const isLast =
      next === undefined ||
      next.kind === "punct" ||
      /^(?:for|on|at|in|from|to|again|please|now|there|asap|out|off|of|and|then|quickly|up|back|down)$/.test(next.low);
    if (person && /^(?:his|their)$/.test(token.low)) return [as(token, person), as(token, "'s")];
    if (person && token.low === "her") return isLast ? [as(token, person)] : [as(token, person), as(token, "'s")];
    if (person && token.low === "him") return [as(token, person)];
    // “that package”, “the user”: the one word of what was told that nobody knows.
    const isNoun = /^(?:package|packages|program|user|account|group|tool|software)$/.test(next?.low ?? "");
    if (thing && /^(?:that|this|said)$/.test(token.low) && isNoun) return [as(token, "the"), as(token, thing)];
    if (/^(?:that|this)$/.test(token.low) && isLast && at > 0) return [as(token, "it")];
    return [token];
  });
}

const as = (token: Token, word: string): Token => ({ ...token, kind: "word", raw: word, low: word.toLowerCase() });

/** Somebody who is named, and nobody else: “Tom is leaving”, “our intern Priya starts on Monday”. */
function personIn(told: readonly (readonly Token[])[], words: Vocabulary): string | undefined {
  const accounts = new Set(words.fleet.flatMap(({ facts }) => facts.accounts ?? []));
  const found = new Set(
    told.flatMap((slice) =>
      slice
        .filter(({ kind, raw, low }, at) => {
          if (kind !== "word") return false;
          const isName = /^\p{Lu}\p{Ll}+$/u.test(raw) && !isKnownWord(low, words) && !common.test(low);
          return isName || (accounts.has(low) && at === 0);
        })
        .map(({ low }) => low),
    ),
  );
  const [only, more] = found;
  return more === undefined ? only : undefined;
}
const common =
  /^(?:i|we|he|she|they|it|there|nobody|somebody|someone|people|users|customers|the|a|an|my|our|his|her|their|this|that|these|those|some|all|no|one|because|since|as|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|support|marketing|sales|accounting|management|monitoring|apparently|unfortunately|yesterday|today|tomorrow)$/;

/** The one word behind “about”, “with”, “of” that no list knows: “complained about telnet on db-3”. */
function unknownIn(told: readonly (readonly Token[])[], words: Vocabulary): string | undefined {
  const found = new Set(
    told.flatMap((slice) =>
      slice.flatMap(({ kind, low }, at) =>
        kind === "word" &&
        /^(?:about|with|of|by|found|find|found|uses?|needs?|using|needed|installed|has|have|called|named|package|over|find|finds|hates?|likes?|dislikes?|flagged|flags|reported|spotted)$/.test(
          slice[at - 1]?.low ?? "",
        ) &&
        /^[a-z][a-z0-9.+-]{2,}$/.test(low) &&
        !common.test(low) &&
        !placing.test(low) &&
        !words.machines.has(low)
          ? [low]
          : [],
      ),
    ),
  );
  const [only, more] = found;
  return more === undefined ? only : undefined;
}
const placing = /^(?:it|them|him|her|us|you|me|something|everything|nothing|to|on|at|in|from|for|been|no|not)$/;
