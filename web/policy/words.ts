/** Rules and decisions in words. */
import type { Simulation } from "../../src/api/policy.ts";
import type { PolicyRule } from "../../src/domain/policy.ts";
import { windowText } from "../../src/domain/timeWindow.ts";

type Answer = PolicyRule["then"];

export const answerWords: Record<Answer, string> = {
  auto: "runs at once",
  ask: "asks one person",
  two: "asks two people",
  refuse: "is refused",
};
export const answerChip: Record<Answer, string> = { auto: "Runs", ask: "Asks", two: "Asks two", refuse: "Refuses" };
export const answerTone: Record<Answer, string> = { auto: "quiet", ask: "busy", two: "warn", refuse: "bad" };
export const answerIcon = {
  auto: "check",
  ask: "hand",
  two: "users",
  refuse: "ban",
} as const satisfies Record<Answer, string>;

/** “Restart of services (service.*) on tag:web by operators, of risk medium to high, daily 22:00–06:00 UTC”. */
export function ruleText({ who, machines, tools, risk, level, during }: PolicyRule): string {
  return [
    tools ? tools.join(", ") : "anything",
    `on ${machines ?? "any machine"}`,
    `by ${who ? who.map((each) => each.replace(/^person:/, "")).join(", ") : "anybody"}`,
    ...(risk ? [`of risk ${risk.from ?? "low"} to ${risk.to ?? "critical"}`] : []),
    ...(level ? [`of level ${level.from ?? 1} to ${level.to ?? 4}`] : []),
    ...(during ? [windowText(during)] : []),
  ].join(" · ");
}

export const decisionText = ({ decision }: Pick<Simulation["machines"][number], "decision">): string =>
  ({ auto: "Runs", ask: "Asks", two: "Asks two", refuse: "Refused" })[decision];
