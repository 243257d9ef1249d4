/** The risk of a line of shell: the one function that hub, agent and command line ask. */
import { createHash } from "node:crypto";
import { parse } from "unbash";
import { atLeast, riskRank, type Confinement, type Level, type Risk } from "../risk.ts";
import { Findings, type Effect, type Found, type Resolve } from "./found.ts";
import { startOf, type Scope } from "./scope.ts";
import { critical, high, low } from "./rule.ts";
import { rawFaults } from "./raw.ts";
import { wholeText } from "./source.ts";
import { walkScript } from "./walk.ts";

/** `resolve` says what a path really is on this machine; without it, paths are judged as they are written. `root`: as if behind `sudo`. */
export type ShellFacts = { resolve?: Resolve; root?: boolean };

export type Rating = {
  risk: Risk;
  level: Level;
  /** Of the text that was rated. */
  sha256: string;
  /** The highest first. Empty where all of it only reads. */
  found: Found[];
  effects: Effect[];
  /** Set where all of it only reads, and this much of the system is enough for it. */
  confine?: Confinement;
  /** It asks a daemon over its socket, which an ordinary user mostly may not. */
  daemon: boolean;
};

/** Longer text is not gone through. */
export const maxBytes = 65_536;

export function rateShell(text: string, facts: ShellFacts = {}): Rating {
  return ratingOf(text, findingsIn(text, facts));
}

export function findingsIn(text: string, { resolve, root = false }: ShellFacts = {}): Findings {
  const findings = new Findings(text, resolve);
  const all = { from: 0, to: text.length };
  if (text.length > maxBytes) {
    findings.add(high(2, "is too long to be judged as a whole"), all, "limit.bytes");
    // What its beginning does still counts.
  }
  const faults = rawFaults(text);
  for (const { verdict, span, rule } of faults) findings.add(verdict, span, rule);
  if (root) findings.add(low(3), all, "right.root");
  const scope: Scope = startOf(wholeText(text.slice(0, maxBytes)), root ? "root" : "user");
  try {
    walkScript(parse(scope.source.text), scope, findings);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    findings.add(high(2, "is nested too deeply to be judged"), all, "limit.depth");
  }
  const { readsSecret, sends } = findings;
  if (readsSecret && sends)
    findings.add(critical(4, "reads a secret and sends data out"), readsSecret, "flow.secret-out");
  return findings;
}

function ratingOf(text: string, { risk, level, found, effects, reach }: Findings): Rating {
  const sorted = found.toSorted(
    (a, b) => riskRank(b.risk) - riskRank(a.risk) || b.level - a.level || a.span.from - b.span.from,
  );
  const sha256 = createHash("sha256").update(text).digest("hex");
  const rating: Rating = { risk, level, sha256, found: sorted, effects, daemon: reach.daemon };
  if (atLeast(risk, "medium") || level > 2 || reach.daemon) return rating;
  return { ...rating, confine: reach.network ? "network-read" : "local" };
}
