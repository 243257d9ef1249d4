/** The summary of a task, computed from its runs: what was done where, what was not, and why. No word that is not a fact. */
import type { AnswerTable, Plan, Step } from "../../domain/plan.ts";
import type { TaskState } from "../../domain/task.ts";
import { findTool } from "../../tools/index.ts";
import type { Run, Summary } from "./rows.ts";

export function summarise({ plan, runs, state }: { plan: Plan; runs: readonly Run[]; state: TaskState }): Summary {
  const table = tableOf(plan, runs);
  const changed = runs.some((run) => run.state === "ok" && stepsThatChange(plan).has(run.stepId));
  // What was seen is told by the table, or is no longer so.
  const isTold = (step: Step): boolean =>
    step.access === "read" && (changed || (table && step === shownStep(plan)) === true);
  const told = (step: Step): Run[] =>
    runs.filter((run) => run.stepId === step.id && !(run.state === "ok" && isTold(step)));
  const lines = plan.steps.flatMap((step) => linesOf(step, told(step)));
  for (const { name, why } of plan.excluded) lines.push(`${name} was left out: ${why}.`);
  return { kind: "summary", headline: headline(plan, runs, state), lines, ...(table ? { table } : {}) };
}

const stepsThatChange = (plan: Plan): Set<string> =>
  new Set(plan.steps.filter((step) => step.access === "change").map((step): string => step.id));
const machinesOf = (some: readonly Run[]): string => names(new Set(some.map((run) => run.machineName)));
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** It was sent to its machine and did not come to its end there. */
const isInterrupted = ({ state, startedAtMs }: Run): boolean =>
  state === "running" || state === "unknown" || (state === "cancelled" && startedAtMs !== undefined);

function cancelled(ok: readonly Run[], interrupted: readonly Run[], changes: boolean): string {
  if (ok.length + interrupted.length === 0) return "Cancelled. Nothing had been done.";
  const done = ok.length > 0 ? ` Done before that: ${machinesOf(ok)}.` : "";
  const unknown = changes ? "; what was done there until then is not known" : "";
  return `Cancelled.${done}${interrupted.length > 0 ? ` Interrupted on ${machinesOf(interrupted)}${unknown}.` : ""}`;
}

/** The result in one sentence. Where the plan changes something, only its changes count: looking was not what was asked. */
function headline(plan: Plan, runs: readonly Run[], state: TaskState): string {
  const changing = stepsThatChange(plan);
  const own = changing.size === 0 ? runs : runs.filter((run) => changing.has(run.stepId));
  const ok = own.filter((run) => run.state === "ok");
  if (state === "cancelled") return cancelled(ok, own.filter(isInterrupted), changing.size > 0);
  if (state !== "succeeded") return broken(plan, ok, runs);
  if (changing.size === 0) return seen(plan, ok);
  if (ok.length === 0)
    return `Nothing had to be changed. ${seen(
      plan,
      runs.filter((run) => run.state === "ok"),
    )}`;
  const checked = ok.every((run) => run.verdict?.kind === "ok");
  return `${titleOf(plan, ok)}: ${checked ? "done and verified" : "done"} on ${machinesOf(ok)}.`;
}

function broken(plan: Plan, ok: readonly Run[], runs: readonly Run[]): string {
  const not = runs.filter((run) => run.state === "failed" || run.state === "unreachable");
  const dark = runs.filter((run) => run.state === "unknown");
  const untouched = runs.filter((run) => run.state === "skipped" && run.line.startsWith("stopped after"));
  const [first] = [...not, ...dark];
  const where = [
    ...(ok.length > 0 ? [`done on ${machinesOf(ok)}`] : []),
    ...(not.length > 0 ? [ok.length > 0 ? `not on ${machinesOf(not)}` : "not done"] : []),
    ...(dark.length > 0 ? [`not known whether on ${machinesOf(dark)}`] : []),
  ];
  return [
    `${titleOf(plan, [...ok, ...not, ...dark])}: ${where.join(", ")}.`,
    ...(first
      ? [sentence(first.line.startsWith(first.machineName) ? first.line : `${first.machineName}: ${first.line}`)]
      : []),
    ...(untouched.length > 0 ? [`Not touched: ${machinesOf(untouched)}.`] : []),
  ].join(" ");
}

