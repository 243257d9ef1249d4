/** What an answer cost, from its tokens and the prices that somebody has written down. */
import type { ModelUsage } from "../model.ts";
import type { Prices } from "./endpoint.ts";

const million = 1_000_000;

/** In micro-USD, rounded up: a ceiling is never passed by rounding. */
export function costOf(
  { inputTokens, cachedTokens, outputTokens }: Pick<ModelUsage, "inputTokens" | "cachedTokens" | "outputTokens">,
  prices: Prices,
): number {
  const cached = Math.min(cachedTokens, inputTokens);
  const paid =
    (inputTokens - cached) * prices.input + cached * (prices.cached ?? prices.input) + outputTokens * prices.output;
  return Math.ceil(paid / million);
}

/** By the rule of thumb of four characters a token, for endpoints that do not count. */
export const tokensIn = (characters: number): number => Math.ceil(characters / 4);
