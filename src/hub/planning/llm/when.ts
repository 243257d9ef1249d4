/**
 * When a model's plan is carried out: at the time in the person's words, whatever the model says; else at the one it read from them.
 * A time at which something goes wrong (“the backup every night at 2 fails, mend it”) is none at which it is mended.
 */
import type { PlanSchedule } from "../../../domain/plan.ts";
import type { Json, JsonObject } from "../../../lib/json.ts";
import { lex } from "../embedded/lex.ts";
import { nextOf } from "../embedded/times.ts";
import { timingOf } from "../embedded/timing.ts";
import type { PlanRequest } from "../planner.ts";
import type { Problem } from "./read.ts";

export const whenSchema: JsonObject = {
  type: "object",
  description: "Only where the person named a time: cron of five fields in the person's time zone, or one instant.",
  properties: { cron: { type: "string" }, at: { type: "string", description: "ISO 8601 with an offset." } },
};

type About = Pick<PlanRequest, "text" | "nowMs" | "timeZone" | "answers">;

/** `read`: the model's own reading, which the person's words do not bear out by themselves. */
export type When = { schedule?: PlanSchedule; read?: true };

/** A time that may be left beside one that was only told. */
const alsoSaid =
  /\b(?:tonight|tomorrow|today|daily|nightly|hourly|weekly|monthly|every|each|next|later|midnight|noon|at \d|in (?:an?|\d+|two|three|ten) (?:minutes?|hours?|days?|weeks?)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/;

export function whenOf(given: Json | undefined, about: About): When | Problem {
  const { text, nowMs, timeZone = "UTC", answers = [] } = about;
  const timing = timingOf(lex(text).tokens, { nowMs, timeZone });
  switch (timing?.kind) {
    case "later":
      return { schedule: timing.scheduled.schedule };
    case "told":
      return alsoSaid.test(timing.tokens.map(({ low }) => low).join(" ")) ? readOf(given, { nowMs, timeZone }) : {};
    case "unclear": {
      const last = answers.at(-1)?.answer;
      if (last === undefined) return { problem: `${timing.question} Ask the person with ask_user.` };
      const answered = timingOf(lex(last).tokens, { nowMs, timeZone });
      return answered?.kind === "later"
        ? { schedule: answered.scheduled.schedule }
        : readOf(given, { nowMs, timeZone });
    }
    case undefined:
      return readOf(given, { nowMs, timeZone });
  }
}

/** As the model read it. */
function readOf(given: Json | undefined, { nowMs, timeZone }: { nowMs: number; timeZone: string }): When | Problem {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return {};
  const { cron, at } = given;
  if (typeof cron === "string" && cron.trim() !== "") {
    const fields = cron.trim().split(/\s+/);
    if (fields.length !== 5 || !isCron(fields.join(" "), nowMs, timeZone))
      return { problem: `“when.cron” is no cron of five fields that ever comes: ${cron.slice(0, 60)}.` };
    return { schedule: { kind: "cron", cron: fields.join(" "), timeZone, text: `at ${fields.join(" ")}` }, read: true };
  }
  if (typeof at === "string" && at.trim() !== "") {
    const atMs = Date.parse(at);
    if (Number.isNaN(atMs) || atMs <= nowMs) return { problem: `“when.at” is no instant to come: ${at.slice(0, 60)}.` };
    return { schedule: { kind: "at", atMs, text: `at ${new Date(atMs).toISOString()}` }, read: true };
  }
  return {};
}

function isCron(cron: string, nowMs: number, timeZone: string): boolean {
  try {
    return nextOf(cron, nowMs, timeZone) !== undefined;
  } catch {
    return false;
  }
}
