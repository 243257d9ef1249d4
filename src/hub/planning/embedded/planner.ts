/**
 * The embedded planner: no key, no network. It understands what its templates and runbooks say, over the live fleet,
 * and says so plainly where it does not understand. It never guesses on a change.
 */
import { AppError } from "../../../domain/error.ts";
import type { Outcome } from "../../../domain/plan.ts";
import { parseTarget, select } from "../../../domain/target.ts";
import type { Planner, PlanRequest } from "../planner.ts";
import { sayAliases, setsIn, withAliases } from "./aliases.ts";
import { withContext } from "./context/context.ts";
import { withReminders } from "./reminders.ts";
import { byOwnRunbook } from "../runbooks/own.ts";
import { answered } from "./answers.ts";
import { fromFacts } from "./facts-known.ts";
import { type Again, followed } from "./follow.ts";
import { goneOn } from "./follow-more.ts";
import { frames } from "./frames/index.ts";
import { inEnglish, isHeld, isUnread, languageOf, namesOf, type Language } from "./lang/gloss.ts";
import { lex } from "./lex.ts";
import { mark } from "./mark.ts";
import { meanings, type Reading } from "./read.ts";
import { readAs } from "./read-own.ts";
import { greeted, unmade, wondered } from "./no-request.ts";
import { refusedText } from "./refuse.ts";
import { scheduled } from "./schedule.ts";
import type { Now } from "./schedule-shapes.ts";
import { timingOf } from "./timing.ts";
import { lookedAtNow } from "./told-times.ts";
import { atTwoTimes, twoTimesOf } from "./two-times.ts";
import type { Token } from "./types.ts";
import { choose, repair, type Repaired } from "./typos.ts";
import { decline } from "./unread.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";

export const embeddedPlanner: Planner = async (request) => {
  try {
    return withReminders(sayAliases(fromFacts(outcomeFor(request), request), request), request);
  } catch (error) {
    // Words that led to what a tool does not take: a path that is none, a number out of range.
    if (error instanceof AppError && error.code === "bad_input") return decline(`${error.detail}.`, []);
    throw error;
  }
};

function outcomeFor(request: PlanRequest): Outcome {
  const refused = refusedText(request.text);
  if (refused !== undefined) return decline(refused, []);
  const own = byOwnRunbook(request);
  if (own) return answered(request, own, (asked) => byOwnRunbook(asked) ?? plan(asked));
  const greeting = request.fleet.length === 0 ? undefined : greeted(request, plan);
  if (greeting) return greeting;
  return unmade(request, wondered(request, spokenFor(request), plan));
}

/** In English, or in what else is understood. */
function spokenFor(request: PlanRequest): Outcome {
  const foreign = languageOf(request.text);
  if (foreign === undefined) return answered(request, plan(request), plan);
  const { language, isSure } = foreign;
  if (isSure) return translated(request, language);
  const first = answered(request, plan(request), plan);
  if (first.kind !== "decline") return first;
  const second = translated(request, language);
  return second.kind === "decline" ? first : second;
}

const onlyThese =
  "I did not understand this. Without a language model I know English, and the common requests in German, Spanish and Chinese.";

/** The same request in English words, and what they are, so that a person sees what was read. */
function translated(request: PlanRequest, language: Language): Outcome {
  const text = inEnglish(request.text, language, namesOf(vocabularyOf(request.fleet)));
  if (refusedText(text) !== undefined) return decline(onlyThese, []);
  const outcome = answered({ ...request, text }, plan({ ...request, text }), plan);
  if (outcome.kind === "decline")
    return decline(`${onlyThese} In English words it says “${text}”: ${outcome.reason}`, outcome.nearest);
  if (isUnread(request.text, outcome)) return decline(`${onlyThese} In English words it says “${text}”.`, []);
  if (isHeld(request.text, language, outcome))
    return decline(`This forbids a change, tells of one or asks about it, so nothing was planned. ${again}`, []);
  if (outcome.kind !== "plan") return outcome;
  const read = `In English words: “${text}”`;
  const { plan: made } = outcome;
  return {
    kind: "plan",
    plan: { ...made, assumptions: [...made.assumptions, read], understood: `${made.understood} ${read}.` },
  };
}
const again = "Say it by itself to have it done.";

/** `again`: an earlier request with another place or thing. */
function plan(asked: PlanRequest, again?: Again): Outcome {
  const goes = again ? undefined : goneOn(asked, plan);
  if (goes) return goes;
  const request = asked.known?.length ? { ...asked, fleet: withAliases(asked.fleet, asked.known) } : asked;
  const words = vocabularyOf(request.fleet, setsIn(request.known));
  const limited = request.on !== undefined && request.on.trim() !== "" && request.on.trim() !== "all";
  let fleet = words.fleet;
  try {
    if (limited) fleet = select(parseTarget(request.on ?? ""), words.fleet);
  } catch (error) {
    if (error instanceof AppError) return decline(`${error.detail} The expression was “${request.on ?? ""}”.`, []);
    throw error;
  }
  if (words.fleet.length === 0) return decline("There is no machine yet. Add one first.", []);
  if (fleet.length === 0) return decline(`No machine fits ${request.on ?? ""}.`, []);
  // Typing mistakes are repaired against the words of all templates, and those are compiled at the first request.
  frames();
  meanings();
  const { source, tokens } = lex(request.text);
  const fixed = repair(tokens, words);
  const before = again ? undefined : request.before;
  const follows = before && followed(mark(fixed.tokens, words, { source, machinesFirst: true }), before, words);
  if (follows?.kind === "outcome") return follows.outcome;
  // The earlier one may itself have gone on from another.
  if (follows) return replayed(request, follows.again, words);
  const given = { words, source, limited, fleet, request, ...(again ? { again } : {}) };
  const now = nowOf(request);
  const isTimed = (kept: readonly Token[]): boolean => now !== undefined && timingOf(kept, now)?.kind === "later";
  const repairsIn = (kept: readonly Token[]) =>
    fixed.repairs.filter(({ typed }) => kept.some(({ raw }) => raw === typed));
  return withContext(timed(fixed, given), { tokens: fixed.tokens, words, source, isTimed }, (found) =>
    found
      ? timed(
          { tokens: found.tokens, choices: [], repairs: repairsIn(found.tokens) },
          { ...given, spoken: found.spoken },
        )
      : readBoth({ ...given, ...fixed }),
  );
}

