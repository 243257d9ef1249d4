/** One clause: what it means, where, under which condition; its steps go into the sketch. */
import type { Machine } from "../../../domain/machine.ts";
import type { Outcome } from "../../../domain/plan.ts";
import type { Clause } from "./clauses.ts";
import type { Check } from "./conditions.ts";
import { framed } from "./frames/frame.ts";
import { frames } from "./frames/index.ts";
import { type Match, type Meanings, tried } from "./intents/match.ts";
import { aboutOf } from "./about.ts";
import { doesOf, isRead, thingsOf } from "./doing.ts";
import { learnFrom, placesOf, thingsIn } from "./spoken.ts";
import { checkOf, guarded, leftOut, stillOf } from "./guards.ts";
import { type Doing, perform } from "./perform.ts";
import { firstOf, nounAhead } from "./exact-guest.ts";
import { lookedFrom } from "./guest-checks.ts";
import { isGuestGroup } from "./guest-groups.ts";
import { guestJobs } from "./on-guests.ts";
import { isReboot, rebootOf, rebootRival, restOf } from "./reboots.ts";
import { type Before, type Reading, readings } from "./readings.ts";
import type { OwnSaid } from "../runbooks/own.ts";
import { ownOf } from "./own-clause.ts";
import type { PlanRequest } from "../planner.ts";
import { runbookNamed } from "./runbooks.ts";
import { complaintOf } from "./remarks.ts";
import { placeAhead, usualOf } from "./homes.ts";
import { installed } from "./owned.ts";
import { firstMatch } from "./templates.ts";
import { closely } from "./triage.ts";
import type { Entity, Intent, Place, Thing } from "./types.ts";
import { toldOf } from "./told-doing.ts";
import type { Repair } from "./typos.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { goesOn } from "./thing-order.ts";
import { type Scope, type Where, whereOf } from "./where.ts";
import { sameName } from "./same-name.ts";
import { sureOf } from "./sure.ts";
export type Talk = {
  /** The whole request as it was typed. */
  source: string;
  /** Something in it was not understood. */
  unread?: boolean;
  entities: Entity[];
  words: Vocabulary;
  scope: Scope;
  meanings: Meanings;
  repairs: readonly Repair[];
  ahead?: Place | undefined;
  /** What stands for `@own0`, and the request in which it was said. */
  own?: readonly OwnSaid[];
  ownRequest?: PlanRequest;
  nowMs: number;
  before: Before & {
    machines: Machine[] | undefined;
    check: { check: Check; negated: boolean; at?: Machine[] } | undefined;
    verb: string;
    /** What is known of before is from an earlier request, not from this one. */
    isEarlier?: boolean;
  };
};
export type Said =
  | { kind: "done" }
  | { kind: "unread" }
  | { kind: "unreadCondition"; words: string }
  | { kind: "outcome"; outcome: Outcome };

const done: Said = { kind: "done" };
const decline = (reason: string): Said => ({ kind: "outcome", outcome: { kind: "decline", reason, nearest: [] } });

const asked = ({ question, options }: Extract<Where, { kind: "ask" }>): Said => ({
  kind: "outcome",
  outcome: { kind: "clarify", question, about: "target", options },
});

/** What a clause asks for, without doing anything about it. */
export function meaningOf(text: string, talk: Talk): { intent: Intent; reading: Reading; text: string } | undefined {
  for (const { isWhy, ...reading } of withWhy(readings(text, talk.entities, talk.before))) {
    for (let from = 0; from < talk.meanings.length;) {
      const found = firstMatch(talk.meanings, reading.text, from);
      if (!found) break;
      from = found.index + 1;
      const match: Match = {
        text: reading.text,
        slots: found.slots,
        entities: talk.entities,
        words: talk.words,
        on: reading.place,
        repairs: talk.repairs,
        before: talk.before.things,
        nowMs: talk.nowMs,
      };
      const intent = tried(found.meaning, match);
      if (intent && (!isWhy || (intent.kind === "runbook" && isRead(intent))))
        return { intent, reading, text: reading.text };
    }
  }
  return inWords(text, talk);
}

