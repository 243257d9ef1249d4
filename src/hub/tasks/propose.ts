/** From a request to a stored proposal: plan, answer, question or refusal. Whoever planned, the same door follows. */
import { AppError, errorBody } from "../../domain/error.ts";
import { decide, type Decision } from "../../domain/decide.ts";
import { riskRank } from "../../domain/risk.ts";
import { digestOf, type Outcome, type Plan } from "../../domain/plan.ts";
import { runId, type TaskState } from "../../domain/task.ts";
import { newId } from "../../lib/ids.ts";
import { inManner } from "./manner.ts";
import { assess, onlyLooks } from "../../tools/assess.ts";
import { plannedEntry, refusedEntry } from "./auditOf.ts";
import type { Desk } from "../planning/planner.ts";
import { nothing, type Prepared } from "./dispatch.ts";
import { outcomeOf } from "./outcome.ts";
import { partsOf } from "./parts.ts";
import { approvalValidMs, hubMachine, type Ports } from "./ports.ts";
import { ending, type TaskValues } from "./finish.ts";
import { endedWithout } from "./replan.ts";
import type { Run, StoredPlan, Summary, Task, TaskOutcome } from "./rows.ts";

export type First = (task: Task, stored: StoredPlan, runs: readonly Run[]) => Prepared;

/** Plans a task that is `planning` and stores what came of it. */
export async function propose({
  ports,
  task,
  first,
  look,
  desk,
}: {
  ports: Ports;
  task: Task;
  first: First;
  look: (task: Task, outcome: Outcome) => Promise<Outcome>;
  desk: Desk;
}): Promise<boolean> {
  const outcome = await look(task, await outcomeOf(ports, task, desk));
  // Cancelled, or the hub stops and plans it anew when it starts.
  if (desk.signal.aborted) return false;
  const move = (values: TaskValues) => ports.store.moveTask(task.id, "planning", values);
  const isThrough = outcome.kind !== "answer" || outcome.spent === undefined;
  const without = isThrough ? endedWithout(ports, task, outcome) : undefined;
  const prepared = without
    ? ending({ ports, task, move, state: without.state, told: without.summary, headline: without.summary.headline })
    : proposal({ ports, task, outcome, first, move });
  await ports.db.commit(prepared);
  for (const after of prepared.after) after();
  return true;
}

const answerOf = ({ text, table, unseen, spent, looked }: Extract<Outcome, { kind: "answer" }>): Summary => ({
  kind: "summary",
  headline: text,
  lines: [],
  ...(table ? { table } : {}),
  ...(unseen ? { unseen } : {}),
  ...(looked ? { looked } : {}),
  ...(spent === undefined ? {} : { spent }),
});

/** The commit that stores an outcome. `move` writes the task's own row: an insert or a guarded change. */
export function proposal({
  ports,
  task,
  outcome,
  first,
  move,
}: {
  ports: Ports;
  task: Task;
  outcome: Outcome;
  first: First;
  move: (values: TaskValues) => Prepared["do"][number];
}): Prepared {
  const end = (state: TaskState, told: TaskOutcome, headline: string, endedAtMs: number | null): Prepared =>
    ending({ ports, task, move, state, told, headline, endedAtMs });
  switch (outcome.kind) {
    case "answer":
      return outcome.spent === undefined
        ? end("succeeded", answerOf(outcome), outcome.text, ports.clock())
        : end("paused", answerOf(outcome), `Paused: ${outcome.spent}.`, null);
    case "clarify":
      return end(
        "needs_answer",
        { kind: "question", question: outcome.question, about: outcome.about, options: outcome.options },
        outcome.question,
        null,
      );
    case "decline":
      return end(
        "declined",
        { kind: "declined", reason: outcome.reason, nearest: outcome.nearest },
        outcome.reason,
        ports.clock(),
      );
    case "plan":
      return planned({ ports, task, plan: outcome.plan, first, move });
  }
}

