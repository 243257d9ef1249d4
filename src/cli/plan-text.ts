/** A plan as a person reads it before saying yes: what it amounts to, the exact bytes, where, how risky and why, the way back. */
import type { PlanView, PreviewView, StepView } from "../api/plan.ts";
import { atLeast, type Risk } from "../domain/risk.ts";
import { forHtml } from "../domain/untrusted.ts";
import type { Paint } from "./paint.ts";
import { shown } from "./shown.ts";

export function planText(view: PlanView, paint: Paint): string {
  const plan = shown(view);
  const lines = [
    ...plan.steps.flatMap((step, index) => stepLines(step, index + 1, paint)),
    ...plan.assumptions.map((text) => `${paint.amber("Assumed:")} ${text}`),
    ...plan.excluded.map(({ name, why }) => `${paint.amber("Left out:")} ${name}, ${why}`),
    ...(plan.changes ?? []).flatMap(({ text, before, after }, at) => [
      ...(at === 0
        ? [
            paint.amber(
              plan.changedFrom === "rejected" ? "Different from the plan before:" : "Changed since you saw it:",
            ),
          ]
        : []),
      `  ${text}`,
      ...(before === undefined ? [] : [paint.red(`    - ${before}`)]),
      ...(after === undefined ? [] : [paint.teal(`    + ${after}`)]),
    ]),
    ...(plan.schedule ? [whenText(plan.schedule, paint)] : []),
    ...(plan.later ? [laterText(plan, plan.later, paint)] : []),
    `${paint.bold("Risk")}  ${riskWord(plan.risk, paint)}, level ${plan.level}, set by the ${plan.decidedBy}`,
    ...plan.reasons.map(({ text }) => `      ${text}`),
    ...(plan.consequence === "" || plan.consequence === plan.understood
      ? []
      : [`${paint.bold("So")}    ${plan.consequence}`]),
    ...asking(plan),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Nothing runs now: what is approved is that it runs then. */
const whenText = ({ text, timeZone, next }: NonNullable<PlanView["schedule"]>, paint: Paint): string =>
  `${paint.bold("When")}  ${text}${timeZone === undefined ? "" : ` ${timeZone}`}${next[0] === undefined ? "" : `; next: ${next[0].slice(0, 16).replace("T", " ")} UTC`}`;

/** Some of the steps have a time of their own. */
const laterText = ({ steps }: PlanView, { from, schedule }: NonNullable<PlanView["later"]>, paint: Paint): string =>
  `${whenText(schedule, paint)}, from step ${steps.findIndex(({ id }) => id === from) + 1} on`;

/** Who is asked besides, and by which rule; what is built in needs no word. */
function asking({ rule, approvals }: PlanView): string[] {
  if (!approvals) return [];
  const { needed, given } = approvals;
  return [
    ...(needed > 1
      ? [
          `Two people have to approve this: ${given.length} of ${needed} given${given.map(({ name }) => `, by ${name}`).join("")}`,
        ]
      : []),
    ...(rule && rule.where !== "built in" ? [`Asked by ${rule.id}, ${rule.where}`] : []),
  ];
}

/** A change is never of low risk: of a command that is, it is known that it only reads. */
export const commandLooks = ({ tool, risk }: StepView): boolean => tool === "shell.run" && risk === "low";

/** All that is of low risk only looks, whatever its tool could do. */
export const onlyLooks = (step: StepView): boolean => step.access === "read" || commandLooks(step);

function stepLines(step: StepView, number: number, paint: Paint): string[] {
  const reads = onlyLooks(step);
  return [
    `${paint.bold(`${number}. ${step.title}`)}  ${paint.dim(reads ? "reads only" : step.rollout)}`,
    ...step.exact.split("\n").map((line) => `   ${paint.teal(line)}`),
    `   on ${machineNames(step.machines.map(({ name }) => name))}`,
    ...(step.previews ?? []).flatMap((found) => previewLines(found, paint)),
    ...(step.learnt ?? []).map(({ value, from }) =>
      paint.amber(`   not from you: ${value} comes only from what ${from} said`),
    ),
    ...(step.condition === undefined ? [] : [`   only where ${step.condition}`]),
    ...(step.precheck === undefined ? [] : [`   first checks: ${step.precheck}`]),
    ...(step.verify.length === 0 || reads ? [] : [`   then checks: ${step.verify.join(", ")}`]),
    ...(reads ? [] : [`   ${step.undoable ? "undo" : "no way back"}: ${step.undo}`]),
  ];
}

/** What the machines said would change, line by line. */
function previewLines({ machines, files, notes, problems, unknown }: PreviewView, paint: Paint): string[] {
  const on = machines.join(", ");
  if (unknown !== undefined) return [`   not known for ${on}: ${unknown}`];
  return [
    `   would change on ${on}:`,
    ...problems.map((text) => paint.red(`     ${forHtml(text)}`)),
    ...notes.map((text) => `     ${forHtml(text)}`),
    ...files.flatMap(({ path, kind, diff, leftOut }) => [
      `     ${forHtml(path)}: ${kind === "same" ? "as it is" : kind}${leftOut === undefined ? "" : ` (${leftOut}, not shown whole)`}`,
      ...(diff === undefined ? [] : diffLines(forHtml(diff), paint)),
    ]),
  ];
}

const diffLines = (diff: string, paint: Paint): string[] =>
  diff
    .replace(/\n$/, "")
    .split("\n")
    .map((line) => {
      const text = `       ${line}`;
      return line.startsWith("+") ? paint.teal(text) : line.startsWith("-") ? paint.red(text) : text;
    });

const most = 12;
/** Every name up to a dozen; beyond that the number too, but still the names: who approves must know what is reached. */
export const machineNames = (names: readonly string[]): string =>
  names.length <= most ? names.join(", ") : `${names.length} machines: ${names.join(", ")}`;

export function riskWord(risk: Risk, paint: Paint): string {
  if (risk === "critical") return paint.red(risk);
  if (risk === "high") return paint.amber(risk);
  return atLeast(risk, "medium") ? paint.blue(risk) : risk;
}