/** Undefined where a time is no time at which something is done. */
function nowOf(request: PlanRequest): Now | undefined {
  // A job for a machine's own cron is made now; when it runs is a part of it.
  const isForCron =
    /\b(?:add|create|make|set up|install|put|need|want)\b.*(?:\bcron ?(?:tab|job|entry|line)|\b(?:to|into|in) cron)\b/i.test(
      request.text,
    );
  // When an account ends is no time at which something is done.
  const isForEnd = /\b(?:account|user|password)\b.*\b(?:expires?|expiry|expiration|valid until)\b/i.test(request.text);
  return isForCron || isForEnd ? undefined : { nowMs: request.nowMs, timeZone: request.timeZone ?? "UTC" };
}

/** At its time, if one is said. */
function timed(fixed: Repaired, given: Omit<Reading, "tokens" | "repairs">): Outcome {
  const { request } = given;
  const now = nowOf(request);
  const timing = now && timingOf(fixed.tokens, now);
  // “tonight? no, now”: which of the two is no guess.
  if (timing && /\?\s*(?:no|nah|nope)\b[\s,.!-]*(?:now|right now|right away|immediately|at once)\b/i.test(request.text))
    return decline("It names a time and takes it back. Say it once more without the time to have it done now.", []);
  if (timing?.kind === "unclear")
    return { kind: "clarify", question: timing.question, about: "argument", options: timing.options };
  if (timing?.kind === "told")
    return lookedAtNow(readBoth({ ...given, ...fixed, tokens: timing.tokens }), {
      told: timing.told,
      nowMs: request.nowMs,
    });
  const later = timing?.scheduled;
  if (later && /^(?:what|how|which|who)\b.*\bwill\b/i.test(request.text.trim()))
    return decline("What will be is not known; what is now can be looked at.", []);
  const two = now && later && twoTimesOf(fixed.tokens, now);
  const apart = two && atTwoTimes(two, (tokens) => readBoth({ ...given, ...fixed, tokens }));
  if (apart) return apart;
  const planned = later && scheduled(readBoth({ ...given, ...fixed, tokens: later.tokens }), later);
  if (planned && planned.kind !== "decline") return planned;
  const outcome = planned?.kind === "decline" ? planned : readBoth({ ...given, ...fixed });
  const [choice, more] = fixed.choices;
  return outcome.kind === "decline" && choice && !more
    ? chosen(
        choice.meant.map((meant) => readBoth({ ...given, ...choose(fixed, choice, meant) })),
        outcome,
      )
    : outcome;
}

/** Of several readings of a mistyped word the only one that means anything, if it changes nothing. */
function chosen(outcomes: Outcome[], otherwise: Outcome): Outcome {
  const [only, more] = outcomes.filter(({ kind }) => kind !== "decline");
  const reads =
    only?.kind === "answer" || (only?.kind === "plan" && only.plan.steps.every(({ access }) => access === "read"));
  return only && reads && !more ? only : otherwise;
}

/** A word that is both a service and a machine is first taken as the service. */
function readBoth(reading: Reading): Outcome {
  const first = readAs(reading, false);
  if (first.kind !== "decline") return first;
  const { tokens, words, source } = reading;
  const [one, other] = [false, true].map((machinesFirst) => mark(tokens, words, { source, machinesFirst }).text);
  if (one === other) return first;
  const second = readAs(reading, true);
  // A question is no help where the first reading knows why it cannot be done.
  const knows = !first.reason.startsWith("I do not understand");
  return second.kind === "decline" || (second.kind === "clarify" && knows) ? first : second;
}

/** An earlier request once more; it is said which. */
function replayed(request: PlanRequest, again: Again, words: Vocabulary): Outcome {
  const earlier = request.before?.slice(0, -1) ?? [];
  const { source, tokens } = lex(again.request);
  const inner = followed(mark(repair(tokens, words).tokens, words, { source, machinesFirst: true }), earlier, words);
  // “and on db-3” behind “and on db-2”: the request before that one is meant.
  if (inner?.kind === "again") {
    const { request: _text, ...other } = again;
    return replayed({ ...request, before: earlier }, { ...inner.again, ...other }, words);
  }
  const outcome = plan({ ...request, text: again.request, before: earlier }, again);
  if (outcome.kind !== "plan") return outcome;
  const said = `The request before is meant once more: “${again.request}”`;
  const { plan: made } = outcome;
  return {
    kind: "plan",
    plan: { ...made, assumptions: [...made.assumptions, said], understood: `${made.understood} ${said}.` },
  };
}
