/** When a model's plan is carried out: at the time in the person's words, whatever the model says; else at the one it read from them. */
import type { PlanSchedule } from "../../../domain/plan.ts";
import type { Json, JsonObject } from "../../../lib/json.ts";
import { lex } from "../embedded/lex.ts";
import { scheduleOf } from "../embedded/schedule.ts";
import { nextOf } from "../embedded/times.ts";
import type { PlanRequest } from "../planner.ts";
import type { Problem } from "./read.ts";

export const whenSchema: JsonObject = {
  type: "object",
  description: "Only where the person named a time: cron of five fields in the person's time zone, or one instant.",
  properties: { cron: { type: "string" }, at: { type: "string", description: "ISO 8601 with an offset." } },
};

type About = Pick<PlanRequest, "text" | "nowMs" | "timeZone">;

/** `read`: the model's own reading, which the person's words do not bear out by themselves. */
export type When = { schedule?: PlanSchedule; read?: true };

export function whenOf(given: Json | undefined, { text, nowMs, timeZone = "UTC" }: About): When | Problem {
  const own = scheduleOf(lex(text).tokens, { nowMs, timeZone });
  if (own) return { schedule: own.schedule };
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
