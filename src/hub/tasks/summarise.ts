/** The summary of a task, computed from its runs: what was done where, what was not, and why. No word that is not a fact. */
import type { AnswerTable, Plan, Step } from "../../domain/plan.ts";
import type { TaskState } from "../../domain/task.ts";
import { onlyLooks } from "../../tools/assess.ts";
import { findTool } from "../../tools/index.ts";
import { diagnose } from "../planning/diagnosis/diagnose.ts";
import { failuresOf } from "../planning/diagnosis/failures.ts";
import { diagnosisText } from "../planning/diagnosis/words.ts";
import { cannotBeSeen, type Earlier } from "../planning/diagnosis/looked.ts";
import { bad } from "./rollout.ts";
import { wasSkipped, wasStopped } from "./reasons.ts";
import type { Run, Summary } from "./rows.ts";

type Ending = {
  plan: Plan;
  runs: readonly Run[];
  state: TaskState;
  /** What ailx changed on the machines before; a diagnosis is told with it. */
  earlier?: readonly Earlier[];
};

export function summarise({ plan, runs, state, earlier = [] }: Ending): Summary {
  const findings = changesIn(plan) ? failuresOf(plan, runs) : diagnose(plan, runs, earlier);
  const diagnosed = state === "cancelled" ? undefined : diagnosisText(plan, runs, findings);
  if (diagnosed !== undefined)
    return {
      kind: "summary",
      headline: diagnosed,
      lines: [...notSeen(plan, runs), ...leftOut(plan)],
      looked: looksOf(plan, runs),
      ...(findings.length > 0 ? { findings } : {}),
    };
  const table = tableOf(plan, runs);
  const changed = runs.some((run) => run.state === "ok" && stepsThatChange(plan).has(run.stepId));
  // What was seen is told by the table, or is no longer so.
  const isTold = (step: Step): boolean =>
    step.access === "read" && (changed || (table && step === shownStep(plan)) === true);
  const told = (step: Step): Run[] =>
    runs.filter((run) => run.stepId === step.id && !(run.state === "ok" && isTold(step)));
  return {
    kind: "summary",
    headline: headline(plan, runs, state),
    lines: [...plan.steps.flatMap((step) => linesOf(step, told(step))), ...leftOut(plan)],
    ...(table ? { table } : {}),
    ...(findings.length > 0 ? { findings } : {}),
  };
}

const leftOut = ({ excluded }: Plan): string[] => excluded.map(({ name, why }) => `${name} was left out: ${why}.`);

/** The answer of a diagnosis is its findings; what was looked at stands behind them, each with the run that has all of it. */
function looksOf(plan: Plan, runs: readonly Run[]): NonNullable<Summary["looked"]> {
  const several = new Set(runs.map(({ machineId }) => machineId)).size > 1;
  return plan.steps.flatMap((step) =>
    runs
      .filter(({ stepId, state }) => stepId === step.id && state !== "skipped")
      .map((run) => ({
        run: run.id,
        what: several ? `${run.machineName}: ${step.title}` : step.title,
        found: run.state === "ok" ? run.line : howOf(run, onlyLooks(step)),
      })),
  );
}

/** Looks that failed, each with why; what its machine cannot do at all is no failure. */
const notSeen = (plan: Plan, runs: readonly Run[]): string[] =>
  plan.steps.flatMap((step) =>
    linesOf(
      step,
      runs.filter((run) => run.stepId === step.id && bad(run) && !cannotBeSeen(plan, run)),
    ),
  );

const changesIn = ({ steps }: Plan): boolean => steps.some(({ access }) => access === "change");
const stepsThatChange = (plan: Plan): Set<string> =>
  new Set(plan.steps.filter((step) => !onlyLooks(step)).map((step): string => step.id));
const machinesOf = (some: readonly Run[]): string => names(new Set(some.map((run) => run.machineName)));

/** "web-1 and web-2", "all 30 machines", "28 of 30 machines": names as long as they can be read in passing. */
function ofAll(some: readonly Run[], all: readonly Run[]): string {
  const count = new Set(some.map((run) => run.machineId)).size;
  const of = new Set(all.map((run) => run.machineId)).size;
  if (count <= 4) return machinesOf(some);
  return count === of ? `all ${of} machines` : `${count} of ${of} machines`;
}
/** A machine's name stays as it is; "all 30 machines" begins a sentence. */
const inFront = (text: string): string => (text.startsWith("all ") ? capital(text) : text);
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** It was sent to its machine and did not come to its end there. */
const isInterrupted = ({ state, startedAtMs }: Run): boolean =>
  state === "running" || state === "unknown" || (state === "cancelled" && startedAtMs !== undefined);

function cancelled(own: readonly Run[], changes: boolean): string {
  const ok = own.filter((run) => run.state === "ok");
  const interrupted = own.filter(isInterrupted);
  if (ok.length + interrupted.length === 0) return "Cancelled. Nothing had been done.";
  const done = ok.length > 0 ? ` Done before that: ${ofAll(ok, own)}.` : "";
  const unknown = changes ? "; what was done there until then is not known" : "";
  return `Cancelled.${done}${interrupted.length > 0 ? ` Interrupted on ${ofAll(interrupted, own)}${unknown}.` : ""}`;
}