function planned({
  ports,
  task,
  plan: proposed,
  first,
  move,
}: {
  ports: Ports;
  task: Task;
  plan: Plan;
  first: First;
  move: (values: TaskValues) => Prepared["do"][number];
}): Prepared {
  const { store, clock } = ports;
  const plan = inManner(proposed, task.ask);
  const atMs = clock();
  const revision = task.revision + 1;
  const machines = new Map(ports.fleet.list().map((machine) => [String(machine.id), machine]));
  const assessment = assess({ plan, machines, typed: task.kind === "exec" });
  const stored: StoredPlan = { revision, digest: digestOf(plan, assessment), plan, assessment };
  const decided = decide({
    ...task.ask,
    actor: { ...task.actor, role: task.ask.role },
    kind: task.kind,
    assessment,
    parts: partsOf(stored, machines),
    standing: ports.policy.standing(),
    nowMs: atMs,
    // A plan that somebody was asked about and that changed is asked about again, whatever has become of its risk; and so is
    // one that text of a machine may have had a hand in.
    ...(task.revision > 0 || (plan.warned !== undefined && assessment.risk !== "low")
      ? { confirm: "always" as const }
      : {}),
  });
  const decision = bySchedule({ ports, task, plan, assessment, decided });
  const reach = new Set(plan.steps.flatMap((step) => step.machineIds)).size;
  const common = { revision, risk: assessment.risk, machines: reach };
  const about = { actor: task.actor, origin: task.ask.origin, taskId: task.id };
  const planRow = store.insertPlan({
    taskId: task.id,
    revision,
    digest: stored.digest,
    planJson: JSON.stringify(plan),
    assessmentJson: JSON.stringify(assessment),
    createdAtMs: atMs,
  });
  const planAudit = plannedEntry({
    about,
    request: task.request,
    digest: stored.digest,
    risk: assessment.risk,
    decision,
    plan,
  });

  if (task.ask.planOnly) {
    const headline = "Planned only. Nothing was run.";
    const values = {
      ...common,
      state: "succeeded" as const,
      headline,
      outcomeJson: JSON.stringify({ kind: "summary", headline, lines: [] }),
      endedAtMs: atMs,
    };
    return {
      ...nothing(),
      sync: "now",
      do: [move(values), planRow],
      events: [{ kind: "task", taskId: task.id, data: { state: "succeeded" } }],
      audit: [planAudit],
    };
  }
  const refusal =
    decision.kind === "refuse" ? refusedBy(decision) : (notPermitted(stored, machines) ?? notUnattended(stored));
  if (decision.kind === "refuse" || refusal) {
    const error = errorBody(refusal);
    const outcomeJson = JSON.stringify({ kind: "error", error });
    return {
      ...nothing(),
      sync: "now",
      do: [move({ ...common, state: "failed", headline: error.detail, outcomeJson, endedAtMs: atMs }), planRow],
      events: [{ kind: "task", taskId: task.id, data: { state: "failed" } }],
      audit: [planAudit, refusedEntry({ about, request: task.request, error, decision })],
    };
  }
  const approval = {
    id: newId(),
    taskId: task.id,
    revision,
    digest: stored.digest,
    askedAtMs: atMs,
    expiresAtMs: atMs + approvalValidMs,
    needed: decision.kind === "two" ? 2 : 1,
    given: decision.kind === "auto" ? 1 : 0,
    askerId: task.actor.id,
    rule: decision.rule,
    ruleWhere: decision.where,
    ...(decision.kind === "auto" ? granted(decision, task, atMs) : { state: "open" }),
  };
  if (decision.kind !== "auto")
    return {
      ...nothing(),
      sync: "now",
      do: [move({ ...common, state: "needs_approval", outcomeJson: null }), planRow, store.insertApproval(approval)],
      events: [{ kind: "task", taskId: task.id, data: { state: "needs_approval" } }],
      audit: [planAudit],
    };
  if (plan.schedule && ports.schedules) {
    const made = ports.schedules.make({ task, stored });
    return {
      ...nothing(),
      sync: "now",
      do: [
        move({ ...common, state: "succeeded", ...toldOf(made), endedAtMs: atMs }),
        planRow,
        store.insertApproval(approval),
        ...made.changes,
      ],
      events: [{ kind: "task", taskId: task.id, data: { state: "succeeded" } }, ...made.events],
      audit: [planAudit, ...made.audit.map((each) => ({ ...about, ...each }))],
    };
  }
  const begun = first(task, stored, runsOf(ports, task, stored));
  return {
    do: [
      move({ ...common, state: "running", outcomeJson: null }),
      planRow,
      store.insertApproval(approval),
      ...decision.permits.map((id) => ports.policy.usePermit(id, atMs)),
      ...begun.do,
    ],
    events: [
      { kind: "task", taskId: task.id, data: { state: "running" } },
      ...decision.permits.map((permit) => ({ kind: "permit", data: { id: permit } })),
      ...begun.events,
    ],
    audit: [
      planAudit,
      ...decision.permits.map((permit) => ({
        ...about,
        action: "permit.used",
        data: { permit, digest: stored.digest },
      })),
      ...begun.audit,
    ],
    after: begun.after,
    sync: plan.steps.every(onlyLooks) ? "later" : "now",
  };
}

