/** What a model wrote, read strictly: arguments that fit the tool's own schema, machines that exist in reach. Nothing is guessed. */
import { AppError } from "../../../domain/error.ts";
import type { Machine } from "../../../domain/machine.ts";
import { parseTarget, select } from "../../../domain/target.ts";
import { parseForeign, type Json, type JsonObject } from "../../../lib/json.ts";
import type { Tool } from "../../../tools/define.ts";
import { tools } from "../../../tools/index.ts";
import { inputSchema, machinesField } from "./wire.ts";

export type Problem = { problem: string };
export type ReadCall = { input: JsonObject; machines: Machine[] };
export const isProblem = (value: object): value is Problem => "problem" in value;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The object in a call's arguments. No text is an empty object; anything else that is none is a problem. */
export function readArguments(text: string): JsonObject | Problem {
  if (text.trim() === "") return {};
  try {
    const value = parseForeign(text);
    // Some models write the object as a string once more.
    const inner = typeof value === "string" ? parseForeign(value) : value;
    return isObject(inner) ? inner : { problem: "The arguments are not a JSON object." };
  } catch {
    return { problem: "The arguments are not valid JSON. Nothing was run. Send the whole call again." };
  }
}

/** Other words in which models name machines, where the tool itself has no such field. */
const alsoMachines = ["machine", "host", "hosts", "on", "target", "targets", "hostname", "server"] as const;

/** A call of a tool: its input by the tool's schema and its machines. */
export function readCall(tool: Tool, args: JsonObject, fleet: readonly Machine[]): ReadCall | Problem {
  const own = new Set(Object.keys((inputSchema(tool)["properties"] ?? {}) as JsonObject));
  const rest = { ...args };
  const named: Json[] = [];
  if (tool.where === "agent")
    for (const field of [machinesField, ...alsoMachines]) {
      if (own.has(field) || rest[field] === undefined) continue;
      named.push(...[rest[field] ?? []].flat());
      delete rest[field];
    }
  // What a model says of risk or approval counts for nothing.
  for (const field of ["risk", "approved", "approval", "confirm", "confirmed"]) if (!own.has(field)) delete rest[field];
  const read = readInput(tool, rest);
  if (isProblem(read)) return read;
  if (tool.where === "hub") return { input: read.input, machines: [] };
  const machines = readMachines(named, fleet);
  return isProblem(machines) ? machines : { input: read.input, machines };
}

export function readInput(tool: Tool, given: JsonObject): { input: JsonObject } | Problem {
  const read = tool.input().safeParse(given);
  if (!read.success) {
    const issues = read.error.issues.slice(0, 5).map((issue) => `${issue.path.join(".") || "input"}: ${issue.message}`);
    return { problem: `The input of ${tool.name} does not fit (${issues.join("; ")}). Nothing was run.` };
  }
  return { input: read.data };
}

/** Exact names and aliases first, then target expressions; what names nothing says what there is. */
export function readMachines(named: readonly Json[], fleet: readonly Machine[]): Machine[] | Problem {
  const texts = named.flatMap((each) => (typeof each === "string" ? [each.trim()] : [])).filter((text) => text !== "");
  if (texts.length === 0 || texts.length !== named.length)
    return { problem: `Name the machines in “${machinesField}”: a list of names. ${whatExists(fleet)}` };
  const found = new Map<string, Machine>();
  for (const text of texts) {
    const machines = machinesOf(text, fleet);
    if (isProblem(machines)) return machines;
    for (const machine of machines) found.set(machine.id, machine);
  }
  return [...found.values()];
}

function machinesOf(text: string, fleet: readonly Machine[]): Machine[] | Problem {
  const low = text.toLowerCase();
  const exact = fleet.filter(
    ({ id, name, aliases }) =>
      id === text || name.toLowerCase() === low || aliases.some((alias) => alias.toLowerCase() === low),
  );
  if (exact.length === 1) return exact;
  try {
    const machines = select(parseTarget(text), fleet);
    if (machines.length > 0) return machines;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return { problem: `There is no machine ${JSON.stringify(text.slice(0, 80))} in reach. ${whatExists(fleet)}` };
}

const whatExists = (fleet: readonly Machine[]): string =>
  fleet.length === 0
    ? "There is no machine."
    : `There ${fleet.length === 1 ? "is" : "are"}: ${fleet
        .slice(0, 40)
        .map(({ name }) => name)
        .join(", ")}${fleet.length > 40 ? `, … (${fleet.length} in all; fleet_query finds them)` : ""}.`;

/** For a tool that does not exist: what there is instead. */
export function noSuchTool(name: string): Problem {
  const group = /^[a-z]+/i.exec(name)?.[0]?.toLowerCase() ?? "";
  const near = tools.filter((tool) => tool.name.startsWith(`${group}.`)).map((tool) => tool.name);
  const some = near.length > 0 ? near : tools.map((tool) => tool.name);
  return { problem: `There is no tool ${JSON.stringify(name.slice(0, 64))}. There are: ${some.join(", ")}.` };
}
