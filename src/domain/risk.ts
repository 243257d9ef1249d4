/** Risk, privilege level, and why: the words in which ailx judges what a step would do. */

/** low: reads · medium: reversible change · high: disruptive or hard to reverse · critical: destructive or irreversible. */
export const risks = ["low", "medium", "high", "critical"] as const;
export type Risk = (typeof risks)[number];

/** 1 read · 2 write user files, own processes · 3 services, packages, hardware · 4 users, security, anything. */
export const levels = [1, 2, 3, 4] as const;
export type Level = (typeof levels)[number];

/** What set a risk: the command itself, the machine's tags, how many it reaches, or the planner's own opinion. */
export type RiskSource = "command" | "machine" | "reach" | "planner";
/** A stretch of a command's text: offsets in UTF-16 code units, the end exclusive. */
export type Span = { from: number; to: number };

/** `span` marks the words of a shell step that are meant; `rule` names the rule that found them. */
export type Reason = { risk: Risk; text: string; by: RiskSource; span?: Span; rule?: string };

/**
 * What a step may touch while it runs. `local`: no file is written, no daemon reached, no connection made. `network-read`:
 * the same, but connections out are allowed, because the command reads from the network.
 */
export const confinements = ["local", "network-read"] as const;
export type Confinement = (typeof confinements)[number];

export type Assessment = { risk: Risk; level: Level; reasons: Reason[]; decidedBy: RiskSource };

export const riskRank = (risk: Risk): number => risks.indexOf(risk);
export const atLeast = (risk: Risk, floor: Risk): boolean => riskRank(risk) >= riskRank(floor);

/** The highest of the risks given; low when there is none. Risk is a floor, never a ceiling. */
export const worst = (given: Iterable<Risk>): Risk => {
  let highest: Risk = "low";
  for (const risk of given) if (riskRank(risk) > riskRank(highest)) highest = risk;
  return highest;
};

/** One step up; critical stays critical. */
export const raised = (risk: Risk): Risk => risks[Math.min(riskRank(risk) + 1, risks.length - 1)] ?? "critical";

export const highestLevel = (given: Iterable<Level>): Level => {
  let highest: Level = 1;
  for (const level of given) if (level > highest) highest = level;
  return highest;
};
