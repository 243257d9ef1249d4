/** One reading of a request: its machines and things are marked, its clauses are carried out in order, and a plan comes of them. */
import type { Outcome } from "../../../domain/plan.ts";
import { once } from "../../../lib/once.ts";
import type { PlanRequest } from "../planner.ts";
import type { OwnSaid } from "../runbooks/own.ts";
import { meaningOf, sayClause, type Talk } from "./clause.ts";
import { type Clause, clausesOf } from "./clauses.ts";
import { type Again, spokenBefore, withOther } from "./follow.ts";
import { withIfs } from "./ifs.ts";
import { agentsInstead } from "./agents.ts";
import { corrected } from "./corrections.ts";
import { asCommand, asRead, bareCommand } from "./intents/command.ts";
import { meanings as builtIn } from "./intents/index.ts";
import { runbookMeanings } from "./intents/runbooks.ts";
import { lex } from "./lex.ts";
import type { Spoken } from "./context/told-parts.ts";
import { mark } from "./mark.ts";
import { nearestTo } from "./nearest.ts";
import { askedOf } from "./fleet-asked.ts";
import { perform } from "./perform.ts";
import { planOf } from "./planned.ts";
import { complaintsIn } from "./complaints.ts";
import { isOwn } from "./own-clause.ts";
import { bare } from "./polite.ts";
import { onlyLooks } from "../../../tools/assess.ts";
import { isTakenBack, negation, refusedRequest } from "./refuse.ts";
import { complaintOf, ofMany, spokenOf, withoutRemarks } from "./remarks.ts";
import { rolloutOf } from "./rollout.ts";
import { withSites } from "./sites.ts";
import { firstFirst, inSequence } from "./sequence.ts";
import { claimsRights, withoutData } from "./told-data.ts";
import { plainly as withoutSlang } from "./slang.ts";
import { withinNodes } from "./within.ts";
import { firstAsked } from "./unclear.ts";
import { onTagged } from "./same.ts";
import { onlyPlace, thingsIn } from "./spoken.ts";
import { newSketch } from "./sketch.ts";
import type { Token } from "./types.ts";
import { sameMachine } from "./same-machine.ts";
import type { Repair } from "./typos.ts";
import { doesOtherwise, inTurn } from "./turns.ts";
import { isKeptAnyway, isOfUnknown, isTold, leftAlone } from "./told.ts";
import { onlyLook } from "./only-look.ts";
import { withoutReasons } from "./reasons.ts";
import { sentenceOf } from "./understood.ts";
import { isReport, wondering } from "./wondering.ts";
import { unknownKind } from "./unknown-kind.ts";
import { unknownMachine } from "./unknown.ts";
import { decline, readable, unread } from "./unread.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { namedBy, type Scope, whereOf } from "./where.ts";

export const meanings = once(() => [...builtIn(), ...runbookMeanings()]);

export type Reading = {
  again?: Again;
  words: Vocabulary;
  source: string;
  tokens: Token[];
  repairs: Repair[];
  limited: boolean;
  fleet: PlanRequest["fleet"];
  request: PlanRequest;
  /** What “it” and “there” are by what was told beside it. */
  spoken?: Spoken;
  /** What of it people's own runbooks answer to. */
  own?: readonly OwnSaid[];
};

