/**
 * What a changing plan leaves out of a request is said on it. A part of a form may take any word, and a reason behind “before” or
 * “so that” any number; none of them may go unseen into what a person approves.
 */
import type { Outcome } from "../../../domain/plan.ts";
import { onlyLooks } from "../../../tools/assess.ts";
import type { Token } from "./types.ts";
import { isKnownWord } from "./typos.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The same outcome; a plan that changes something says which words nobody knows and nothing of it holds. */
export function withLeftOut(outcome: Outcome, tokens: readonly Token[], words: Vocabulary): Outcome {
  if (outcome.kind !== "plan" || outcome.plan.steps.every(onlyLooks)) return outcome;
  const { plan } = outcome;
  const told = JSON.stringify([plan.understood, plan.assumptions, plan.steps.map(({ input }) => input)]).toLowerCase();
  const left = tokens.filter(
    ({ kind, low }) => kind === "word" && /^\p{L}{4,}$/u.test(low) && !isKnownWord(low, words) && !told.includes(low),
  );
  if (left.length === 0) return outcome;
  const said = `Not understood, and left out: ${[...new Set(left.map(({ raw }) => `“${raw}”`))].join(", ")}`;
  return {
    kind: "plan",
    plan: { ...plan, assumptions: [...plan.assumptions, said], understood: `${plan.understood} ${said}.` },
  };
}
