/** Reading phrases of the fleet's vocabulary from tokens. */
import { startsWithVersion } from "../../../domain/target-version.ts";
import type { Token } from "./types.ts";
import type { Qualifier, Vocabulary } from "./vocabulary.ts";

/** A phrase that was read from `from` up to, without, `end`. */
export type Read<T> = { value: T; end: number };
export type Reader = { tokens: readonly Token[]; words: Vocabulary };

export const wordAt = ({ tokens }: Reader, at: number): string | undefined => tokens[at]?.low;

/** The longest phrase of `map` that begins at `at`. */
export function longestIn<T>(
  reader: Reader,
  at: number,
  map: ReadonlyMap<string, T>,
): Read<{ value: T; said: string }> | undefined {
  let best: Read<{ value: T; said: string }> | undefined;
  let said = "";
  for (let end = at; end < Math.min(at + reader.words.longest, reader.tokens.length); end += 1) {
    const token = reader.tokens[end];
    if (token?.kind !== "word" && token?.kind !== "number") break;
    said = said === "" ? token.low : `${said} ${token.low}`;
    const value = map.get(said);
    if (value !== undefined) best = { value: { value, said }, end: end + 1 };
  }
  return best;
}

/** A system in one version: “Ubuntu 22.04”. */
export const ofVersion = ({ expr, machines }: Qualifier, version: string): Qualifier => ({
  expr: `${expr}-${version}`,
  machines: new Set([...machines].filter(({ facts }) => startsWithVersion(facts.osVersion, version))),
});
