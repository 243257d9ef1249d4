/** The rating of a command line as the contract tells it. The same lines are asked about again and again: a few are kept. */
import { worst, type Level } from "../../domain/risk.ts";
import { rateShell } from "../../domain/shell/lazy.ts";
import type { Rating } from "../../domain/shell/rate.ts";
import type { ToolRisk } from "../define.ts";

const kept = new Map<string, Rating>();
const mostKept = 100;

/** `root`: it is to run as root, whatever it needs. `terminal`: it can be typed into while it runs. */
export type Manner = { root?: boolean | undefined; terminal?: boolean | undefined };

export function ratingOf(command: string, { root = false, terminal = false }: Manner = {}): Rating {
  const key = `${root ? "#" : "$"} ${command}`;
  const rating = kept.get(key) ?? rateShell(command, { root });
  if (kept.size >= mostKept) kept.clear();
  // Long texts are few, and what they hold would stay in memory.
  if (command.length <= 4_096) kept.set(key, rating);
  return terminal ? typedInto(command, rating) : rating;
}

/**
 * What is typed into a command is judged by nobody, and pagers, editors and clients take commands that way. Where nothing holds it
 * to reading, it is high for that; and where it would be root's, it may do anything.
 */
function typedInto(command: string, rating: Rating): Rating {
  if (rating.confine) return rating;
  const level: Level = rating.level > 2 ? 4 : rating.level;
  const text = "can be typed into while it runs, and what is typed is judged by nobody";
  const found = { risk: "high" as const, level, text, span: { from: 0, to: command.length }, rule: "terminal.typed" };
  return { ...rating, risk: worst([rating.risk, "high"]), level, found: [found, ...rating.found] };
}

/** "this command …", without the stop. */
export function riskOf(command: string, manner: Manner = {}): ToolRisk {
  const { risk, found, confine } = ratingOf(command, manner);
  const texts = found.map(({ text }) => text);
  return {
    risk,
    reasons: texts.length > 0 ? [...new Set(texts)] : ["only reads"],
    found: found.map(({ risk: own, text, span, rule }) => ({ risk: own, text, span, rule })),
    ...(confine ? { confine } : {}),
  };
}
