/** What a query asks of the audit trail: person, machine, task, action, time, text. */
import { AppError } from "../../domain/error.ts";
import { isId } from "../../lib/ids.ts";
import type { AuditFilter } from "./store.ts";

/** The id of a machine by id, name or short id; throws `no_machine`. */
export type MachineIdOf = (wanted: string) => string;

/** Throws `validation` for what is no time, number or name of an action. */
export function filterFrom(query: Record<string, string>, machineIdOf: MachineIdOf): AuditFilter {
  const given = (name: string): string | undefined => {
    const text = query[name]?.trim();
    return text === undefined || text === "" ? undefined : text;
  };
  const machine = given("machine");
  const action = given("action");
  if (action !== undefined && !/^[a-z_]{1,40}(\.[a-z_]{1,40})?$/.test(action))
    throw wrong("action", "login or login.failed");
  const text = given("text");
  if (text !== undefined && text.length > 200) throw wrong("text", "at most 200 characters");
  return {
    person: given("person"),
    machineId: machine === undefined ? undefined : isId(machine) ? machine : machineIdOf(machine),
    taskId: given("task"),
    action,
    fromMs: timeIn("from", given("from")),
    toMs: timeIn("to", given("to"), { end: true }),
    text,
    before: numberIn("cursor", given("cursor")),
  };
}

/** A day (`2026-11-21`, at `end` its last moment) or a moment in ISO 8601; without a zone it is UTC. */
export function timeIn(name: string, text: string | undefined, { end = false } = {}): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text))
    throw wrong(name, "a day such as 2026-11-21, or a moment such as 2026-11-21T14:05Z");
  const day = text.length === 10;
  const zoned = /(Z|[+-]\d\d:\d\d)$/.test(text) && !day ? text : day ? `${text}T00:00Z` : `${text}Z`;
  const ms = Date.parse(zoned.replace(" ", "T"));
  if (Number.isNaN(ms)) throw wrong(name, "a day that the calendar has");
  return day && end ? ms + 86_400_000 - 1 : ms;
}

function numberIn(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw wrong(name, "a number as `next` gives it");
  return value;
}

const wrong = (name: string, is: string): AppError =>
  new AppError("validation", `${name} is ${is}.`, { fields: { [name]: `is ${is}` } });
