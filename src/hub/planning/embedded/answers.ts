/**
 * What a person says to a question: first an answer to that question (a number, a name, several, all), then what fills the gap in the
 * request, and a new request only where it clearly is one, which is said. What is none of these is asked about again.
 */
import { parseTarget, select, targetOfNames } from "../../../domain/target.ts";
import { AppError } from "../../../domain/error.ts";
import type { Outcome } from "../../../domain/plan.ts";
import { optionOf, type Option } from "../../../domain/options.ts";
import type { PlanRequest } from "../planner.ts";
import type { Again } from "./follow.ts";
import { lex } from "./lex.ts";
import { mark } from "./mark.ts";
import { refusedText } from "./refuse.ts";
import { isOrder } from "./remarks.ts";
import type { Place } from "./types.ts";
import { decline } from "./unread.ts";
import { vocabularyOf } from "./vocabulary.ts";

type Asked = Extract<Outcome, { kind: "clarify" }>;
type Run = (request: PlanRequest, again?: Again) => Outcome;

/** The same question, also where it was asked again with a word in front on what was said to it. */
export const isSameQuestion = (one: string, other: string): boolean => one.endsWith(other) || other.endsWith(one);

export function answered(request: PlanRequest, outcome: Outcome, run: Run): Outcome {
  if (outcome.kind !== "clarify") return outcome;
  const given = request.answers?.findLast(({ question }) => isSameQuestion(question, outcome.question));
  if (!given || given.answer === request.text || refusedText(given.answer) !== undefined) return outcome;
  const rest = request.answers?.filter((one) => one !== given) ?? [];
  const isLast = given === request.answers?.at(-1);
  const read = readAnswer(outcome, given.answer, request);
  if (read.kind === "none") return decline("None of them was meant, so nothing was planned.", []);
  const said = (answer: string): Outcome => {
    const now = { ...request, answers: [...rest, { question: outcome.question, answer }] };
    const again = run(now);
    const isAnswered = again.kind !== "clarify" || !isSameQuestion(again.question, outcome.question);
    if (isAnswered) return answered({ ...request, answers: rest }, again, run);
    // What an option says is a request of its own.
    return alone({ ...request, answers: rest }, answer, run);
  };
  if (read.kind === "value") {
    const next =
      read.value === given.answer ? alone({ ...request, answers: rest }, given.answer, run) : said(read.value);
    if (next.kind === "plan" || !read.place) return next;
    // Who asked takes only what it offered: then the same request with this place.
    const replaced = run({ ...request, answers: rest }, { request: request.text, place: read.place });
    if (replaced.kind === "plan" || next.kind !== "decline") return replaced.kind === "plan" ? replaced : next;
    if (!next.reason.startsWith("I do not understand")) return next;
  }
  const own = clearly.test(given.answer.trim()) || isOrder(given.answer.trim().toLowerCase());
  const leaving = own ? alone({ ...request, answers: rest }, given.answer, run) : undefined;
  if (leaving && leaving.kind !== "decline")
    return outcome.options.length > 0 ? left(leaving, outcome.question) : leaving;
  const filled =
    outcome.options.length === 0 || given.answer.includes("/")
      ? fill({ ...request, answers: rest }, { asked: outcome, answer: given.answer }, run)
      : undefined;
  if (filled) return filled;
  if (!isLast) return outcome;
  return askedAgain(
    outcome,
    read.kind === "several" ? `“${given.answer}” fits ${read.names}.` : undefined,
    given.answer,
  );
}

const clearly =
  /^(?:please |actually,? |instead,? |rather,? |no,? |can you |could you )*(?:what|which|who|whose|how|why|when|where|is|are|does|do|did|has|have|was|were|should|every|tell|show)\b.*\s/i;

const alone = (request: PlanRequest, text: string, run: Run): Outcome =>
  text === request.text ? run(request) : answered({ ...request, text }, run({ ...request, text }), run);

type Read = Option & { place?: Place };