function titleOf(plan: Plan, runs: readonly Run[]): string {
  const ids = new Set(runs.map((run) => run.stepId));
  const steps = plan.steps.filter((step) => ids.has(step.id));
  return steps.length === 1 ? (steps[0]?.title ?? "") : `${steps.length} steps`;
}

// What one machine said, or all of them alike, is the answer itself; of several the table is.
function seen(plan: Plan, ok: readonly Run[]): string {
  if (ok.length === 0) return "Nothing was needed.";
  const alone = new Set(ok.map((run) => run.machineId)).size === 1;
  const said = [...new Set(ok.map((run) => run.line))];
  const alike = said.length === 1;
  const told = said.filter((line) => line !== "");
  return told.length > 0 && (alone || alike)
    ? sentence(`${machinesOf(ok)}: ${told.join("; ")}`)
    : `${titleOf(plan, ok)}: done on ${machinesOf(ok)}.`;
}

function linesOf(step: Step, runs: readonly Run[]): string[] {
  const lines = runs.map(
    (run) => `${run.machineName}: ${step.title} — ${word(run)}${run.line === "" ? "" : `: ${withHint(run)}`}`,
  );
  if (lines.length <= 12) return lines;
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(word(run), (counts.get(word(run)) ?? 0) + 1);
  const rest = runs.filter((run) => run.state !== "ok").map((run) => `${run.machineName}: ${word(run)}: ${run.line}`);
  return [`${step.title}: ${[...counts].map(([what, count]) => `${count} ${what}`).join(", ")}`, ...rest.slice(0, 40)];
}

/** What to do about it, where the error says. */
const withHint = ({ line, error }: Run): string =>
  error?.hint === undefined ? line : `${sentence(line)} ${error.hint}`;

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

/** The step whose table is shown: what a service wrote tells most, else what was looked at last. */
function shownStep(plan: Plan): Step | undefined {
  const reads = plan.steps.filter((step) => step.access === "read" && findTool(step.tool)?.table);
  return reads.find((step) => step.tool === "service.logs") ?? reads.at(-1);
}

// One tool, several machines: their tables under each other, the machine in front.
function tableOf(plan: Plan, runs: readonly Run[]): AnswerTable | undefined {
  const step = shownStep(plan);
  const make = step ? findTool(step.tool)?.table : undefined;
  if (!step || !make) return undefined;
  // A table of how it was before the change would be taken for how it is.
  const later = new Set(plan.steps.slice(plan.steps.indexOf(step)).map((each): string => each.id));
  const changing = stepsThatChange(plan);
  if (runs.some((run) => run.state === "ok" && later.has(run.stepId) && changing.has(run.stepId))) return undefined;
  const several = step.machineIds.length > 1;
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
    // None of what was looked for is an answer too.
    if (table.rows.length === 0 && several) rows.push([run.machineName, run.line]);
    rows.push(...table.rows.map((row) => [run.machineName, ...row]));
  }
  if (columns.length === 0 || rows.length === 0) return undefined;
  const width = columns.length + 1;
  return {
    columns: ["Machine", ...columns],
    rows: rows.map((row) => [...row, ...Array<string>(width).fill("")].slice(0, width)),
  };
}

/** "web-1", "web-1 and web-2", "web-1, web-2 and 3 more". */
export function names(all: ReadonlySet<string>): string {
  const list = [...all];
  if (list.length <= 1) return list[0] ?? "no machine";
  if (list.length <= 4) return `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
  return `${list.slice(0, 3).join(", ")} and ${list.length - 3} more`;
}
