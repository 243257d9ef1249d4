/** A stored plan in words: what it amounts to, its exact bytes, who is asked and why, and what changed since it was shown. */
import type { PlanView, PreviewView, StepView } from "../../api/plan.ts";
import { conditionText } from "../../domain/conditionWords.ts";
import { nameToType } from "../../domain/decide.ts";
import type { MachineId } from "../../domain/machine.ts";
import type { Plan, Step } from "../../domain/plan.ts";
import { planDiff } from "../../domain/planDiff.ts";
import { riskRank } from "../../domain/risk.ts";
import { goesOver, inTurn } from "../../domain/rollout.ts";
import { taskId } from "../../domain/task.ts";
import { showHidden } from "../../domain/untrusted.ts";
import { iso } from "../../lib/clock.ts";
import { assessStep, onlyLooks } from "../../tools/assess.ts";
import { toolNamed } from "../../tools/index.ts";
import type { StoredPlan, Task } from "./rows.ts";
import { shownPlan } from "./masks.ts";
import { scheduleView } from "./scheduleView.ts";
import type { Approval, TaskStore } from "./store.ts";
import { names } from "./summarise.ts";

export type NameOf = (id: MachineId) => string;

export function planView({
  stored,
  nameOf,
  expiresAtMs,
  asking = {},
  previews = new Map(),
  nowMs = 0,
}: {
  stored: StoredPlan;
  nameOf: NameOf;
  expiresAtMs: number | undefined;
  asking?: Asking;
  previews?: ReadonlyMap<string, PreviewView[]>;
  /** For when a schedule is next. */
  nowMs?: number;
}): PlanView {
  const { plan, assessment, digest, revision } = stored;
  const typeName = nameToType(assessment.risk, [...new Set(plan.steps.flatMap((step) => step.machineIds))].map(nameOf));
  return shownPlan(plan, {
    revision,
    digest,
    by: plan.by,
    understood: showHidden(plan.understood),
    on: plan.on,
    steps: plan.steps.map((step) => {
      const found = previews.get(step.id);
      return { ...stepView(step, nameOf), ...(found ? { previews: found } : {}) };
    }),
    excluded: plan.excluded.map(({ name, why }) => ({ name, why })),
    assumptions: plan.assumptions,
    risk: assessment.risk,
    level: assessment.level,
    reasons: assessment.reasons,
    decidedBy: assessment.decidedBy,
    consequence: consequence(plan, nameOf),
    ...(typeName === undefined ? {} : { typeName }),
    ...(plan.schedule ? { schedule: scheduleView(plan.schedule, nowMs) } : {}),
    ...(plan.later ? { later: { from: plan.later.from, schedule: scheduleView(plan.later.schedule, nowMs) } } : {}),
    ...(expiresAtMs === undefined ? {} : { expiresAt: iso(expiresAtMs) }),
    ...asking,
  });
}

type Asking = Pick<PlanView, "approvals" | "rule" | "changes" | "changedFrom">;

/** Who is asked and why; and, for a plan that was made anew while somebody looked at it, what is another now. */
export function askingOf({
  store,
  task,
  stored,
  approval,
  nameOf,
}: {
  store: TaskStore;
  task: Task;
  stored: StoredPlan;
  approval: Approval;
  nameOf: NameOf;
}): Asking {
  const { rule, ruleWhere, needed } = approval;
  const isOpen = approval.state === "open";
  const parts = isOpen || needed > 1 ? store.approvalParts(approval.id) : [];
  const shownBefore = stored.revision > 1 ? store.plan(task.id, stored.revision - 1) : undefined;
  const before = isOpen ? (shownBefore ?? wantedOtherwise(store, task)) : undefined;
  const exactOf = (step: Step): string => showHidden(toolNamed(step.tool).preview(step.input).exact);
  return {
    ...(rule === null ? {} : { rule: { id: rule, where: ruleWhere ?? "" } }),
    ...(isOpen || needed > 1
      ? {
          approvals: {
            needed,
            given: parts.map(({ actorId, actorName, atMs }) => ({
              id: actorId,
              name: showHidden(actorName),
              at: iso(atMs),
            })),
          },
        }
      : {}),
    ...(before
      ? {
          changedFrom: shownBefore ? ("shown" as const) : ("rejected" as const),
          changes: planDiff(before, stored, { nameOf, exactOf }).map(({ text, ...more }) => ({
            ...more,
            text: showHidden(text),
          })),
        }
      : {}),
  };
}