/** The same by frames: the words in whatever order. */
function inWords(text: string, talk: Talk): { intent: Intent; reading: Reading; text: string } | undefined {
  for (const reading of readings(text, talk.entities, talk.before))
    for (const { meaning, slots } of framed(frames(), reading.text)) {
      const { entities, words, repairs, before, nowMs } = talk;
      const about = { entities, words, repairs, nowMs, before: before.things, source: talk.source };
      const intent = tried(meaning, { ...about, text: reading.text, slots, on: reading.place });
      if (intent) return { intent, reading, text: reading.text };
    }
  return undefined;
}

const wondering =
  /^(?:and )?(?:why|how come|what (?:broke|killed|crashed|stopped|breaks|slows down|blocks|happened|is causing|causes|makes|made|caused|has broken)|(?:the |a )?(?:root )?(?:cause|reason) (?:of|for|why)|what is (?:wrong|matter|the matter|up|going on|happening|(?:the )?(?:problem|issue|deal|story|trouble))|(?:find|figure|work) out (?:why|what|the))\b/;
/** “why did edge-hamburg stop syncing”: in words that no form has, what is asked is still what is wrong with the one thing that is named. */
function wonderOf(text: string, talk: Talk): ReturnType<typeof meaningOf> {
  const isBare = talk.before.things !== undefined && !text.includes("@");
  if (!wondering.test(text)) return undefined;
  const plainly = complaintOf([`${text} wrong`]) ?? (isBare ? "what is wrong with it" : undefined);
  const found = plainly === undefined ? undefined : meaningOf(plainly, talk);
  return found?.intent.kind === "runbook" && isRead(found.intent) ? found : undefined;
}

/** “if not, show me the error log”: of what was spoken of before. */
function ofItOf(text: string, talk: Talk): ReturnType<typeof meaningOf> {
  const found = talk.before.things && !/@(?:svc|ctr|t)\d/.test(text) ? meaningOf(`${text} of it`, talk) : undefined;
  const { intent } = found ?? {};
  return intent && intent.kind === "service" && isRead(intent) ? found : undefined;
}

/** “why the shop returns 502” is also read without its “why”, but then only as a diagnosis. */
const withWhy = (found: Reading[]): (Reading & { isWhy: boolean })[] => [
  ...found.map((reading) => ({ ...reading, isWhy: false })),
  ...found
    .filter(({ text }) => text.startsWith("why "))
    .map((reading) => ({ ...reading, text: reading.text.slice(4), isWhy: true })),
];