function readAnswer({ options, about }: Asked, answer: string, request: PlanRequest): Read {
  if (options.some(({ value }) => value === answer)) return { kind: "value", value: answer };
  if (about === "target" && isTarget(answer, request)) {
    const place = placeIn(answer, request);
    return { kind: "value", value: answer, ...(place ? { place } : {}) };
  }
  const value = optionOf(options, answer);
  if (value.kind === "value" || value.kind === "none") return value;
  const place = about === "target" ? placeIn(answer, request) : undefined;
  if (!place) return value;
  const named = place.parts.flatMap((part) => part.machines);
  const less = new Set(place.minus.flatMap((part) => part.machines));
  const offered = new Set(options.map(({ label }) => label));
  const inside = named.filter(({ name }) => offered.has(name));
  const names = [
    ...new Set((inside.length > 0 ? inside : named).filter((one) => !less.has(one)).map(({ name }) => name)),
  ];
  const isOne = place.parts.every(({ count }) => count === "one") && place.parts.length === 1;
  if (names.length === 0) return value;
  if (isOne && names.length > 1) return { kind: "several", names: names.slice(0, 8).join(", ") };
  return { kind: "value", value: targetOfNames(names), place };
}

function isTarget(answer: string, { fleet }: PlanRequest): boolean {
  try {
    return !/^\d+$/.test(answer.trim()) && select(parseTarget(answer), fleet).length > 0;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** “both app servers”, “the ubuntu ones”: machines in the words of a request. */
function placeIn(answer: string, { fleet }: PlanRequest): Place | undefined {
  const words = vocabularyOf(fleet);
  const { source, tokens } = lex(answer);
  const { text, entities } = mark(tokens, words, { source, machinesFirst: true });
  const id =
    /^(?:(?:please|on|the|only|just|i|mean|want|take|use|of|for|both|all) )*@t(\d+)(?: (?:please|only|then|thanks|ones?|of|them|[.!,]))*$/.exec(
      text,
    )?.[1];
  const entity = id === undefined ? undefined : entities[Number(id)];
  return entity?.kind === "t" ? entity.place : undefined;
}

/** What the request lacked is put into it: in the place of what was asked about, or behind it. */
function fill(
  request: PlanRequest,
  { asked, answer }: { asked: Asked; answer: string },
  run: Run,
): Outcome | undefined {
  const { text } = request;
  const said = answer.trim().replace(/[.!]+$/, "");
  const quoted = /“([^”]+)”/.exec(asked.question)?.[1];
  const whole = text.trim().replace(/[.!?]+$/, "");
  const at = quoted === undefined ? -1 : whole.toLowerCase().indexOf(quoted.toLowerCase());
  const inPlace =
    quoted !== undefined && at !== -1 && quoted.length < whole.length
      ? [whole.slice(0, at) + said + whole.slice(at + quoted.length)]
      : [];
  const named = whole.replace(pronoun, said);
  const tries = [
    ...(named === whole ? [] : [named]),
    ...inPlace,
    `${whole} ${said}`,
    `${whole} on ${said.replace(/^on /i, "")}`,
    `${whole} next to ${said.replace(/^next to /i, "")}`,
    `${whole} called ${said}`,
    `${whole} to ${said}`,
    said,
  ];
  for (const one of tries) {
    if (refusedText(one) !== undefined || one === text) continue;
    const outcome = answered({ ...request, text: one }, run({ ...request, text: one }), run);
    const isOther = outcome.kind === "clarify" && !isSameQuestion(outcome.question, asked.question) && one !== said;
    if (outcome.kind === "plan" || (isOther && outcome.about === "target")) return outcome;
    if (one === said && outcome.kind !== "decline" && !isFleetList(outcome)) return outcome;
  }
  return undefined;
}

/** A place alone is told of as a list of machines: no answer to what was asked. */
const isFleetList = (outcome: Outcome): boolean => outcome.kind === "answer";
const pronoun = /\b(?:it|that one|this one|the other one|that thing|the thing|that|this|them|those|these)\b/i;

function askedAgain(asked: Asked, why: string | undefined, answer: string): Outcome {
  const { question } = asked;
  const plain = question.replace(
    /^“[^”]*” (?:fits [^.]*|is none of (?:these|what can be meant)|is no answer that I understand)\. /,
    "",
  );
  const told =
    why ??
    `“${answer.trim().slice(0, 80)}” is ${asked.options.length > 0 ? "none of these" : "no answer that I understand"}.`;
  return { ...asked, question: `${told} ${plain}` };
}

/** It is said that the question is open no more. */
function left(outcome: Outcome, question: string): Outcome {
  const said = `The question “${question}” is left: this is taken as a request of its own`;
  if (outcome.kind === "answer") return { ...outcome, text: `${outcome.text} (${said}.)` };
  if (outcome.kind !== "plan") return outcome;
  const { plan } = outcome;
  return {
    kind: "plan",
    plan: { ...plan, assumptions: [...plan.assumptions, said], understood: `${plan.understood} ${said}.` },
  };
}
