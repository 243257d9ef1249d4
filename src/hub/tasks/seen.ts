/**
 * What of the tasks exists for a viewer with a scope: those whose machines, every one in any of their plans, are in it. A task
 * without machines (a question, an answer) and one that asks the hub itself exist for whoever asked them with this very
 * scope. Without a scope everything does.
 */
import { and, desc, eq, isNotNull, sql, type SQL } from "drizzle-orm";
import type { Viewer } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { TaskState } from "../../domain/task.ts";
import { isId } from "../../lib/ids.ts";
import type { Db } from "../db/database.ts";
import { hubMachine } from "./ports.ts";
import { openTaskStates, run, task } from "./table.ts";

/** So many tasks are looked through for one page of a person with a scope; older ones are found by their machine or id. */
const looksThrough = 5_000;

export type Seen = ReturnType<typeof makeSeen>;

/** `covered`: ids of all machines in a scope, those that were revoked too. */
export function makeSeen({ read }: Pick<Db, "read">, covered: (scope: string) => string[]) {
  function exists(viewer: Viewer): SQL | undefined {
    const { scope } = viewer;
    if (scope === undefined) return undefined;
    const ids = sql`(select value from json_each(${JSON.stringify(covered(scope))}))`;
    const machines = sql`from plan as p, json_each(p.plan_json, '$.steps') as s, json_each(s.value, '$.machineIds') as m where p.task_id = ${task.id}`;
    const excluded = sql`from plan as p, json_each(p.plan_json, '$.excluded') as e where p.task_id = ${task.id}`;
    return sql`(
      not exists (select 1 ${machines} and m.value <> ${hubMachine} and m.value not in ${ids})
      and not exists (select 1 ${excluded} and json_extract(e.value, '$.machineId') not in ${ids})
      and ((exists (select 1 ${machines}) and not exists (select 1 ${machines} and m.value = ${hubMachine}))
        or (${task.actorId} = ${viewer.id} and json_extract(${task.askJson}, '$.scope') = ${scope})))`;
  }

  function sees(taskId: string, viewer: Viewer): boolean {
    const condition = exists(viewer);
    if (condition === undefined) return true;
    return (
      read
        .select({ id: task.id })
        .from(task)
        .where(and(eq(task.id, taskId), condition))
        .all().length > 0
    );
  }

  return {
    /** For lists: what is added to their condition. One that is about a machine finds its rows by that, and looks at all of them. */
    only: (
      viewer: Viewer,
      { before, ofMachine = false }: { before?: string | undefined; ofMachine?: boolean } = {},
    ) => {
      const condition = exists(viewer);
      if (condition === undefined || ofMachine) return condition;
      const since = read
        .select({ id: task.id })
        .from(task)
        .where(before === undefined ? isNotNull(task.id) : sql`${task.id} < ${before}`)
        .orderBy(desc(task.id))
        .limit(1)
        .offset(looksThrough)
        .all()[0]?.id;
      return since === undefined ? condition : sql`${task.id} >= ${since} and ${condition}`;
    },
    sees,
    /** How many tasks are in each open state. */
    openByState: (viewer: Viewer): Map<string, number> => {
      const rows = read
        .select({ state: task.state, n: sql<number>`count(*)` })
        .from(task)
        .where(and(sql`${task.state} in ${openTaskStates}`, exists(viewer)))
        .groupBy(task.state)
        .all();
      return new Map(rows.map(({ state, n }) => [state as TaskState, n]));
    },
    /** Throws `not_found`, as of a task that never was; by id or its last six characters. */
    task: (wanted: string, viewer: Viewer): void => {
      if (viewer.scope === undefined) return;
      const id = isId(wanted) ? wanted : newestEndingWith(wanted);
      if (id === undefined || !sees(id, viewer))
        throw new AppError("not_found", `There is no task ${JSON.stringify(wanted.slice(0, 40))}.`);
    },
    /** Throws `not_found`, as of a run that never was; by id or, of those that go on, its last six characters. */
    run: (wanted: string, viewer: Viewer): void => {
      if (viewer.scope === undefined) return;
      const found = read
        .select({ taskId: run.taskId })
        .from(run)
        .where(
          isId(wanted) ? eq(run.id, wanted) : sql`${run.id} like ${`%${sixOf(wanted)}`} and ${run.endedAtMs} is null`,
        )
        .all();
      if (found.length === 0 || !found.every(({ taskId }) => sees(taskId, viewer)))
        throw new AppError("not_found", "There is no such run.");
    },
  };

  // As the store looks for it: the newest.
  function newestEndingWith(tail: string): string | undefined {
    return read
      .select({ id: task.id })
      .from(task)
      .where(sql`${task.id} like ${`%${sixOf(tail)}`}`)
      .orderBy(desc(task.id))
      .limit(1)
      .all()[0]?.id;
  }
}

/** Nothing ends with what is not six of these. */
const sixOf = (wanted: string): string => (/^[0-9a-f]{6}$/.test(wanted) ? wanted : "-");
