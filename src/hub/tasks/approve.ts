/**
 * People say yes to exactly one plan: once, in time, by its digest, and twice by different people where a rule asks two. Who
 * tries what is not theirs is refused and stands in the audit.
 */
import { mayAct } from "../../domain/account.ts";
import { nameToType } from "../../domain/decide.ts";
import { AppError } from "../../domain/error.ts";
import { permitAtMostMs, type Permit } from "../../domain/permit.ts";
import { targetOfNames } from "../../domain/target.ts";
import { newId } from "../../lib/ids.ts";
import type { Conductor } from "./conductor.ts";
import type { By } from "./create.ts";
import { rowOf } from "./dispatch.ts";
import { loggedInput } from "./masks.ts";
import { partsOf } from "./parts.ts";
import { nameOf, type Ports } from "./ports.ts";
import { runsOf, toldOf } from "./propose.ts";
import { staleFact } from "./recheck.ts";
import type { StoredPlan, Task } from "./rows.ts";
import type { Approval } from "./store.ts";

export type Given = {
  digest: string;
  typedName?: string | undefined;
  reason?: string | undefined;
  /** The same steps on the same machines need no approval again for so long. */
  allowAgainForMs?: number | undefined;
};

export type Open = { task: Task; stored: StoredPlan; approval: Approval };
type Parts = { ports: Ports; conductor: Conductor };

/** What waits for an approval. Throws `forbidden`, `wrong_state`, `approval_expired`. */
export function openApproval({ store, clock }: Ports, id: string, by: By): Open {
  if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
  const task = store.get(id);
  if (task.state !== "needs_approval")
    throw new AppError("wrong_state", `This task is ${task.state.replace("_", " ")}; there is nothing to approve.`);
  const stored = store.plan(task.id, task.revision);
  const approval = store.approval(task.id, task.revision);
  if (!stored || !approval || approval.state !== "open")
    throw new AppError("wrong_state", "This approval was used already.");
  if (approval.expiresAtMs <= clock())
    throw new AppError("approval_expired", "The approval has expired.", { hint: "Ask again; the plan is made anew." });
  return { task, stored, approval };
}

/** Throws `stale_plan` where the digest is of another plan, `validation` where a name to type is missing or wrong. */
export async function approve({ ports, conductor }: Parts, id: string, by: By, given: Given): Promise<Task> {
  try {
    return await approved({ ports, conductor }, id, by, given);
  } catch (error) {
    if (error instanceof AppError) await denied(ports, id, by, { error, digest: given.digest });
    throw error;
  }
}

/** An attempt that was refused is told too: who, what of, and why. */
export async function denied(
  { db, store, log }: Ports,
  id: string,
  by: By,
  { error, digest = "" }: { error: AppError; digest?: string },
): Promise<void> {
  let taskId: string | undefined;
  try {
    taskId = store.get(id).id;
  } catch {
    // There is no such task; that somebody tried is worth a line all the same.
  }
  const data = { code: error.code, why: error.detail, digest: digest.slice(0, 128), id: id.slice(0, 64) };
  const entry = { actor: by.actor, origin: by.origin, action: "approval.denied", data };
  await db
    .commit({ do: [], audit: [taskId === undefined ? entry : { ...entry, taskId }] })
    .catch((failed: unknown) => log.error("approval.denial_not_stored", { error: String(failed) }));
}

async function approved({ ports, conductor }: Parts, id: string, by: By, given: Given): Promise<Task> {
  const { store, db, clock } = ports;
  const open = openApproval(ports, id, by);
  const { task, stored, approval } = open;
  await mustBeThis({ ports, conductor }, open, by, given);
  const atMs = clock();
  const said = {
    actorId: by.actor.id,
    actorName: by.actor.name,
    channel: by.channel,
    reason: given.reason ?? null,
  };
  const data = {
    request: task.request,
    digest: stored.digest,
    risk: stored.assessment.risk,
    given: approval.given + 1,
    needed: approval.needed,
    ...(given.reason === undefined ? {} : { reason: given.reason }),
  };
  const entry = { actor: by.actor, origin: by.origin, action: "approval.given", taskId: task.id, data };
  const part = [
    store.insertApprovalPart({ approvalId: approval.id, ...said, atMs }),
    store.giveApproval(approval.id, approval.given),
  ];
  if (approval.given + 1 < approval.needed) {
    await db.commit({
      do: part,
      events: [{ kind: "task", taskId: task.id, data: { state: "needs_approval" } }],
      audit: [entry],
    });
    return store.get(task.id);
  }
  if (stored.plan.schedule && ports.schedules) {
    const made = ports.schedules.make({ task, stored });
    await db.commit({
      do: [
        ...part,
        store.decideApproval(approval.id, { state: "approved", ...said, decidedAtMs: atMs }),
        store.moveTask(task.id, "needs_approval", { state: "succeeded", ...toldOf(made), endedAtMs: atMs }),
        ...made.changes,
      ],
      events: [{ kind: "task", taskId: task.id, data: { state: "succeeded" } }, ...made.events],
      audit: [entry, ...made.audit.map((each) => ({ ...entry, ...each }))],
    });
    return store.get(task.id);
  }
  const permits = again(ports, open, by, given);
  await db.commit({
    do: [
      ...part,
      store.decideApproval(approval.id, { state: "approved", ...said, decidedAtMs: atMs }),
      store.moveTask(task.id, "needs_approval", { state: "running" }),
      ...runsOf(ports, task, stored).map((run) => store.insertRun(rowOf(run))),
      ...permits.map((permit) => ports.policy.insertPermit(permit)),
    ],
    events: [
      { kind: "task", taskId: task.id, data: { state: "running" } },
      ...permits.map((permit) => ({ kind: "permit", data: { id: permit.id } })),
    ],
    audit: [
      entry,
      ...permits.map(({ id: permit, tool, input, machines, untilMs }) => ({
        ...entry,
        action: "permit.created",
        data: { permit, tool, input: loggedInput(stored.plan, input), machines, untilMs },
      })),
    ],
  });
  void conductor.advance(task.id);
  return store.get(task.id);
}

