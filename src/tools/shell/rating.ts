/** The rating of a command line as the contract tells it. The same lines are asked about again and again: a few are kept. */
import { rateShell, type Rating } from "../../domain/shell/rate.ts";
import type { ToolRisk } from "../define.ts";

const kept = new Map<string, Rating>();
const mostKept = 100;

export function ratingOf(command: string): Rating {
  const known = kept.get(command);
  if (known) return known;
  const rating = rateShell(command);
  if (kept.size >= mostKept) kept.clear();
  // Long texts are few, and what they hold would stay in memory.
  if (command.length <= 4_096) kept.set(command, rating);
  return rating;
}

/** "this command …", without the stop. */
export function riskOf(command: string): ToolRisk {
  const { risk, found, confine } = ratingOf(command);
  const texts = found.map(({ text }) => text);
  return {
    risk,
    reasons: texts.length > 0 ? [...new Set(texts)] : ["only reads"],
    found: found.map(({ risk: own, text, span, rule }) => ({ risk: own, text, span, rule })),
    ...(confine ? { confine } : {}),
  };
}
