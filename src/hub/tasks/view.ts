/** Rows of the task engine as the API and the pages show them. */
import type { FindingView } from "../../api/finding.ts";
import type { RunView, TaskLine, TaskView } from "../../api/task.ts";
import type { Finding } from "../../domain/finding.ts";
import { forHtml, showHidden, type Untrusted } from "../../domain/untrusted.ts";
import type { Stall } from "../../domain/stall.ts";
import { runEnded } from "../../domain/task.ts";
import type { CallResult } from "../../protocol/call.ts";
import { iso } from "../../lib/clock.ts";
import { shortId } from "../../lib/ids.ts";
import { heldOf } from "./confinement.ts";
import { previewsOf } from "./look.ts";
import type { MemoryPort } from "./ports.ts";
import { askingOf, planView, type NameOf } from "./planView.ts";
import { waitsUntilMs } from "./queue.ts";
import { rememberable } from "./rememberable.ts";
import { retryable } from "./retry.ts";
import { planningPaused, type Run, type Summary, type Task } from "./rows.ts";
import type { Attempt, TaskStore } from "./store.ts";
import { suggestionsFor } from "./suggestions.ts";
import { usedOf } from "./turns.ts";
import { takenBack } from "./undo.ts";

export function lineOf(task: Task): TaskLine {
  return {
    id: task.id,
    shortId: shortId(task.id),
    kind: task.kind,
    request: showHidden(task.request),
    state: task.state,
    by: task.actor.name,
    ...(task.risk ? { risk: task.risk } : {}),
    createdAt: iso(task.createdAtMs),
    ...(task.endedAtMs === undefined ? {} : { endedAt: iso(task.endedAtMs) }),
    ...(task.headline === undefined ? {} : { headline: task.headline }),
    ...(task.outcome?.kind === "error" && task.outcome.error.code === "refused_by_policy" ? { refused: true } : {}),
    machines: task.machines,
    ...followed(task),
  };
}

const followed = ({ ask: { follows, thread } }: Task): Pick<TaskView, "follows" | "thread"> => ({
  ...(follows === undefined ? {} : { follows }),
  ...(thread === undefined ? {} : { thread }),
});

/** Everything of one task, read at one moment. */
export function viewOf({
  store,
  task,
  nameOf,
  nowMs = 0,
  isKept = () => false,
}: {
  store: TaskStore;
  task: Task;
  nameOf: NameOf;
  /** For what is offered for a time only. */
  nowMs?: number;
  /** Whether these machines are called so already. */
  isKept?: MemoryPort["has"] | undefined;
}): TaskView {
  const stored = task.revision === 0 ? undefined : store.plan(task.id, task.revision);
  const runs = stored ? store.runs(task.id, task.revision) : [];
  const approval = stored ? store.approval(task.id, task.revision) : undefined;
  const line = lineOf(task);
  const { outcome } = task;
  return {
    id: task.id,
    shortId: line.shortId,
    kind: task.kind,
    request: line.request,
    state: task.state,
    by: line.by,
    createdAt: line.createdAt,
    ...(line.endedAt === undefined ? {} : { endedAt: line.endedAt }),
    ...(stored
      ? {
          plan: planView({
            stored,
            nameOf,
            expiresAtMs: approval?.state === "open" ? approval.expiresAtMs : undefined,
            asking: approval ? askingOf({ store, task, stored, approval, nameOf }) : {},
            previews: previewsOf({ store, stored }),
            nowMs,
          }),
        }
      : {}),
    runs: runViews(store, task, runs).map((run) => ({ ...run, ...heldOf(run, stored) })),
    ...told(outcome),
    ...followed(task),
    ...usedOf(store.turns(task.id)),
    ...rememberable({ task, plan: stored?.plan, nameOf, isKept }),
    ...suggestionsFor({ task, plan: stored?.plan, runs, before: beforeOf(store, task) }),
    ...driven(task, runs),
    ...scheduled(task),
    ...takenBack({ store, task, stored, runs, nowMs }),
    ...(approval?.state === "approved" && approval.actorName && approval.channel !== "reads"
      ? { approvedBy: approval.actorName }
      : {}),
  };
}

