/** Words that stand for a machine or machines that are named elsewhere in the request. */
import type { Token } from "./types.ts";

const thingNoun = /^(?:services?|containers?|daemons?|instances?|units?)$/;
/** “all Apache services tagged 'x'” are those on all machines tagged so. */
export function onTagged(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token, at) => {
    const isTail = /^(?:tagged|matching)$/.test(token.low) && thingNoun.test(tokens[at - 1]?.low ?? "");
    return isTail
      ? [...["on", "all", "machines"].map((low): Token => ({ ...token, kind: "word", raw: low, low })), token]
      : [token];
  });
}
