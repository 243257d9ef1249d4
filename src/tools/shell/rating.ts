/** The rating of a command line as the contract tells it. The same lines are asked about again and again: a few are kept. */
import { rateShell } from "../../domain/shell/lazy.ts";
import type { Rating } from "../../domain/shell/rate.ts";
import type { ToolRisk } from "../define.ts";

const kept = new Map<string, Rating>();
const mostKept = 100;

/** `root`: it is to run as root, whatever it needs. */
export function ratingOf(command: string, root = false): Rating {
  const key = `${root ? "#" : "$"} ${command}`;
  const known = kept.get(key);
  if (known) return known;
  const rating = rateShell(command, { root });
  if (kept.size >= mostKept) kept.clear();
  // Long texts are few, and what they hold would stay in memory.
  if (command.length <= 4_096) kept.set(key, rating);
  return rating;
}

/** "this command …", without the stop. */
export function riskOf(command: string, root = false): ToolRisk {
  const { risk, found, confine } = ratingOf(command, root);
  const texts = found.map(({ text }) => text);
  return {
    risk,
    reasons: texts.length > 0 ? [...new Set(texts)] : ["only reads"],
    found: found.map(({ risk: own, text, span, rule }) => ({ risk: own, text, span, rule })),
    ...(confine ? { confine } : {}),
  };
}
