/**
 * What is told beside a request: why, who said so, what happened, what happens otherwise. Parts that state something and bind nothing
 * are taken out, and what is left is read as if only it had been said; the plan says what was taken so.
 */
import type { Outcome } from "../../../../domain/plan.ts";
import { onlyLooks } from "../../../../tools/assess.ts";
import type { Vocabulary } from "../vocabulary.ts";
import { type Bound, type Cuts, cutsOf, type Given, type InContext } from "./told-parts.ts";

type Read = (found: InContext | undefined) => Outcome;

/** The outcome of the request as it was said, or of what is left of it without what was told. */
export function withContext(outcome: Outcome, given: Given, read: Read): Outcome {
  const isOpen = outcome.kind === "decline" || outcome.kind === "clarify";
  const changes = changesOf(outcome);
  const isTimed = outcome.kind === "plan" && outcome.plan.schedule !== undefined;
  const cuts = cutsOf(given);
  if (!cuts) return outcome;
  if ("bound" in cuts) return isOpen ? outcome : unlessBound(cuts, outcome, given);
  const whole = cuts.whole();
  if (isOpen) {
    // What is left may hold a reason that would make a step, or a time.
    const settled = (found: InContext): Outcome => {
      const next = read(found);
      const within = { ...given, tokens: found.tokens };
      return next.kind === "plan" ? withContext(next, within, (inner) => read(inner ?? found)) : next;
    };
    return opened(outcome, { cuts, whole, settled });
  }
  if (whole && "bound" in whole && changes.length > 0) return unlessBound(whole, outcome, given);
  // “Tom leaves on Friday, lock his account”: a time in what is told is no time for it.
  if (isTimed && whole && !("bound" in whole) && !given.isTimed(whole.tokens)) {
    const next = read(whole);
    return next.kind === "decline" ? read(undefined) : withTold(next, whole);
  }
  if (changes.length > 1 && whole && !("bound" in whole)) {
    const next = read(whole);
    const fewer = changesOf(next);
    const isPart = fewer.length < changes.length && fewer.every((step) => changes.includes(step));
    if (fewer.length > 0 && isPart) return withTold(next, whole);
  }
  const isLook = outcome.kind === "plan" && outcome.plan.diagnosis !== undefined;
  const named = isLook && whole && !("bound" in whole) && whole.isNamed ? whole : undefined;
  const plain = cuts.plain() ?? named;
  const isTaken = plain !== undefined && isMixedIn(plain, outcome);
  if (!plain || (changes.length > 0 && !isTaken)) return outcome;
  // “show me the log, customers complain”: what is asked for, and no word of what is told.
  const next = read(plain);
  const isMeant = isTaken ? changesOf(next).length >= changes.length : isLook || changesOf(next).length === 0;
  return isMeant && (next.kind === "plan" || next.kind === "answer") ? withTold(next, plain) : outcome;
}

/** A word that is only in what is told stands in a step: “name it pre-patch, it has been bothering me”. */
function isMixedIn({ tokens, told }: InContext, outcome: Outcome): boolean {
  if (outcome.kind !== "plan" || told.some((one) => /^(?:his|her|its|their|the) (?:\S+ ){1,3}(?:is|are) /i.test(one)))
    return false;
  const kept = new Set(tokens.map(({ low }) => low));
  const inputs = new Set(
    outcome.plan.steps.flatMap(
      ({ input }) =>
        JSON.stringify(input)
          .toLowerCase()
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  );
  return told.some((one) =>
    one
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .some((word) => word !== "" && !kept.has(word) && inputs.has(word)),
  );
}

/** What could not be read, or not for sure, without what is told in it. */
function opened(
  outcome: Outcome,
  {
    cuts,
    whole,
    settled,
  }: { cuts: Cuts; whole: InContext | Bound | undefined; settled: (found: InContext) => Outcome },
): Outcome {
  let asked: Outcome | undefined;
  for (const found of cuts.each()) {
    const next = settled(found);
    const isChange = changesOf(next).length > 0;
    // What binds and was taken for told within was not understood.
    if (isChange && (found.isMany || (whole && "bound" in whole && isAside(next)))) continue;
    if (next.kind === "plan" || next.kind === "answer") return withTold(next, found);
    if (next.kind === "clarify" && outcome.kind === "decline") asked ??= next;
  }
  return asked ?? outcome;
}

const unlessBound = ({ bound, opposes }: Bound, outcome: Outcome, { words }: Given): Outcome =>
  changesOf(outcome).length > 0 && (opposes || (isAside(outcome) && !saysWhere(bound, outcome, words)))
    ? held(bound)
    : outcome;

/** “it is the one on app-2”, where that is where it would be done. */
const saysWhere = (bound: string, outcome: Outcome, { fleet }: Vocabulary): boolean =>
  /^(?:it|that|this|they|the one|i mean|we mean)\b/i.test(bound) &&
  outcome.kind === "plan" &&
  outcome.plan.steps.every(({ machineIds }) =>
    machineIds.every((id) => fleet.some((machine) => machine.id === id && bound.includes(machine.name))),
  );

const taken = "Taken as said beside it: ";
const isAside = (outcome: Outcome): boolean =>
  outcome.kind === "plan" &&
  (outcome.plan.assumptions.some((text) => text.startsWith(taken)) || outcome.plan.schedule !== undefined);
const held = (words: string): Outcome => ({
  kind: "decline",
  reason: `“${words}” may speak against it, or say how or when, so nothing was planned. Say it without that to have it done now.`,
  nearest: [],
});

const changesOf = (outcome: Outcome): string[] =>
  outcome.kind === "plan"
    ? outcome.plan.steps
        .filter((step) => !onlyLooks(step))
        .map(({ tool, input, machineIds }) => JSON.stringify([tool, input, machineIds]))
    : [];

function withTold(outcome: Outcome, { told }: InContext): Outcome {
  if (outcome.kind !== "plan") return outcome;
  const said = `${taken}${told.map((one) => `“${one}”`).join(", ")}`;
  const { plan } = outcome;
  return {
    kind: "plan",
    plan: { ...plan, assumptions: [...plan.assumptions, said], understood: `${plan.understood} ${said}.` },
  };
}