const beforeOf = (store: TaskStore, { ask: { follows } }: Task): Task | undefined =>
  follows === undefined ? undefined : store.find(follows);

const scheduled = ({ ask, outcome }: Task): Pick<TaskView, "bySchedule" | "madeSchedule" | "madeSecond"> => ({
  ...(ask.schedule === undefined ? {} : { bySchedule: ask.schedule }),
  ...(outcome?.kind === "summary" && outcome.schedule !== undefined ? { madeSchedule: outcome.schedule } : {}),
  ...(outcome?.kind === "summary" && outcome.second !== undefined ? { madeSecond: outcome.second } : {}),
});

/** What can be done with it, or is being waited for. */
function driven(task: Task, runs: readonly Run[]): Partial<TaskView> {
  const again = retryable(task, runs);
  const untilMs = waitsUntilMs(task);
  const waits = untilMs !== undefined && runs.some((run) => run.state === "queued");
  return {
    ...(task.ask.retryOf === undefined ? {} : { retryOf: task.ask.retryOf }),
    ...(again.length === 0 ? {} : { retryable: again }),
    ...(waits ? { queuedUntil: iso(untilMs) } : {}),
    ...(task.state === "paused"
      ? {
          paused: showHidden(task.headline ?? "Paused."),
          pausedBy: planningPaused(task) ? ("budget" as const) : ("person" as const),
        }
      : {}),
  };
}

function told(outcome: Task["outcome"]): Partial<TaskView> {
  if (!outcome) return {};
  switch (outcome.kind) {
    case "summary":
      return {
        summary: {
          headline: outcome.headline,
          lines: outcome.lines,
          ...(outcome.table ? { table: outcome.table } : {}),
          ...(outcome.looked ? { looked: outcome.looked } : {}),
          ...(outcome.unseen ? { unseen: outcome.unseen } : {}),
          ...(outcome.judged ? { judged: judgedOf(outcome.judged) } : {}),
          ...(outcome.findings && outcome.findings.length > 0 ? { findings: outcome.findings.map(findingOf) } : {}),
        },
      };
    case "question":
      return { question: { question: outcome.question, about: outcome.about, options: outcome.options } };
    case "declined":
      return { declined: { reason: outcome.reason, nearest: outcome.nearest } };
    case "error":
      return { error: outcome.error };
    case "rejected":
      return { rejectedBecause: outcome.reason };
  }
}

const judgedOf = ({ verdict, evidence }: NonNullable<Summary["judged"]>) => ({
  verdict,
  evidence: evidence.map(({ runId, text, ...place }) => ({ run: runId, text: showHidden(text), ...place })),
});

const findingOf = ({ id, machine, certainty, cause, evidence, fixes }: Finding): FindingView => ({
  id,
  machine,
  certainty,
  cause: forHtml(cause),
  evidence: evidence.map((each) => ({
    run: each.runId,
    step: each.stepId,
    machine: each.machine,
    at: iso(each.atMs),
    text: forHtml(each.text),
    ...(each.line === undefined ? {} : { line: each.line }),
    ...(each.row === undefined ? {} : { row: each.row }),
  })),
  fixes: fixes.map(({ say, why }) => ({ say: showHidden(say), why: showHidden(why) })),
});