/** `machinesFirst`: words that are both a service and a machine are the machine. */
export function readAll(reading: Reading, machinesFirst: boolean): Outcome {
  const { words, source, tokens, request } = reading;
  const own = mark(onTagged(tokens), words, { source, machinesFirst });
  const marked = reading.again ? withOther(own, reading.again) : own;
  if (!marked) return decline(`It is not clear what in “${source}” that takes the place of.`, []);
  const owned = withoutReasons(corrected(marked.text))
    .replaceAll(/(?<=^| )(?:all|every|each) (?=(?:the )?@(?:svc|ctr)\d+ on @t)/g, "")
    .replaceAll(/(?<=^| )(on|in|at|of|from|for) [a-z]+ 's (?=@t\d)/g, "$1 ")
    .replaceAll(
      /(?<=^| )(?!(?:it|that|this|what|who|where) )[a-z]+ 's (?=@(?:svc|ctr)\d+(?! (?:keys?|access|sessions?|logins?|public)(?: |$)))/g,
      "",
    )
    .replaceAll(
      /\b(?:config|configuration|syntax) (?:test|check)(?= (?:is|are|does|passes|passed|succeeds|fails|failed|ok)\b)/g,
      "configtest",
    );
  const { text: plainly, rollout } = rolloutOf(
    sameMachine(owned, marked.entities).replace(/ then(?: [.!?])*$/, ""),
    marked.entities,
  );
  const { text: dataless, isData } = withoutData(plainly);
  const { text: bareText, looks } = onlyLook(dataless);
  const slangless = withinNodes(` ${firstFirst(withoutSlang(bareText))}`, marked.entities, words).trim();
  const { text: turned, not } = inTurn(withSites(slangless, marked.entities, words.fleet));
  const text = withIfs(inSequence(turned));
  if (text === "") return decline("There is no request in this.", nearestTo(source, words.fleet));
  const sketch = newSketch({ rollout, awaits: request.awaits === true });
  const scope: Scope = {
    fleet: reading.fleet,
    all: words.fleet,
    limited: reading.limited,
    on: request.on ?? "all",
    answers: request.answers ?? [],
    sketch,
  };
  const talk: Talk = {
    source,
    entities: marked.entities,
    words,
    scope,
    meanings: meanings(),
    repairs: reading.repairs,
    nowMs: request.nowMs,
    ...(reading.own ? { own: reading.own, ownRequest: request } : {}),
    before: {
      things: undefined,
      place: undefined,
      machines: undefined,
      ...spokenBefore(request.before, words),
      ...reading.spoken,
      check: undefined,
      verb: "",
    },
  };
  const command = ownCommand(reading, talk);
  if (command) return command;
  const { things: spoken, place: spokenPlace } = talk.before;
  const asked = firstAsked(text, { isSpoken: spoken !== undefined || spokenPlace !== undefined });
  if (asked) return { kind: "clarify", ...asked, options: [] };
  const refused = refusedRequest(text);
  if (refused !== undefined) return decline(refused, nearestTo(source, words.fleet));
  const nobody = unknownMachine(text, words);
  if (nobody !== undefined) return decline(nobody, []);
  const kind = request.on === undefined ? unknownKind(source, marked.entities, words) : undefined;
  if (kind) return kind;
  const whole = outcomeOf(clausesOf(text), talk, reading);
  const again = (): Talk => ({
    ...talk,
    scope: { ...scope, sketch: newSketch({ rollout, awaits: request.awaits === true }) },
  });
  // “why can web-1 not reach redis”: that redis is elsewhere is no answer.
  const isWhy = whole.kind === "decline" && text.startsWith("why ");
  const outcome =
    talk.unread === true || isWhy
      ? (asOneRequest(text, again(), reading) ??
        withoutAsides(text, again(), reading) ??
        complaining(text, again, reading) ??
        whole)
      : ((whole.kind === "decline" ? asOneRequest(text, again(), reading) : undefined) ?? whole);
  if (outcome.kind === "plan" && outcome.plan.steps.some((step) => doesOtherwise(step, not)))
    return decline(`It was said not to ${not.join(" and not to ")}, and nothing else was understood.`, []);
  const boasts = outcome.kind === "plan" && !outcome.plan.steps.every(onlyLooks) && claimsRights(source);
  if (boasts)
    return decline(
      "No words in a request take approval or rules away, so nothing was planned. Say it plainly to have it planned.",
      [],
    );
  if ((isData || looks) && outcome.kind === "plan" && !outcome.plan.steps.every(onlyLooks))
    return decline(
      isData
        ? "What a text says is not done, and this would change something."
        : "It says what must not happen beside what is to be looked at, so nothing that changes anything was planned.",
      [],
    );
  const changes = outcome.kind === "plan" && outcome.plan.steps.some((step) => !onlyLooks(step));
  const takenBack =
    "This asks about a change or takes it back, so nothing was planned. Say it by itself to have it done.";
  return changes && isTakenBack(marked.text)
    ? decline(takenBack, [])
    : agentsInstead(source, words.fleet, askedOf(text, outcome, talk, reading) ?? outcome);
}

/** “how large is the journal and how far back does it go”: one thing in two clauses, where no condition is among them. */
function asOneRequest(text: string, talk: Talk, reading: Reading): Outcome | undefined {
  const clauses = clausesOf(text);
  if (clauses.length < 2 || clauses.some(({ given }) => given !== undefined)) return undefined;
  const found = meaningOf(text, talk);
  if (!found || found.intent.kind === "decline" || found.intent.kind === "ask") return undefined;
  const { sketch } = talk.scope;
  const outcome = outcomeOf(
    [{ text }],
    {
      ...talk,
      unread: false,
      scope: { ...talk.scope, sketch: newSketch({ rollout: sketch.rollout, awaits: sketch.awaits }) },
    },
    reading,
  );
  return outcome.kind === "plan" ? outcome : undefined;
}

/** What could not be read as it was said, without what was only said beside it; undefined where that does not help. */
function withoutAsides(text: string, talk: Talk, reading: Reading): Outcome | undefined {
  const told = withoutRemarks(text, (segment) => isOwn(segment) || meaningOf(segment, talk) !== undefined);
  if (!told) return undefined;
  const said = told.text === "" ? complaintOf(told.remarks) : told.text;
  // What is wrong with a few machines is looked into; of a whole fleet it was something else that was said.
  if (said === undefined || (told.text === "" && ofMany(said, talk.entities))) return undefined;
  const { thing, place } = spokenOf({ whole: text, kept: said }, talk.entities);
  const machines = place?.kind === "t" ? place.place.parts.flatMap((part) => part.machines) : undefined;
  const before: Talk["before"] = {
    things: thing && "things" in thing ? thing.things : undefined,
    place: place?.kind === "t" ? place.place : undefined,
    machines,
    check: undefined,
    verb: "",
  };
  const next: Talk = { ...talk, before, unread: false };
  const outcome = outcomeOf(clausesOf(said), next, reading);
  if (next.unread) return undefined;
  // What is said to be wrong with one of several machines is no reason to change all of them, nor is what nobody knows.
  const changed = outcome.kind === "plan" && outcome.plan.steps.some((step) => !onlyLooks(step));
  if (changed && ((machines?.length ?? 0) > 1 || isOfUnknown(told, reading.words))) return undefined;
  // What is quoted is data, but a quoted warning is no reason to go ahead.
  const warned = told.remarks.some(
    (remark) => negation.test(readable(remark, talk.entities)) && remark.includes("@quote"),
  );
  if (warned && outcome.kind === "plan" && !outcome.plan.steps.every(onlyLooks)) return undefined;
  const asides = told.remarks
    .filter((remark) => changed || remark.length > 12)
    .map((remark) => readable(remark, talk.entities));
  if (outcome.kind !== "plan" || asides.length === 0) return outcome;
  const why = `Taken as said beside it: ${asides.map((aside) => `“${aside}”`).join(", ")}`;
  const { plan } = outcome;
  return {
    kind: "plan",
    plan: { ...plan, assumptions: [...plan.assumptions, why], understood: `${plan.understood} ${why}.` },
  };
}

/** What is told to be wrong in words of its own is looked into. */
function complaining(text: string, fresh: () => Talk, reading: Reading): Outcome | undefined {
  for (const said of complaintsIn(text, reading.tokens.length > 60 ? [] : fresh().entities, reading.words.fleet)) {
    const outcome = outcomeOf([{ text: said }], { ...fresh(), unread: false }, reading);
    if (outcome.kind === "plan" && outcome.plan.steps.every(onlyLooks)) return outcome;
  }
  return undefined;
}

function outcomeOf(clauses: Clause[], talk: Talk, reading: Reading): Outcome {
  let held: string | undefined;
  const spared: string[] = [];
  let answered: Outcome | undefined;
  talk.ahead = onlyPlace(clauses, talk);
  for (const clause of asOne(clauses, talk)) {
    if (isReport(clause)) continue;
    if (isTold(clause, clauses)) {
      remember(clause.text, talk);
      continue;
    }
    const said = sayClause(clause, talk);
    if (said.kind === "done") continue;
    if (said.kind === "outcome" && said.outcome.kind === "answer" && clauses.length === 1) answered = said.outcome;
    else if (said.kind === "outcome" && said.outcome.kind !== "answer") return withNearest(said.outcome, reading);
    else if (said.kind === "unread" && leftAlone(clause.text, talk).length > 0) {
      spared.push(clause.text);
      rememberPlace(clause.text, talk);
    } else if (said.kind === "unread" && /^(?:do )?(?:not|never) /.test(`${clause.text} `)) {
      held = readable(clause.text, talk.entities);
      rememberPlace(clause.text, talk);
    } else return unread(said, clause, talk, { ...reading, isWhole: clauses.length === 1 });
  }
  if (answered) return answered;
  const { sketch } = talk.scope;
  const changes = sketch.steps.some((step) => !onlyLooks(step));
  for (const text of spared) {
    const ids = leftAlone(text, talk).map(({ id }) => id);
    const touches = sketch.steps.some(
      ({ access, machineIds }) => access === "change" && machineIds.some((id) => ids.includes(id)),
    );
    if (touches || sketch.steps.length === 0) held ??= readable(text, talk.entities);
    else sketch.assumptions.push(`“${readable(text, talk.entities)}”: nothing is changed there`);
  }
  if (held !== undefined && isKeptAnyway(held, sketch.steps)) {
    sketch.assumptions.push(`“${held}”: no step does`);
    held = undefined;
  }
  if (held !== undefined && (changes || sketch.steps.length === 0)) talk.unread = !changes;
  if (held !== undefined && (changes || sketch.steps.length === 0))
    return decline(
      `“${held}” says what must not happen, so nothing was planned.`,
      nearestTo(reading.source, reading.words.fleet),
    );
  if (held !== undefined) sketch.assumptions.push(`“${held}”: the plan only reads, so nothing is changed`);
  const guess = changes ? reading.repairs.find(({ machine }) => machine) : undefined;
  if (guess)
    return {
      kind: "clarify",
      question: `There is no “${guess.typed}”. Is ${guess.meant} meant?`,
      about: "target",
      options: [{ label: guess.meant, value: reading.source.replace(guess.typed, guess.meant) }],
    };
  return planOf(sketch, reading);
}

/** What “it” and “there” are from now on. */
function remember(text: string, talk: Talk): void {
  const { thing, place } = spokenOf({ whole: text, kept: "" }, talk.entities);
  if (thing && "things" in thing) talk.before.things = thing.things;
  if (place?.kind !== "t") return;
  talk.before.place = place.place;
  const where = namedBy(place.place, "look", talk.scope);
  if (where.kind === "machines") talk.before.machines = where.machines;
  else talk.before.machines = undefined;
}

/** “don't touch web-1, just show me its uptime”: what was spoken of. */
function rememberPlace(text: string, talk: Talk): void {
  const [only, more] = [...text.matchAll(/@t(\d+)/g)];
  const entity = talk.entities[Number(only?.[1])];
  talk.before.things = thingsIn(text, talk.entities) ?? talk.before.things;
  if (more || entity?.kind !== "t") return;
  talk.before.machines = entity.place.parts.flatMap((part) => part.machines).filter(({ state }) => state === "online");
}

/** Clauses that a runbook answers together: “find out which web server is down and bring it back”. */
function asOne(clauses: Clause[], talk: Talk): Clause[] {
  const said = clauses.filter(({ text, given }) => given !== undefined || !wondering.test(text));
  if (said.length === 0 || clauses.length < 2 || clauses.some(({ given }) => given !== undefined))
    return said.length === 0 ? clauses : said;
  const whole = { text: clauses.map(({ text }) => text).join(" and ") };
  return meaningOf(whole.text, talk)?.intent.kind === "runbook" ? [whole] : said;
}

function withNearest(outcome: Outcome, { source, words }: Reading): Outcome {
  return outcome.kind === "decline" && outcome.nearest.length === 0
    ? { ...outcome, nearest: nearestTo(source, words.fleet) }
    : outcome;
}

/** “run uptime on web-1”: the command as typed, where the place is certain. */
function ownCommand({ source, words, tokens }: Reading, talk: Talk): Outcome | undefined {
  const found = bareCommand(asRead(source, tokens));
  if (!found) return undefined;
  const marked = mark(lex(`on ${found.place}`).tokens, words, { source: found.place, machinesFirst: true });
  const id = /^on @t(\d+)$/.exec(bare(marked.text))?.[1];
  const entity = marked.entities[Number(id)];
  if (entity?.kind !== "t") return undefined;
  const where = whereOf({ place: entity.place, reads: false, does: `run ${found.command}` }, talk.scope);
  if (where.kind === "ask")
    return { kind: "clarify", question: where.question, about: "target", options: where.options };
  if (where.kind === "none") return decline(where.reason, []);
  const { sketch } = talk.scope;
  const intent = asCommand(found.command);
  if (intent.kind !== "shell") return undefined;
  perform(sketch, intent, where.machines, {});
  if (sketch.steps.length === 0) return decline("None of these machines can run it.", []);
  sketch.understood.push(sentenceOf(sketch.steps, words.fleet, undefined));
  return planOf(sketch, { repairs: [], request: { text: source, fleet: words.fleet } });
}
