/**
 * The only door to a machine. What goes through it is assessed again; is stored, with its audit row, before it is sent;
 * and carries the id of its attempt, so that it runs at most once however often it is delivered.
 */
import { assess, onlyLooks } from "../../tools/assess.ts";
import { toolNamed } from "../../tools/index.ts";
import { AppError } from "../../domain/error.ts";
import type { Step } from "../../domain/plan.ts";
import { highestLevel, riskRank, type Level } from "../../domain/risk.ts";
import { newId } from "../../lib/ids.ts";
import type { AuditEntry, Change, EventEntry } from "../db/database.ts";
import { inputOf } from "./auditOf.ts";
import type { Ports } from "./ports.ts";
import { loggedInput } from "./masks.ts";
import { hubMachine } from "./ports.ts";
import { confinementOf, notHeld } from "./confinement.ts";
import { noLongerTheirs, recheck, refusedSince, type Refusal } from "./recheck.ts";
import { approvalHolds } from "./seal.ts";
import type { Run, StoredPlan, Task } from "./rows.ts";

/** Parts of one commit, and what is sent once it is on disk. */
export type Prepared = {
  do: Change[];
  events: EventEntry[];
  audit: AuditEntry[];
  after: (() => void)[];
  /** "now" where anything of it must outlive a power cut before it is acted on. */
  sync: "now" | "later";
};
export const nothing = (): Prepared => ({ do: [], events: [], audit: [], after: [], sync: "later" });

/** Throws `stale_plan` where it is not what was approved, or is riskier now than it was then. */
export function reassess(ports: Ports, task: Task, stored: StoredPlan): Level {
  approvalHolds(ports, task, stored);
  const machines = new Map(ports.fleet.list().map((machine) => [String(machine.id), machine]));
  const now = assess({ plan: stored.plan, machines, typed: task.kind === "exec" });
  if (riskRank(now.risk) > riskRank(stored.assessment.risk))
    throw new AppError(
      "stale_plan",
      `The risk has risen from ${stored.assessment.risk} to ${now.risk} since this was decided.`,
      { hint: "Ask again." },
    );
  return highestLevel([now.level, stored.assessment.level]);
}

export type Dispatch = {
  ports: Ports;
  task: Task;
  stored: StoredPlan;
  step: Step;
  run: Run;
  /** Told right before the call leaves, so that its acknowledgement can be awaited. */
  onSent: (attemptId: string, run: Run, step: Step) => void;
  /** The run itself is new in this commit. */
  insert?: boolean;
};

/** Everything that sends one run on its way. */
export function prepareDispatch({ ports, task, stored, step, run, onSent, insert = false }: Dispatch): Prepared {
  const { store, clock, fleet } = ports;
  const atMs = clock();
  const machine = fleet.get(run.machineId);
  const refusal =
    noLongerTheirs(ports, task, machine) ??
    (machine && recheck({ task, plan: stored.plan, step, machine })) ??
    refusedSince({
      task,
      stored,
      step,
      machine,
      // What is decided in this very commit was decided by what stands now.
      needed: insert ? 2 : (store.approval(task.id, task.revision)?.needed ?? 0),
      standing: ports.policy.standing(),
      nowMs: atMs,
    }) ??
    withoutSecrets(ports, step) ??
    (insert ? undefined : notHeld({ ports, task, stored, step, machineId: run.machineId }));
  if (refusal) return notSent({ ports, task, run, refusal, insert });
  const attemptId = newId();
  const about = { taskId: task.id, machineId: run.machineId };
  return {
    do: [
      insert
        ? store.insertRun({ ...rowOf(run), state: "dispatched", startedAtMs: atMs })
        : store.moveRun(run.id, "queued", { state: "dispatched", line: "", startedAtMs: atMs }),
      store.insertAttempt({
        id: attemptId,
        runId: run.id,
        number: 1,
        inputJson: JSON.stringify(step.input),
        state: "sent",
        sentAtMs: atMs,
      }),
    ],
    events: [
      {
        kind: "run",
        ...about,
        data: { id: run.id, stepId: run.stepId, machine: run.machineName, state: "dispatched", line: "", attemptId },
      },
    ],
    audit: [
      {
        actor: task.actor,
        origin: task.ask.origin,
        action: "run.dispatched",
        ...about,
        data: {
          tool: step.tool,
          input: inputOf(loggedInput(stored.plan, step.input)),
          step: step.id,
          digest: stored.digest,
          attemptId,
          ...(onlyLooks(step) ? { looks: true } : {}),
        },
      },
    ],
    // What changes nothing does not wait for the disk: after a power cut it was never asked for, and never done.
    sync: onlyLooks(step) ? "later" : "now",
    after: [
      () => {
        onSent(attemptId, { ...run, state: "dispatched" }, step);
        deliver({ ports, task, stored, step, run, attemptId });
      },
    ],
  };
}