/** The plan that a person rejected with what should be another way, where this one is the answer to that. */
function wantedOtherwise(store: TaskStore, { ask }: Task): StoredPlan | undefined {
  const earlier = ask.follows === undefined ? undefined : store.find(taskId(ask.follows));
  return earlier?.state === "rejected" && earlier.revision > 0 ? store.plan(earlier.id, earlier.revision) : undefined;
}

function stepView(step: Step, nameOf: NameOf): StepView {
  const tool = toolNamed(step.tool);
  const { risk, level, reasons, found } = assessStep(step);
  const precheck = tool.precheck?.(step.input);
  return {
    id: step.id,
    title: showHidden(step.title),
    tool: step.tool,
    input: step.input,
    access: step.access,
    exact: showHidden(tool.preview(step.input).exact),
    machines: step.machineIds.map((id) => ({ id, name: nameOf(id) })).toSorted((a, b) => inTurn(a.name, b.name)),
    ...(step.condition ? { condition: conditionText(step.condition) } : {}),
    rollout: rolloutText(step, step.machineIds.map(nameOf)),
    ...(precheck === undefined ? {} : { precheck }),
    verify: step.verify,
    undo: undoText(step.undo),
    undoable: step.undo.kind === "tool" || step.undo.kind === "kept",
    risk,
    level,
    reasons,
    ...(found.length > 0
      ? { marks: found.map(({ span, ...each }) => ({ ...span, risk: each.risk, text: each.text, rule: each.rule })) }
      : {}),
    timeoutMs: step.limits.timeoutMs,
    ...(step.learnt && step.learnt.length > 0
      ? { learnt: step.learnt.map(({ value, from }) => ({ value: showHidden(value), from: showHidden(from) })) }
      : {}),
  };
}

function undoText(undo: Step["undo"]): string {
  switch (undo.kind) {
    case "tool":
    case "kept":
      return undo.text;
    case "impossible":
      return undo.why;
    case "nothing":
      return "nothing to undo";
  }
}

function rolloutText({ rollout, condition }: Step, machineNames: readonly string[]): string {
  const { length } = machineNames;
  if (length === 1) return "on one machine";
  const goes = goesOver(rollout, machineNames, condition === undefined);
  if (rollout.mode === "parallel") return goes;
  const { stopAfterFailures, stopAfterShare } = rollout;
  const stops = [
    ...(stopAfterFailures === 1 ? ["after the first failure"] : []),
    ...(stopAfterFailures > 1 && stopAfterFailures < length ? [`after ${stopAfterFailures} failures`] : []),
    ...(stopAfterShare === undefined ? [] : [`once more than ${Math.round(stopAfterShare * 100)} % have failed`]),
  ];
  return stops.length === 0 ? goes : `${goes}; it stops ${stops.join(", or ")}`;
}

function consequence(plan: Plan, nameOf: NameOf): string {
  const changes = plan.steps.filter((step) => !onlyLooks(step));
  if (changes.length === 0) return "Nothing is changed.";
  return changes
    .map(
      (step) =>
        `${showHidden(step.title)} on ${names(new Set(step.machineIds.map(nameOf)))}${step.machineIds.length > 1 ? `, ${rolloutText(step, step.machineIds.map(nameOf))}` : ""}${step.condition ? ", only where its condition holds" : ""}.${effects(step)}`,
    )
    .join(" ");
}

const effectsTold = 3;

/** A title says what a typed tool does; that a command runs says nothing, so the worst that it does stands there. */
function effects(step: Step): string {
  if (step.tool !== "shell.run") return "";
  const worstFirst = assessStep(step).found.toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk));
  const texts = [...new Set(worstFirst.map(({ text }) => text))].slice(0, effectsTold);
  const last = texts.pop();
  if (last === undefined) return "";
  return showHidden(texts.length === 0 ? ` It ${last}.` : ` It ${texts.join(", ")} and ${last}.`);
}
