/** One line of what a sentence led to, for tables of sentences: `sentence | kind | tools | machines | if, cron, at`. */
import type { Outcome } from "../../../../domain/plan.ts";
import { machinesOf } from "../testing.ts";

const many = 6;

/** Of a long list its beginning; of many machines how many. */
export function lineOf(sentence: string, outcome: Outcome): string {
  const parts = [sentence, outcome.kind, ...told(outcome)];
  return parts.join(" | ").replace(/(?: \| )+$/, "");
}

function told(outcome: Outcome): string[] {
  if (outcome.kind === "answer") return ["", named(outcome.table?.machineIds ?? [])];
  if (outcome.kind !== "plan") return [];
  const { steps, schedule } = outcome.plan;
  const tools = [...new Set(steps.map(({ tool }) => tool))];
  const extra = [steps.some(({ condition }) => condition) && tools.length < many ? "if" : "", schedule?.kind ?? ""];
  return [
    tools.length < many ? tools.join(", ") : `${tools.slice(0, 3).join(", ")} ...`,
    named([...new Set(steps.flatMap(({ machineIds }) => machineIds))]),
    extra.filter((one) => one !== "").join(", "),
  ];
}

function named(ids: readonly string[]): string {
  const names = machinesOf(ids);
  return names.length < many ? names.join(", ") : `${names.length} machines`;
}