/** Everything that must hold of the plan, the person and the moment. */
async function mustBeThis(
  { ports, conductor }: Parts,
  { task, stored, approval }: Open,
  by: By,
  { digest, typedName }: Given,
): Promise<void> {
  const { store } = ports;
  if (digest !== stored.digest || digest !== approval.digest)
    throw new AppError("stale_plan", "The plan has changed since you saw it.", {
      hint: "Look at the new plan, then approve that.",
    });
  if (approval.askerId !== null && approval.askerId !== task.actor.id)
    throw new AppError("stale_plan", "The approval was asked for another person's task.", { hint: "Ask again." });
  const machineNames = [...new Set(stored.plan.steps.flatMap((step) => step.machineIds))].map((machine) =>
    nameOf(ports, machine),
  );
  const name = nameToType(stored.assessment.risk, machineNames);
  if (name !== undefined && typedName !== name)
    throw new AppError("validation", `Type ${JSON.stringify(name)} to approve this.`, {
      fields: { typedName: `has to be ${name}` },
    });
  if (approval.needed > 1) mustBeAnother(by, store.approvalParts(approval.id));
  const other = staleFact(stored.plan, new Map(ports.fleet.list().map((machine) => [String(machine.id), machine])));
  if (other === undefined) return;
  await planAnew({ ports, conductor }, { task, stored, approval }, by, other);
  throw new AppError("stale_plan", `${other}; the plan was made for how it was.`, {
    hint: "It was planned anew: look at what changed, then approve that.",
  });
}

/** Two people are two people with names: whoever holds the hub's own socket could be anybody, the asker too. */
function mustBeAnother({ actor }: By, before: readonly { actorId: string }[]): void {
  if (actor.id.startsWith("uid:"))
    throw new AppError("forbidden", "Two people have to approve this, and the local admin is nobody by name.", {
      hint: "Sign in with an account of your own: ailx login URL",
    });
  if (before.some(({ actorId }) => actorId === actor.id))
    throw new AppError("forbidden", "You approved this already; the second approval has to be another person's.");
}

/** What was approved no longer fits the fleet: the old approval is void, and the next revision asks for a new one. */
async function planAnew({ ports, conductor }: Parts, { task, approval }: Open, by: By, why: string): Promise<void> {
  const { store, db, clock } = ports;
  await db.commit({
    do: [
      store.decideApproval(approval.id, { state: "overtaken", decidedAtMs: clock() }),
      store.moveTask(task.id, "needs_approval", { state: "planning", outcomeJson: null, headline: null }),
    ],
    events: [{ kind: "task", taskId: task.id, data: { state: "planning" } }],
    audit: [{ actor: by.actor, origin: by.origin, action: "task.planned_anew", taskId: task.id, data: { why } }],
  });
  await conductor.advance(task.id);
}

/** Permissions for what was approved, so that the same is not asked again. Throws `validation`, `forbidden`. */
function again(ports: Ports, { task, stored }: Open, by: By, { allowAgainForMs: forMs }: Given): Permit[] {
  if (forMs === undefined) return [];
  if (stored.assessment.risk === "critical")
    throw new AppError("validation", "What is critical is asked every time.", {
      fields: { allowAgainForMs: "is not for anything critical" },
    });
  if (forMs > permitAtMostMs)
    throw new AppError("validation", "A standing permission is for 90 days at most.", {
      fields: { allowAgainForMs: "is 90 days at most" },
    });
  const nowMs = ports.clock();
  const machines = new Map(ports.fleet.list().map((machine) => [String(machine.id), machine]));
  return partsOf(stored, machines)
    .filter((part) => part.changes && part.machines.length > 0)
    .map((part) => ({
      id: newId(),
      tool: part.tool,
      input: part.input,
      machines: targetOfNames(part.machines.map((machine) => machine.name)),
      machineIds: part.machines.map((machine) => String(machine.id)),
      // For whoever asked: a yes to one person's request is none to everybody's.
      person: { id: task.actor.id, name: task.actor.name },
      risk: part.risk,
      untilMs: nowMs + forMs,
      createdAtMs: nowMs,
      createdBy: by.actor.name,
      taskId: task.id,
      used: 0,
    }));
}
