/**
 * A standing permission: this tool with these arguments, on these machines, until then, without being asked again. It
 * stands in for one person's approval; it never lifts a refusal, a second person, or anything critical. Pure.
 */
import { canonical, type JsonObject, type Json } from "../lib/json.ts";
import type { Machine } from "./machine.ts";
import { riskRank, type Risk } from "./risk.ts";
import { parseTarget } from "./target.ts";
import { glob } from "./target-glob.ts";

export type Permit = {
  id: string;
  tool: string;
  /** Each argument as it must be; a text with `*` or `?` is a pattern, except in a shell command and where it was approved as it stands. */
  input: JsonObject;
  /** A target expression. */
  machines: string;
  /**
   * What was approved once and may be done again: these very machines, whoever has their names by now, with these very
   * arguments, in which a `*` is a `*`. Absent where somebody wrote it as a pattern.
   */
  machineIds?: readonly string[];
  /** Absent: everybody who may act. */
  person?: { id: string; name: string };
  /** The highest risk that it was given for. */
  risk: Risk;
  untilMs: number;
  createdAtMs: number;
  createdBy: string;
  /** The task on whose approval it was given. */
  taskId?: string;
  used: number;
  lastUsedAtMs?: number;
  revokedAtMs?: number;
};

/** A permission is given for at most so long. */
export const permitAtMostMs = 90 * 86_400_000;

type Doing = { tool: string; input: JsonObject; risk: Risk };

export function permits(
  permit: Permit,
  { doing, machine, personId, nowMs }: { doing: Doing; machine: Machine | undefined; personId: string; nowMs: number },
): boolean {
  if (permit.revokedAtMs !== undefined || permit.untilMs <= nowMs) return false;
  if (doing.risk === "critical" || riskRank(doing.risk) > riskRank(permit.risk)) return false;
  if (permit.tool !== doing.tool || (permit.person && permit.person.id !== personId)) return false;
  if (machine === undefined || (permit.machineIds && !permit.machineIds.includes(machine.id))) return false;
  return fits(permit, doing.input) && meant(permit.machines, machine);
}

/** Arguments that the permission does not name were not allowed, so they must not be there. */
function fits({ tool, input, machineIds }: Permit, given: JsonObject): boolean {
  const keys = Object.keys(given).filter((key) => given[key] !== undefined);
  if (keys.length !== Object.keys(input).length) return false;
  const patterns = machineIds === undefined && tool !== "shell.run";
  return keys.every((key) => Object.hasOwn(input, key) && same(input[key], given[key], patterns));
}

function same(wanted: Json | undefined, given: Json | undefined, patterns: boolean): boolean {
  if (wanted === undefined || given === undefined) return false;
  if (patterns && typeof wanted === "string" && typeof given === "string" && /[*?]/.test(wanted))
    // A pattern for names: it does not reach over a slash, a space or what ends a line.
    return !/[\s/\0]|\.\./.test(given) && glob(wanted)(given);
  return canonical(wanted) === canonical(given);
}

function meant(expression: string, machine: Machine): boolean {
  try {
    return parseTarget(expression).test(machine);
  } catch {
    return false;
  }
}