/** A task that ended by making a schedule, or two. */
export const toldOf = ({ ids: [schedule, second], headline }: { ids: string[]; headline: string }) => ({
  headline,
  outcomeJson: JSON.stringify({ kind: "summary", headline, lines: [], schedule, second }),
});

/** A time of a schedule was approved with it: nobody is asked again, unless it is worse today or something is otherwise. */
function bySchedule({
  ports,
  task,
  plan,
  assessment,
  decided,
}: {
  ports: Ports;
  task: Task;
  plan: Plan;
  assessment: StoredPlan["assessment"];
  decided: Decision;
}): Decision {
  const approved = task.ask.schedule === undefined ? undefined : ports.schedules?.of(task.ask.schedule);
  if (!approved || (decided.kind !== "ask" && decided.kind !== "two")) return decided;
  const worse = riskRank(assessment.risk) > riskRank(approved.risk);
  // Two people approved its times; at another one, by hand, two have to again.
  if (decided.kind === "two" && task.ask.channel !== "schedule") return decided;
  if (worse || plan.otherwise !== undefined || plan.schedule !== undefined) return decided;
  return { kind: "auto", rule: "schedule", where: approved.approvedBy, permits: [] };
}

const notUnattended = ({ plan, assessment }: StoredPlan): AppError | undefined =>
  plan.schedule && assessment.risk === "critical"
    ? new AppError("refused_by_policy", "What is critical is not done while nobody looks, so it cannot be scheduled.", {
        hint: "Ask for it when you are there.",
      })
    : undefined;

/** Nobody is asked for what no machine of a step would do; where some would, the others are named when it runs. */
function notPermitted(stored: StoredPlan, fleet: Parameters<typeof partsOf>[1]): AppError | undefined {
  for (const { title, level: needed, machines: targets } of partsOf(stored, fleet)) {
    const [first] = targets;
    if (!first || targets.some((machine) => machine.maxLevel >= needed)) continue;
    const who = targets.length === 1 ? `${first.name} permits` : `the ${targets.length} machines permit at most`;
    const most = Math.max(...targets.map((machine) => machine.maxLevel));
    return new AppError("level_too_low", `“${title}” needs level ${needed}; ${who} ${most}.`, {
      hint: `Root on the machine itself can raise maxLevel in ${first.policy?.file || "/etc/ailx/policy.yaml"}, or for a while by \`ailx agent grant\`.`,
    });
  }
  return undefined;
}

const refusedBy = ({ why, hint, rule, where }: Extract<Decision, { kind: "refuse" }>): AppError =>
  new AppError("refused_by_policy", why, { ...(hint === undefined ? {} : { hint }), fields: { rule, where } });

const granted = (decision: Extract<Decision, { kind: "auto" }>, task: Task, atMs: number) => ({
  state: "approved",
  actorId: task.actor.id,
  actorName: task.actor.name,
  channel: decision.rule,
  decidedAtMs: atMs,
});

/** A run for each step and machine, all queued. */
export function runsOf(ports: Pick<Ports, "fleet">, task: Task, { plan, revision }: StoredPlan): Run[] {
  return plan.steps.flatMap((step, stepIndex) =>
    step.machineIds.map((id): Run => ({
      id: runId(newId()),
      taskId: task.id,
      revision,
      stepId: step.id,
      stepIndex,
      machineId: id,
      machineName: id === hubMachine ? "hub" : (ports.fleet.get(id)?.name ?? "a removed machine"),
      state: "queued",
      line: "",
      error: undefined,
      output: undefined,
      verdict: undefined,
      stall: undefined,
      startedAtMs: undefined,
      endedAtMs: undefined,
    })),
  );
}
