/** Reads of the task engine, and the statements that its commits are made of. */
import { and, asc, desc, eq, gte, inArray, lt, lte, ne, sql, type SQL } from "drizzle-orm";
import { AppError } from "../../domain/error.ts";
import type { MachineId } from "../../domain/machine.ts";
import type { WayBack } from "../../domain/plan.ts";
import type { Stall } from "../../domain/stall.ts";
import {
  mayBecome,
  runMayBecome,
  taskEnded,
  type AttemptId,
  type RunId,
  type RunState,
  type TaskId,
  type TaskKind,
  type TaskState,
} from "../../domain/task.ts";
import { isId } from "../../lib/ids.ts";
import { audit } from "../audit/table.ts";
import type { Change, Db } from "../db/database.ts";
import { insertInto } from "../db/insert.ts";
import { updateOf } from "../db/update.ts";
import { turnsOf } from "./turns.ts";
import { planOf, runOf, taskOf, type Run, type StoredPlan, type Task } from "./rows.ts";
import {
  openRunStates,
  openTaskStates,
  approval,
  approvalPart,
  attempt,
  output,
  plan,
  run,
  task,
  wayBack,
} from "./table.ts";

export type Approval = typeof approval.$inferSelect;
export type ApprovalPart = typeof approvalPart.$inferSelect;
export type Attempt = typeof attempt.$inferSelect;
export type OutputRow = typeof output.$inferSelect;
/** What takes a run back, and the run that did so where one has. */
export type StoredWay = { runId: string; way: WayBack; undoneBy: string | undefined };
/** Plans kept as they were read last. */
const plansHeld = 64;

type Values<T extends { $inferInsert: object }> = Partial<T["$inferInsert"]>;