/** The result in one sentence. Where the plan changes something, only its changes count: looking was not what was asked. */
function headline(plan: Plan, runs: readonly Run[], state: TaskState): string {
  const changing = stepsThatChange(plan);
  const own = changing.size === 0 ? runs : runs.filter((run) => changing.has(run.stepId));
  const ok = own.filter((run) => run.state === "ok");
  if (state === "cancelled") return cancelled(own, changing.size > 0);
  if (state !== "succeeded") return broken(plan, ok, runs);
  const skipped = skippedText(runs);
  if (changing.size === 0) return `${seen(plan, ok, own)}${skipped}`;
  const checked = ok.every((run) => run.verdict?.kind === "ok");
  if (ok.length > 0)
    return `${titleOf(plan, ok)}: ${checked ? "done and verified" : "done"} on ${ofAll(ok, own)}.${skipped}`;
  if (own.every(wasSkipped)) return `Nothing was done.${skipped}`;
  const looked = runs.filter((run) => run.state === "ok");
  return `Nothing had to be changed. ${seen(plan, looked, runs)}${skipped}`;
}

/** Whom people left out, behind the sentence; nothing where nobody was. */
function skippedText(runs: readonly Run[]): string {
  const by = Map.groupBy(runs.filter(wasSkipped), (run) => run.line);
  return [...by].map(([line, some]) => ` ${capital(line)}: ${machinesOf(some)}.`).join("");
}

function broken(plan: Plan, ok: readonly Run[], runs: readonly Run[]): string {
  const not = runs.filter((run) => run.state === "failed" || run.state === "unreachable");
  const dark = runs.filter((run) => run.state === "unknown");
  const untouched = runs.filter(wasStopped);
  const [first] = [...not, ...dark];
  const where = [
    ...(ok.length > 0 ? [`done on ${ofAll(ok, runs)}`] : []),
    ...(not.length > 0 ? [ok.length > 0 ? `not on ${ofAll(not, runs)}` : "not done"] : []),
    ...(dark.length > 0 ? [`not known whether on ${ofAll(dark, runs)}`] : []),
  ];
  return (
    [
      `${titleOf(plan, [...ok, ...not, ...dark])}: ${where.join(", ")}.`,
      ...(first
        ? [sentence(first.line.startsWith(first.machineName) ? first.line : `${first.machineName}: ${first.line}`)]
        : []),
      ...(untouched.length > 0 ? [`Not touched: ${ofAll(untouched, runs)}.`] : []),
    ].join(" ") + skippedText(runs)
  );
}

function titleOf(plan: Plan, runs: readonly Run[]): string {
  const ids = new Set(runs.map((run) => run.stepId));
  const steps = plan.steps.filter((step) => ids.has(step.id));
  return steps.length === 1 ? (steps[0]?.title ?? "") : `${steps.length} steps`;
}

// What one machine said, or all of them alike, is the answer itself; of several the table is.
function seen(plan: Plan, ok: readonly Run[], of: readonly Run[]): string {
  if (ok.length === 0) return "Nothing was needed.";
  const alone = new Set(ok.map((run) => run.machineId)).size === 1;
  const said = [...new Set(ok.map((run) => run.line))];
  const alike = said.length === 1;
  // How much a command wrote answers nothing; what it wrote is shown below.
  const told = said.filter((line) => line !== "" && !/^\d+ lines$/.test(line));
  return told.length > 0 && (alone || alike)
    ? sentence(`${inFront(ofAll(ok, of))}: ${told.join("; ")}`)
    : `${titleOf(plan, ok)}: done on ${ofAll(ok, of)}.`;
}

/** Up to so many machines have a line each; beyond that equal ones share one. */
const singlyAtMost = 5;
const groupsAtMost = 40;

function linesOf(step: Step, runs: readonly Run[]): string[] {
  const looks = onlyLooks(step);
  const how = (run: Run): string => howOf(run, looks);
  const lines = runs.map((run) => `${run.machineName}: ${step.title} — ${how(run)}`);
  const groups = Map.groupBy(runs, how);
  if (runs.length <= singlyAtMost || (groups.size === runs.length && runs.length <= 12)) return lines;
  const told = [...groups].toSorted(([, a], [, b]) => b.length - a.length);
  const text = told
    .slice(0, groupsAtMost)
    .map(([what, some], at) =>
      at === 0 && some.length > 1
        ? `${step.title}: ${some.length === runs.length ? `all ${runs.length}` : `${some.length} of ${runs.length}`} alike — ${what}`
        : `${machinesOf(some)}: ${step.title} — ${what}`,
    );
  const left = told.slice(groupsAtMost).reduce((sum, [, some]) => sum + some.length, 0);
  return left === 0 ? text : [...text, `${step.title}: ${left} more, each of which differs`];
}

function howOf(run: Run, looks: boolean): string {
  const how = word(run, looks);
  return run.line === "" || run.line === how ? how : `${how}: ${withHint(run)}`;
}

/** What to do about it, where the error says. */
const withHint = ({ line, error }: Run): string =>
  error?.hint === undefined ? line : `${sentence(line)} ${error.hint}`;

function word(run: Run, looks: boolean): string {
  switch (run.state) {
    case "ok":
      // Where nothing is changed, there is nothing that could be verified: what was seen is the result.
      return run.verdict?.kind === "ok" && !looks ? "done and verified" : "done";
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