/** Signs and sends the call of an attempt that is stored. Also the way a call is delivered again, under the same id. */
export function deliver({
  ports,
  task,
  stored,
  step,
  run,
  attemptId,
}: {
  ports: Ports;
  task: Task;
  stored: StoredPlan;
  step: Step;
  run: Run;
  attemptId: string;
}): void {
  if (run.machineId === hubMachine) return;
  const tool = toolNamed(step.tool);
  try {
    ports.link.send(run.machineId, {
      callId: attemptId,
      attempt: 1,
      tool: step.tool,
      toolVersion: step.toolVersion,
      input: step.input,
      level: tool.level(step.input),
      risk: stored.assessment.risk,
      planDigest: stored.digest,
      actor: task.actor.name.slice(0, 128),
      task: task.id,
      step: step.id,
      ...secretsFor({ ports, step, run, attemptId }),
      ...confinementOf({ ports, task, stored, step, machineId: run.machineId }),
      ...step.limits,
    });
  } catch (error) {
    // It left between the decision and now: the sweep finds it unacknowledged and says so.
    ports.log.warn("dispatch.not_sent", { attemptId, error: error instanceof Error ? error.message : String(error) });
  }
}

function withoutSecrets({ secrets }: Ports, step: Step): Refusal | undefined {
  const detail = secrets?.refusal(step.secrets);
  if (detail === undefined) return undefined;
  return { state: "failed", code: "not_supported", detail, hint: "`ailx secret list` shows what there is." };
}

type SecretsFor = { ports: Ports; step: Step; run: Run; attemptId: string };

// Sealed anew for each delivery, and for this machine and attempt alone: nothing that is stored or told has a value.
const secretsFor = ({ ports, step, run, attemptId }: SecretsFor) =>
  step.secrets.length === 0 || !ports.secrets
    ? {}
    : { secrets: ports.secrets.sealed(step.secrets, { machineId: run.machineId, callId: attemptId }) };

function notSent({
  ports,
  task,
  run,
  refusal,
  insert,
}: {
  ports: Ports;
  task: Task;
  run: Run;
  refusal: Refusal;
  insert: boolean;
}): Prepared {
  const { state, detail: line } = refusal;
  const { state: _state, ...error } = refusal;
  const told = state === "failed" ? { errorJson: JSON.stringify(error) } : {};
  const values = { state, line, ...told, endedAtMs: ports.clock() };
  return {
    ...nothing(),
    do: [insert ? ports.store.insertRun({ ...rowOf(run), ...values }) : ports.store.moveRun(run.id, "queued", values)],
    events: [
      {
        kind: "run",
        taskId: run.taskId,
        machineId: run.machineId,
        data: { id: run.id, stepId: run.stepId, machine: run.machineName, state, line },
      },
    ],
    audit: [
      {
        actor: task.actor,
        origin: "hub",
        action: "run.ended",
        taskId: run.taskId,
        machineId: run.machineId,
        data: { state, line, ...(state === "failed" ? { code: refusal.code } : {}) },
      },
    ],
  };
}

export const rowOf = (run: Run) => ({
  id: run.id,
  taskId: run.taskId,
  revision: run.revision,
  stepId: run.stepId,
  stepIndex: run.stepIndex,
  machineId: run.machineId,
  machineName: run.machineName,
  state: run.state as string,
  line: run.line,
});