/** What the agent told of how it ran, all of it the machine's own words. */
function reported(
  attempt: Attempt | undefined,
): Pick<RunView, "usage" | "survivors" | "containedBy" | "heldBy" | "warnings" | "masked"> {
  if (!attempt?.resultJson) return {};
  const { usage, survivors, containedBy, heldBy, warnings, redacted } = JSON.parse(attempt.resultJson) as CallResult;
  return {
    ...(usage ? { usage } : {}),
    ...(redacted ? { masked: redacted.count } : {}),
    ...(survivors
      ? {
          survivors: survivors.map((each) => ({
            ...each,
            command: showHidden(each.command),
            why: showHidden(each.why),
          })),
        }
      : {}),
    ...(containedBy ? { containedBy } : {}),
    ...(heldBy ? { heldBy: { ...heldBy, by: heldBy.by.map(showHidden), gaps: heldBy.gaps.map(showHidden) } } : {}),
    ...(warnings ? { warnings: warnings.map(({ code, detail }) => ({ code, detail: showHidden(detail) })) } : {}),
  };
}

/** A stall with every text of the machine escaped. */
export const shownStall = (stall: Stall): Stall => ({
  ...stall,
  words: showHidden(stall.words),
  program: showHidden(stall.program),
  ...(stall.prompt === undefined ? {} : { prompt: showHidden(stall.prompt) }),
  evidence: stall.evidence.map(({ what, found }) => ({ what: showHidden(what), found: showHidden(found) })),
  ...(stall.answers ? { answers: stall.answers.map(showHidden) } : {}),
});

function runViews(store: TaskStore, task: Task, runs: readonly Run[]): RunView[] {
  if (runs.length === 0) return [];
  const attempts = new Map(store.attemptsOf(task.id, task.revision).map((attempt) => [attempt.runId, attempt]));
  const outputs = new Map(store.outputsOf(task.id, task.revision).map((row) => [row.attemptId, row]));
  const endings = endedByPeople(store, task, runs);
  return runs.map((run) => {
    const attempt = attempts.get(run.id);
    const endedBy = endings.get(run.id);
    const output = attempt ? outputs.get(attempt.id) : undefined;
    return {
      id: run.id,
      stepId: run.stepId,
      machineId: run.machineId,
      machineName: run.machineName,
      state: run.state,
      line: showHidden(run.line),
      ...(run.error ? { error: { ...run.error, detail: showHidden(run.error.detail) } } : {}),
      ...(run.output ? { output: run.output } : {}),
      evidence:
        run.verdict && run.verdict.kind !== "unchecked"
          ? run.verdict.evidence.map(({ check, ok, found }) => ({ check, ok, found: forHtml(found as Untrusted) }))
          : [],
      ...(attempt ? { attemptId: attempt.id } : {}),
      ...(run.startedAtMs === undefined ? {} : { startedAt: iso(run.startedAtMs) }),
      ...(run.endedAtMs === undefined ? {} : { endedAt: iso(run.endedAtMs) }),
      stdoutBytes: output?.stdoutBytes ?? 0,
      stderrBytes: output?.stderrBytes ?? 0,
      truncated: output?.truncated === 1,
      ...(output?.digest ? { outputDigest: output.digest } : {}),
      leftOutBytes: output?.leftOutBytes ?? 0,
      ...(run.stall ? { stall: shownStall(run.stall) } : {}),
      ...reported(attempt),
      ...(endedBy && runEnded(run.state) ? { endedBy } : {}),
    };
  });
}

/** Who interrupted or killed what: looked up where a run ended badly, for most tasks have no such run. */
function endedByPeople(store: TaskStore, task: Task, runs: readonly Run[]): Map<string, RunView["endedBy"]> {
  const endings = new Map<string, RunView["endedBy"]>();
  if (!runs.some(({ state }) => state === "failed")) return endings;
  for (const { actorName, action, dataJson } of store.actsOn(task.id)) {
    const did = JSON.parse(dataJson) as { runId: string; action: string };
    if (did.action !== "interrupt" && did.action !== "kill") continue;
    if (action === "run.acted_on") endings.set(did.runId, { name: showHidden(actorName), action: did.action });
    else endings.delete(did.runId);
  }
  return endings;
}
