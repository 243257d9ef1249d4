/** Preferences that speak of what a plan changes: this planner cannot weigh them, so it says them beside the plan, for who approves it. */
import type { Memory } from "../../../domain/memory.ts";
import type { Outcome, Step } from "../../../domain/plan.ts";
import type { PlanRequest } from "../planner.ts";

/** More would be read by nobody. */
const shownMost = 3;

export function withReminders(outcome: Outcome, { known = [], fleet }: Pick<PlanRequest, "known" | "fleet">): Outcome {
  if (outcome.kind !== "plan") return outcome;
  const { plan } = outcome;
  const changes = plan.steps.filter(({ access }) => access === "change");
  const reached = new Set(changes.flatMap(({ machineIds }) => machineIds));
  const machines = fleet.filter(({ id }) => reached.has(id));
  const spoken = new Set([
    ...changes.flatMap(wordsOfStep),
    ...machines.flatMap(({ name, tags }) => [name, ...tags]).flatMap(wordsOf),
  ]);
  const speaks = ({ kind, text, machineIds }: Memory): boolean =>
    kind === "preference" &&
    (machineIds.length > 0 ? machineIds.some((id) => reached.has(id)) : wordsOf(text).some((word) => spoken.has(word)));
  const said = known
    .filter(speaks)
    .map(({ text }) => `To keep in mind: “${text}”`)
    .filter((text) => !plan.assumptions.includes(text))
    .slice(0, shownMost);
  if (changes.length === 0 || said.length === 0) return outcome;
  const understood = [plan.understood, ...said.map((text) => `${text}.`)].join(" ");
  return { kind: "plan", plan: { ...plan, assumptions: [...plan.assumptions, ...said], understood } };
}

const wordsOfStep = ({ title, tool, input }: Step): string[] =>
  wordsOf([title, tool, ...Object.values(input).filter((value) => typeof value === "string")].join(" "));

/** Without the ending of several: “databases” speaks of a database. Short words say too little. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length > 3 && !common.has(word))
    .map((word) => word.replace(/(?:es|s)$/, ""));
const common = new Set(
  "never always with without before after only please prefer should must when while during from into this that then than".split(
    " ",
  ),
);