export function taskStore({ read }: Pick<Db, "read">) {
  // Read for every call that is on its way: the SQL is written and compiled once.
  const id = sql.placeholder("id");
  const revision = sql.placeholder("revision");
  const taskById = read.select().from(task).where(eq(task.id, id)).prepare();
  const planById = read
    .select()
    .from(plan)
    .where(and(eq(plan.taskId, id), eq(plan.revision, revision)))
    .prepare();
  const runsById = read
    .select()
    .from(run)
    .where(and(eq(run.taskId, id), eq(run.revision, revision)))
    .orderBy(asc(run.stepIndex), asc(run.machineName))
    .prepare();
  const runById = read.select().from(run).where(eq(run.id, id)).prepare();
  const attemptById = read.select().from(attempt).where(eq(attempt.id, id)).prepare();
  const approvalById = read
    .select()
    .from(approval)
    .where(and(eq(approval.taskId, id), eq(approval.revision, revision)))
    .prepare();
  const waysByTask = read.select().from(wayBack).where(eq(wayBack.taskId, id)).prepare();
  const attemptsByTask = read
    .select({ attempt })
    .from(attempt)
    .innerJoin(run, eq(run.id, attempt.runId))
    .where(and(eq(run.taskId, id), eq(run.revision, revision)))
    .orderBy(asc(attempt.number))
    .prepare();
  const stillOpen = and(sql`${run.state} in ${openRunStates}`, ne(attempt.state, "ended"));
  const openRunsOfAll = read
    .select()
    .from(run)
    .innerJoin(attempt, eq(attempt.runId, run.id))
    .where(stillOpen)
    .prepare();
  const openRunsOf = read
    .select()
    .from(run)
    .innerJoin(attempt, eq(attempt.runId, run.id))
    .where(and(stillOpen, eq(run.machineId, id)))
    .prepare();
  const outputsByTask = read
    .select({ output })
    .from(output)
    .innerJoin(attempt, eq(attempt.id, output.attemptId))
    .innerJoin(run, eq(run.id, attempt.runId))
    .where(and(eq(run.taskId, id), eq(run.revision, revision)))
    .prepare();

  const openTask = sql`${task.state} in ${openTaskStates}`;
  const openCounts = read
    .select({ state: task.state, n: sql<number>`count(*)` })
    .from(task)
    .where(openTask)
    .groupBy(task.state)
    .prepare();

  // A plan is never changed once it is stored, and read again for each of its runs.
  const plans = new Map<string, StoredPlan>();
  const planOnce = (taskId: TaskId, wanted: number): StoredPlan | undefined => {
    const key = `${taskId}/${wanted}`;
    const known = plans.get(key) ?? planById.all({ id: taskId, revision: wanted }).map(planOf)[0];
    if (!known) return undefined;
    plans.delete(key);
    plans.set(key, known);
    if (plans.size > plansHeld) plans.delete(plans.keys().next().value ?? "");
    return known;
  };

  const one = (wanted: string): Task | undefined => taskById.all({ id: wanted }).map(taskOf)[0];

  return {
    find: one,

    /** By id or by its last six characters; throws `not_found`. */
    get: (id: string): Task => {
      const found = isId(id) ? one(id) : /^[0-9a-f]{6}$/.test(id) ? byTail(id) : undefined;
      if (!found) throw new AppError("not_found", `There is no task ${JSON.stringify(id.slice(0, 40))}.`);
      return found;
    },

    list: ({
      before,
      limit,
      states,
      kinds,
      machineId,
      only,
    }: {
      before?: string;
      limit: number;
      states?: readonly TaskState[];
      kinds?: readonly TaskKind[];
      machineId?: MachineId;
      /** A further condition: what exists for who asks. */
      only?: SQL | undefined;
    }): Task[] =>
      read
        .select()
        .from(task)
        .where(
          and(
            before === undefined ? undefined : lt(task.id, before),
            kinds === undefined ? ne(task.kind, "look") : inArray(task.kind, [...kinds]),
            states === undefined ? undefined : inArray(task.state, [...states]),
            states?.every((state) => !taskEnded(state)) ? openTask : undefined,
            only,
            machineId === undefined
              ? undefined
              : inArray(task.id, read.selectDistinct({ id: run.taskId }).from(run).where(eq(run.machineId, machineId))),
          ),
        )
        .orderBy(desc(task.id))
        .limit(limit)
        .all()
        .map(taskOf),

    /** Tasks that a restarted hub has to take up again. */
    unfinished: (): Task[] => read.select().from(task).where(openTask).all().map(taskOf),

    /** Shared between callers: nobody changes what it holds. */
    plan: planOnce,

    runs: (taskId: TaskId, revision: number): Run[] => runsById.all({ id: taskId, revision }).map(runOf),

    turns: (taskId: TaskId) => turnsOf({ read }, taskId),
    run: (id: string): Run | undefined => runById.all({ id }).map(runOf)[0],

    /** Runs on a machine whose end is not known yet, with the newest attempt of each. */
    openRuns: (machineId?: MachineId): { run: Run; attempt: Attempt }[] =>
      (machineId === undefined ? openRunsOfAll.all() : openRunsOf.all({ id: machineId })).map((row) => ({
        run: runOf(row.run),
        attempt: row.attempt,
      })),

    attempt: (id: string): Attempt | undefined => attemptById.all({ id })[0],
    attempts: (runId: RunId): Attempt[] =>
      read.select().from(attempt).where(eq(attempt.runId, runId)).orderBy(asc(attempt.number)).all(),
    attemptsOf: (taskId: TaskId, revision: number): Attempt[] =>
      attemptsByTask.all({ id: taskId, revision }).map((row) => row.attempt),
    /** What people did to its runs while they went on, the oldest first; what did not reach the machine as well. */
    actsOn: (taskId: TaskId): { actorName: string; action: string; dataJson: string }[] =>
      read
        .select({ actorName: audit.actorName, action: audit.action, dataJson: audit.dataJson })
        .from(audit)
        .where(and(eq(audit.taskId, taskId), inArray(audit.action, ["run.acted_on", "run.action_failed"])))
        .orderBy(asc(audit.seq))
        .all(),
    output: (attemptId: string): OutputRow | undefined =>
      read.select().from(output).where(eq(output.attemptId, attemptId)).all()[0],
    outputsOf: (taskId: TaskId, revision: number): OutputRow[] =>
      outputsByTask.all({ id: taskId, revision }).map((row) => row.output),

    /** Large output that is not compressed yet, of runs that ended in this time; the oldest first. */
    unpacked: ({ from, until, least }: { from: number; until: number; least: number }): OutputRow[] =>
      read
        .select()
        .from(output)
        .where(
          and(
            sql`${output.stored} <> 'removed'`,
            gte(output.endedAtMs, from),
            lte(output.endedAtMs, until),
            eq(output.stored, "raw"),
            gte(output.diskBytes, least),
          ),
        )
        .orderBy(asc(output.endedAtMs))
        .limit(100)
        .all(),
    oldestOutputs: (endedBefore: number): OutputRow[] =>
      read
        .select()
        .from(output)
        .where(and(sql`${output.stored} <> 'removed'`, lt(output.endedAtMs, endedBefore)))
        .orderBy(asc(output.endedAtMs))
        .limit(100)
        .all(),
    outputDiskBytes: (): number =>
      read
        .select({ sum: sql<number | null>`sum(${output.diskBytes})` })
        .from(output)
        .all()[0]?.sum ?? 0,
    setStored: (attemptId: string, values: Pick<OutputRow, "stored" | "diskBytes">): Change =>
      read.update(output).set(values).where(eq(output.attemptId, attemptId)),

    approval: (taskId: TaskId, revision: number): Approval | undefined => approvalById.all({ id: taskId, revision })[0],

    /** Who said yes to it so far, in that order. */
    approvalParts: (approvalId: string): ApprovalPart[] =>
      read
        .select()
        .from(approvalPart)
        .where(eq(approvalPart.approvalId, approvalId))
        .orderBy(asc(approvalPart.atMs))
        .all(),

    /** How many tasks are in each open state; on every page, so it must not read those that have ended. */
    openByState: (): Map<string, number> => new Map(openCounts.all().map(({ state, n }) => [state, n])),
    /** How many tasks are in each state, for /metrics. */
    countByState: (): Map<string, number> =>
      new Map(
        read
          .select({ state: task.state, n: sql<number>`count(*)` })
          .from(task)
          .groupBy(task.state)
          .all()
          .map(({ state, n }) => [state, n]),
      ),
    runsByState: (): Map<string, number> =>
      new Map(
        read
          .select({ state: run.state, n: sql<number>`count(*)` })
          .from(run)
          .groupBy(run.state)
          .all()
          .map(({ state, n }) => [state, n]),
      ),

    // Statements. A guard names the state that must still hold; the commit fails with `guard_failed` where it does not.
    insertTask: (values: typeof task.$inferInsert): Change => insertInto(task, values),
    insertPlan: (values: typeof plan.$inferInsert): Change => insertInto(plan, values),
    insertApproval: (values: typeof approval.$inferInsert): Change => insertInto(approval, values),
    insertApprovalPart: (values: typeof approvalPart.$inferInsert): Change => insertInto(approvalPart, values),
    /** One more person says yes to what is still open; of two at once only one counts as that one. */
    giveApproval: (id: string, before: number): Change => ({
      of: read
        .update(approval)
        .set({ given: before + 1 })
        .where(and(eq(approval.id, id), eq(approval.state, "open"), eq(approval.given, before))),
      rows: 1,
    }),
    /** What takes the runs of a task back, by run; runs that changed nothing are not in it. */
    ways: (taskId: TaskId): Map<string, StoredWay> =>
      new Map(
        waysByTask.all({ id: taskId }).map((row) => [
          row.runId,
          {
            runId: row.runId,
            way: JSON.parse(row.wayJson) as WayBack,
            undoneBy: row.undoneBy ?? undefined,
          },
        ]),
      ),
    insertRun: (values: typeof run.$inferInsert): Change => insertInto(run, values),
    insertAttempt: (values: typeof attempt.$inferInsert): Change => insertInto(attempt, values),
    insertOutput: (values: typeof output.$inferInsert): Change => insertInto(output, values, { replace: true }),
    moveTask: (id: TaskId, from: TaskState, values: Values<typeof task> & { state: TaskState }): Change => ({
      ...legal(from === values.state || mayBecome(from, values.state), "task", from, values.state),
      of: updateOf(task, { set: values, where: { id, state: from } }),
      rows: 1,
    }),
    moveRun: (id: RunId, from: RunState, values: Values<typeof run> & { state: RunState }): Change => ({
      ...legal(runMayBecome(from, values.state), "run", from, values.state),
      of: updateOf(run, { set: values, where: { id, state: from } }),
      rows: 1,
    }),
    /** Another line for people, in the state that it is in. */
    tellRun: (id: RunId, state: RunState, line: string): Change => ({
      of: read
        .update(run)
        .set({ line })
        .where(and(eq(run.id, id), eq(run.state, state))),
      rows: 1,
    }),
    setStall: (id: RunId, stall: Stall | undefined): Change =>
      updateOf(run, { set: { stallJson: stall ? JSON.stringify(stall) : null }, where: { id } }),
    moveAttempt: (id: AttemptId | string, values: Values<typeof attempt>): Change =>
      updateOf(attempt, { set: values, where: { id } }),
    decideApproval: (id: string, values: Values<typeof approval> & { state: string }): Change => ({
      of: read
        .update(approval)
        .set(values)
        .where(and(eq(approval.id, id), eq(approval.state, "open"))),
      rows: 1,
    }),
  };

  // The tail is random: six hex characters are looked for among the newest tasks first.
  function byTail(tail: string): Task | undefined {
    return read
      .select()
      .from(task)
      .where(sql`${task.id} like ${`%${tail}`}`)
      .orderBy(desc(task.id))
      .limit(1)
      .all()
      .map(taskOf)[0];
  }
}

/** A transition that the table does not have is a bug, whoever asks for it. */
function legal(may: boolean, what: string, from: string, to: string): object {
  if (!may) throw new TypeError(`a ${what} that is ${from} cannot become ${to}`);
  return {};
}

export type TaskStore = ReturnType<typeof taskStore>;