export function sayClause(clause: Clause, talk: Talk): Said {
  const own = ownOf(clause, talk);
  if (own) return "task" in own ? carryOut(own.task) : own;
  if (clause.given !== undefined && clause.given !== "otherwise") learnFrom(clause.given.words, talk);
  // “…, until there is room”: how long it is to last can be read of nothing.
  if (/^(?:and |but )?(?:until|till|as long as|so long as|for as long as) /.test(clause.text))
    return { kind: "unread" };
  if (clause.reports) return sayReport(clause, talk);
  const found =
    meaningOf(clause.inherits ? `${talk.before.verb} ${clause.text}` : clause.text, talk) ??
    firstOf(nounAhead(clause.text), (said) => meaningOf(said, talk)) ??
    wonderOf(clause.text, talk) ??
    ofItOf(clause.text, talk);
  if (!found) return { kind: "unread" };
  const { intent, reading } = found;
  if (intent.kind === "decline") return decline(intent.reason);
  // Beside what was understood it is not understood, and is no question.
  if (intent.kind === "ask" && intent.options.length === 0 && talk.scope.sketch.steps.length > 0)
    return { kind: "unread" };
  if (intent.kind === "ask")
    return {
      kind: "outcome",
      outcome: { kind: "clarify", question: intent.question, about: intent.about, options: intent.options },
    };
  if (intent.kind === "answer") return answer(intent, reading, talk);
  const earlier = { ...talk.before };
  talk.before.verb = found.text.split(" ")[0] ?? "";
  if (intent.kind === "guest") return onGuests(intent, { clause, talk });
  const things = thingsOf(intent, talk.words);
  const given =
    clause.given === undefined
      ? clause.along && !isRead(intent)
        ? stillOf(talk)
        : undefined
      : checkOf(clause.given, talk, { things, about: aboutOf(intent, talk.words.fleet) });
  if (given === "unread")
    return {
      kind: "unreadCondition",
      words: clause.given === "otherwise" || clause.given === undefined ? "otherwise" : clause.given.words,
    };
  const everywhere = intent.kind === "runbook" && runbookNamed(intent.id)?.everywhere === true;
  const spoken =
    everywhere && reading.place
      ? { ...reading.place, parts: reading.place.parts.map((part) => ({ ...part, count: "all" as const })) }
      : "from" in intent && intent.from
        ? intent.from
        : reading.place;
  const place =
    spoken ??
    (given?.check.place && (!reading.there || !talk.before.machines) ? given.check.place : undefined) ??
    (isRead(intent) && !things ? placeAhead(talk) : undefined);
  const lost = reading.there && talk.before.machines === undefined && place === undefined && !things;
  const where = whereOf(
    {
      place,
      before:
        reading.place === undefined && (reading.there || place === undefined)
          ? placesOf(things ?? thingsIn(found.text, talk.entities), talk)
          : undefined,
      ...(things ? { things } : {}),
      // “check the database”: which of them is no matter of taste.
      reads:
        isRead(intent) && !(intent.kind === "runbook" && /^(?:check|look at) (?:on |up on )?@t\d+$/.test(found.text)),
      ...(talk.before.isEarlier ? { isEarlier: true } : {}),
      ...usualOf(intent, found.text, talk),
      ask:
        lost ||
        intent.kind === "shell" ||
        intent.kind === "change" ||
        (intent.kind === "read" && intent.ask === true) ||
        (intent.kind === "runbook" && runbookNamed(intent.id)?.ask === true),
      does: doesOf(intent),
    },
    talk.scope,
  );
  if (where.kind === "ask") return asked(where);
  if (where.kind === "none") return decline(where.reason);
  const sure =
    sameName(intent, { ...talk, place: reading.place, things }) ??
    sureOf(intent, where.machines, talk) ??
    rebootRival(intent, place, talk.words);
  if (sure) return { kind: "outcome", outcome: sure };
  const said = carryOut({ intent, machines: where.machines, given, talk, things });
  if (!isRead(intent) && goesOn(earlier, { verb: talk.before.verb, things, place }))
    talk.before.machines = [...new Set([...(earlier.machines ?? []), ...where.machines])];
  // “test the nginx configuration and reload it”: what was looked at or changed is what “it” is.
  const isNew = said.kind === "done" && !things && talk.before.things === earlier.things;
  if (isNew && (intent.kind === "shell" || intent.kind === "change"))
    talk.before.things =
      ("about" in intent ? intent.about : undefined) ?? thingsIn(found.text, talk.entities) ?? talk.before.things;
  return said.kind === "done" && place && isGuestGroup(place) ? besideGroup(intent, place, { clause, talk }) : said;
}

/** “reboot all VMs”: of a group of guests also those that are no machines; what cannot be done to them is said. */
function besideGroup(intent: Doing, place: Place, { clause, talk }: { clause: Clause; talk: Talk }): Said {
  const { guests, told } = restOf(place, talk, isReboot(intent) && clause.given === undefined);
  talk.scope.sketch.assumptions.push(...told);
  if (guests.length === 0) return done;
  const { machines, things } = talk.before;
  const said = onGuests(rebootOf(guests), { clause, talk });
  Object.assign(talk.before, { machines, things, guests: undefined });
  return said;
}

/** “if it is unreachable, tell me”: what decides is looked at, and nothing else is done. */
function sayReport(clause: Clause, talk: Talk): Said {
  const found = clause.given === undefined ? "unread" : checkOf(clause.given, talk, { things: undefined });
  if (found === "unread")
    return { kind: "unreadCondition", words: typeof clause.given === "object" ? clause.given.words : "otherwise" };
  const { check } = found;
  const intent: Doing =
    check.things && check.input === undefined
      ? { kind: "service", act: "status", things: check.things }
      : { kind: "read", tool: check.tool, input: check.input ?? {} };
  const where = whereOf(
    {
      place: check.place ?? talk.before.place,
      before: check.place === undefined ? talk.before.machines : undefined,
      ...(check.things ? { things: check.things } : {}),
      reads: true,
      does: "look",
    },
    talk.scope,
  );
  if (where.kind === "ask") return asked(where);
  if (where.kind === "none") return decline(where.reason);
  const said = carryOut({ intent, machines: where.machines, given: undefined, talk, things: check.things });
  if (said.kind === "done") talk.before.check = found;
  return said;
}

