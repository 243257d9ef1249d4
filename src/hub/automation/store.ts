/** Reads of schedules, and the statements that change them. */
import { and, asc, count, desc, eq, gt, inArray, isNotNull, lt, lte, min, sql } from "drizzle-orm";
import { AppError } from "../../domain/error.ts";
import type { Plan, PlanSchedule } from "../../domain/plan.ts";
import type { Risk } from "../../domain/risk.ts";
import type { Change, Db } from "../db/database.ts";
import { insertInto } from "../db/insert.ts";
import { updateOf } from "../db/update.ts";
import { schedule, scheduleActive, scheduleRun } from "./table.ts";

export type ScheduleState = "active" | "paused" | "done" | "removed";
export type Missed = "" | "skip" | "late";
export type DueOutcome = "fired" | "by_hand" | "missed" | "skipped";
type Row = typeof schedule.$inferSelect;

export type Schedule = Omit<
  Row,
  "whenJson" | "planJson" | "risk" | "changes" | "state" | "askJson" | "nextMs" | "missed"
> & {
  missed: Missed;
  when: PlanSchedule;
  plan: Plan;
  risk: Risk;
  changes: boolean;
  state: ScheduleState;
  nextMs: number | undefined;
};
export type DueTime = Omit<typeof scheduleRun.$inferSelect, "outcome"> & { outcome: DueOutcome };

const scheduleOf = ({
  whenJson,
  planJson,
  risk,
  changes,
  state,
  nextMs,
  missed,
  askJson: _ask,
  ...row
}: Row): Schedule => ({
  ...row,
  when: JSON.parse(whenJson) as PlanSchedule,
  plan: JSON.parse(planJson) as Plan,
  risk: risk as Risk,
  changes: changes === 1,
  state: state as ScheduleState,
  nextMs: nextMs ?? undefined,
  missed: missed === "skip" || missed === "late" ? missed : "",
});

export function scheduleStore({ read }: Pick<Db, "read">) {
  return {
    /** Newest first; those that were removed are not among them. */
    list: (): Schedule[] =>
      read
        .select()
        .from(schedule)
        .where(inArray(schedule.state, ["active", "paused", "done"]))
        .orderBy(desc(schedule.id))
        .limit(500)
        .all()
        .map(scheduleOf),
    find: (id: string): Schedule | undefined =>
      read.select().from(schedule).where(eq(schedule.id, id)).all().map(scheduleOf)[0],
    /** By id or its last six characters. Throws `not_found`. */
    get: (wanted: string): Schedule => {
      const found = read
        .select()
        .from(schedule)
        .where(/^[0-9a-f]{6}$/.test(wanted) ? sql`${schedule.id} like ${`%${wanted}`}` : eq(schedule.id, wanted))
        .orderBy(desc(schedule.id))
        .limit(1)
        .all()
        .map(scheduleOf)[0];
      if (!found || found.state === "removed")
        throw new AppError("not_found", `There is no schedule ${JSON.stringify(wanted.slice(0, 40))}.`);
      return found;
    },
    /** Those that are due, the oldest first; `after`: the last one of the page before. */
    due: (nowMs: number, most: number, after?: Pick<Schedule, "id" | "nextMs">): Schedule[] =>
      read
        .select()
        .from(schedule)
        .where(
          and(
            sql`${schedule.state} = ${scheduleActive}`,
            lte(schedule.nextMs, nowMs),
            ...(after?.nextMs === undefined
              ? []
              : [sql`(${schedule.nextMs}, ${schedule.id}) > (${after.nextMs}, ${after.id})`]),
          ),
        )
        .orderBy(asc(schedule.nextMs), asc(schedule.id))
        .limit(most)
        .all()
        .map(scheduleOf),
    active: (): Schedule[] => read.select().from(schedule).where(eq(schedule.state, "active")).all().map(scheduleOf),
    /** The schedule that this task's approval made. */
    madeBy: (task: string): string | undefined =>
      read.select({ id: schedule.id }).from(schedule).where(eq(schedule.taskId, task)).limit(1).all()[0]?.id,
    /** Whether this time has come before. */
    isKnown: (id: string, dueMs: number): boolean =>
      read
        .select({ dueMs: scheduleRun.dueMs })
        .from(scheduleRun)
        .where(and(eq(scheduleRun.scheduleId, id), eq(scheduleRun.dueMs, dueMs)))
        .all().length > 0,
    /** Tasks that it became last, the newest first. */
    tasksOf: (id: string): string[] =>
      read
        .select({ taskId: scheduleRun.taskId })
        .from(scheduleRun)
        .where(and(eq(scheduleRun.scheduleId, id), isNotNull(scheduleRun.taskId)))
        .orderBy(desc(scheduleRun.dueMs))
        .limit(20)
        .all()
        .flatMap(({ taskId }) => taskId ?? []),
    /** The newest first. */
    history: (id: string, most: number): DueTime[] =>
      read
        .select()
        .from(scheduleRun)
        .where(eq(scheduleRun.scheduleId, id))
        .orderBy(desc(scheduleRun.dueMs))
        .limit(most)
        .all()
        .map((row) => ({ ...row, outcome: row.outcome as DueOutcome })),
    insert: (row: typeof schedule.$inferInsert): Change => insertInto(schedule, row),
    /** The guard is the state and the due time it was read with: of two at once only one changes it. */
    change: (
      { id, state, nextMs }: Pick<Schedule, "id" | "state" | "nextMs">,
      values: { state?: ScheduleState; why?: string; nextMs?: number | null; missed?: Missed },
    ): Change => ({
      of: updateOf(schedule, { set: values, where: { id, state, ...(nextMs === undefined ? {} : { nextMs }) } }),
      rows: 1,
    }),
    insertRun: (row: typeof scheduleRun.$inferInsert): Change => insertInto(scheduleRun, row),
    /**
     * Removes due times that are older than `beforeMs` and not among the last `keep` of their schedule; [] where there are none. Those
     * that are kept are also what keeps a clock that was put back from doing a time twice.
     */
    forget: ({ keep, beforeMs }: { keep: number; beforeMs: number }): Change[] =>
      read
        .select({ id: scheduleRun.scheduleId, oldest: min(scheduleRun.dueMs) })
        .from(scheduleRun)
        .groupBy(scheduleRun.scheduleId)
        .having(and(gt(count(), keep), lt(min(scheduleRun.dueMs), beforeMs)))
        .all()
        .flatMap(({ id }) => {
          const [last] = read
            .select({ dueMs: scheduleRun.dueMs })
            .from(scheduleRun)
            .where(eq(scheduleRun.scheduleId, id))
            .orderBy(desc(scheduleRun.dueMs))
            .limit(1)
            .offset(keep - 1)
            .all();
          const untilMs = Math.min(last?.dueMs ?? 0, beforeMs);
          return read.delete(scheduleRun).where(and(eq(scheduleRun.scheduleId, id), lt(scheduleRun.dueMs, untilMs)));
        }),
  };
}

export type ScheduleStore = ReturnType<typeof scheduleStore>;
