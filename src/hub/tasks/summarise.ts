/** The summary of a task, computed from its runs: what was done where, what was not, and why. No word that is not a fact. */
import type { AnswerTable, Plan, Step } from "../../domain/plan.ts";
import type { TaskState } from "../../domain/task.ts";
import { findTool } from "../../tools/index.ts";
import type { Run, Summary } from "./rows.ts";

export function summarise({ plan, runs, state }: { plan: Plan; runs: readonly Run[]; state: TaskState }): Summary {
  const table = tableOf(plan, runs);
  const lines = plan.steps.flatMap((step) => linesOf(step, runs.filter((run) => run.stepId === step.id)));
  for (const { name, why } of plan.excluded) lines.push(`${name} was left out: ${why}.`);
  return { kind: "summary", headline: headline(plan, runs, state), lines, ...(table ? { table } : {}) };
}

function headline(plan: Plan, runs: readonly Run[], state: TaskState): string {
  const changes = plan.steps.some((step) => step.access === "change");
  const ok = runs.filter((run) => run.state === "ok");
  const bad = runs.filter((run) => ["failed", "unreachable", "unknown"].includes(run.state));
  const title = plan.steps.length === 1 ? (plan.steps[0]?.title ?? "") : `${plan.steps.length} steps`;
  const on = (some: readonly Run[]): string => names(new Set(some.map((run) => run.machineName)));
  if (state === "cancelled") return ok.length > 0 ? `Cancelled. Done before that: ${on(ok)}.` : "Cancelled. Nothing had been done.";
  if (state === "succeeded") {
    if (ok.length === 0) return "Nothing was needed.";
    return changes ? `${title}: done and verified on ${on(ok)}.` : `${title}: ${on(ok)}.`;
  }
  const [first] = bad;
  const why = first ? ` ${first.machineName}: ${first.line}` : "";
  const end = why.endsWith(".") ? "" : ".";
  if (state === "partly_failed") return `${title}: done on ${on(ok)}, not on ${on(bad)}.${why}${why === "" ? "" : end}`;
  return `${title}: not done.${why}${why === "" ? "" : end}`;
}

function linesOf(step: Step, runs: readonly Run[]): string[] {
  const lines = runs.map((run) => `${run.machineName}: ${step.title} — ${word(run)}${run.line === "" ? "" : `: ${run.line}`}`);
  if (lines.length <= 12) return lines;
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(word(run), (counts.get(word(run)) ?? 0) + 1);
  const rest = runs.filter((run) => run.state !== "ok").map((run) => `${run.machineName}: ${word(run)}: ${run.line}`);
  return [`${step.title}: ${[...counts].map(([what, count]) => `${count} ${what}`).join(", ")}`, ...rest.slice(0, 40)];
}

function word(run: Run): string {
  switch (run.state) {
    case "ok":
      return run.verdict?.kind === "ok" ? "done and verified" : "done";
    case "skipped":
      return "not done";
    case "unreachable":
      return "not reached";
    case "unknown":
      return "not known";
    default:
      return run.state;
  }
}

// One tool, several machines: their tables under each other, the machine in front.
function tableOf(plan: Plan, runs: readonly Run[]): AnswerTable | undefined {
  const reads = plan.steps.filter((step) => step.access === "read" && findTool(step.tool)?.table);
  const step = reads.at(-1);
  const make = step ? findTool(step.tool)?.table : undefined;
  if (!step || !make) return undefined;
  const rows: string[][] = [];
  let columns: string[] = [];
  for (const run of runs) {
    if (run.stepId !== step.id) continue;
    if (run.state !== "ok" || !run.output) {
      rows.push([run.machineName, run.line]);
      continue;
    }
    const table = make(run.output);
    columns = table.columns;
    rows.push(...table.rows.map((row) => [run.machineName, ...row]));
  }
  if (columns.length === 0) return undefined;
  const width = columns.length + 1;
  return { columns: ["Machine", ...columns], rows: rows.map((row) => [...row, ...Array<string>(width).fill("")].slice(0, width)) };
}

/** "web-1", "web-1 and web-2", "web-1, web-2 and 3 more". */
export function names(all: ReadonlySet<string>): string {
  const list = [...all];
  if (list.length <= 1) return list[0] ?? "no machine";
  if (list.length <= 4) return `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
  return `${list.slice(0, 3).join(", ")} and ${list.length - 3} more`;
}