/** A command on each guest's node, under the clause's condition if it has one. */
function onGuests(intent: Extract<Intent, { kind: "guest" }>, { clause, talk }: { clause: Clause; talk: Talk }): Said {
  const resolved = guestJobs(intent, talk.words, talk.scope);
  if (resolved.kind === "outcome") return resolved;
  const guests = resolved.jobs.map(({ guest }) => guest);
  const given =
    clause.given === undefined
      ? clause.along && !intent.reads
        ? stillOf(talk)
        : undefined
      : checkOf(clause.given, talk, { things: undefined, about: { guests } });
  if (given === "unread")
    return { kind: "unreadCondition", words: clause.given === "otherwise" ? "otherwise" : (clause.given?.words ?? "") };
  // What is asked of a guest is not asked of the node that carries it; whether another one answers is.
  if (given && given.check.place === undefined) {
    const place = lookedFrom(given.check.tool, guests) ?? intent.place;
    if (!place) return { kind: "unreadCondition", words: "that is not about the guest" };
    given.check = { ...given.check, place };
  }
  const nodes: Machine[] = [];
  for (const { guest, doing } of resolved.jobs) {
    talk.scope.sketch.on.push(guest.node.name);
    const said = carryOut({ intent: doing, machines: [guest.node], given, talk, things: undefined });
    if (said.kind !== "done") return said;
    nodes.push(guest.node);
  }
  talk.before.machines = [...new Set(nodes)];
  const own = resolved.jobs.flatMap(({ guest }) => talk.words.fleet.filter(({ name }) => name === guest.name));
  // “snapshot db-1 and upgrade its packages”: of a guest that is a machine that machine is “it”.
  if (intent.place && !intent.makes && own.length === resolved.jobs.length) {
    talk.before.machines = own.filter(({ state }) => state === "online");
    talk.before.place = intent.place;
    talk.before.guests = undefined;
    return done;
  }
  talk.before.guests = resolved.jobs.map(({ guest }) => intent.makes?.(guest) ?? guest);
  return done;
}

export type Task = {
  intent: Doing;
  machines: Machine[];
  given: { check: Check; negated: boolean } | undefined;
  talk: Talk;
  things: Thing[] | undefined;
};

function carryOut({ intent, machines, given, talk, things }: Task): Said {
  const { sketch } = talk.scope;
  const first = sketch.steps.length;
  const left = sketch.excluded.length;
  if (given) {
    const refused = guarded({ intent, machines, given, talk, things });
    if (refused) return refused;
  } else {
    const looked = closely({ intent, machines, sketch, nowMs: talk.nowMs });
    if (looked.kind === "outcome") return looked;
    perform(sketch, intent, looked.machines, {});
  }
  const steps = sketch.steps.slice(first);
  if (steps.length > 0) sketch.understood.push(toldOf({ intent, steps, talk, given }));
  // What was looked at before need not be looked at again; a change that comes to nothing is never left out.
  else if (sketch.excluded.length > left || !isCovered(sketch.steps, machines)) return decline(leftOut(machines, talk));
  talk.before.machines = machines;
  talk.before.isEarlier = false;
  talk.before.guests = undefined;
  talk.before.things = things ?? installed(steps, machines, talk.words) ?? talk.before.things;
  talk.before.place = undefined;
  if (given) talk.before.check = { ...given, at: machines };
  return done;
}

const isCovered = (steps: readonly { machineIds: string[] }[], machines: readonly Machine[]): boolean =>
  machines.some(({ id }) => steps.some((step) => step.machineIds.includes(id)));

function answer(intent: Extract<Intent, { kind: "answer" }>, reading: Reading, talk: Talk): Said {
  const { fleet, all } = talk.scope;
  const minus = new Set(reading.place?.minus.flatMap((part) => part.machines));
  const named = reading.place && new Set(reading.place.parts.flatMap((part) => part.machines));
  const machines = fleet.filter((machine) => (named ? named.has(machine) : true) && !minus.has(machine));
  return { kind: "outcome", outcome: intent.of(machines, all) };
}
