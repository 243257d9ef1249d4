/**
 * Times that have come. Each is stored with the task it becomes, in one commit, so that a hub that is killed in between does
 * it once or not at all, and so that two that sweep the same database do it once.
 */
import { mayAct, type Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { taskEnded } from "../../domain/task.ts";
import type { Clock } from "../../lib/clock.ts";
import { newId, shortId } from "../../lib/ids.ts";
import type { Log } from "../../lib/log.ts";
import type { AuditEntry, Change, Db } from "../db/database.ts";
import type { DueOutcome, Schedule, ScheduleStore } from "./store.ts";
import { nextTimes, wrongTime } from "./times.ts";
import { asMaker, entry, event, utc, type Who } from "./told.ts";

/** Late by more than this, a time was missed: the hub was not running, or its clock jumped. */
const missedAfterMs = 90_000;
/** What only looks is made up for, if it is not later than this; a change is not. */
const madeUpForMs = 3_600_000;
/** Where a person chose that a missed time is made up for. */
const chosenForMs = 86_400_000;
/** So many are begun at once; the others after them, in the same turn. */
const atOnce = 20;
/** The clock was put back where it is behind the last look by more than this. */
const putBackMs = 60_000;
/** After a clock was put back, so many times are looked through for one that has not come before; then the next turn goes on. */
const triedMost = 500;

type Began = { actor: Actor; origin: string };
export type DueTask = {
  id: string;
  schedule: string;
  request: string;
  by: Began & { channel: "schedule" | "page" | "api" };
  also: { do: Change[]; audit: AuditEntry[] };
};

export type AutomationPorts = {
  db: Db;
  clock: Clock;
  log: Log;
  /** An account as it is now; undefined where there is none that may sign in. */
  account: (actorId: string) => Pick<Actor, "role" | "scope"> | undefined;
  /** The first of these machines that lies outside of the scope, by name; undefined where all of them are in it. */
  outside: (scope: string | undefined, machineIds: readonly string[]) => string | undefined;
  taskState: (id: string) => string | undefined;
  /** Makes the task of a due time; resolves once it is stored, rejects with `guard_failed` where somebody else has. */
  fire: (due: DueTask) => Promise<string>;
};

export function makeDue(ports: AutomationPorts, store: ScheduleStore) {
  const { db, clock, log, account, taskState, fire } = ports;
  let sweeping = false;
  // Nothing is known of the time before: the first turn looks whether all next times are right.
  let lastMs = Number.POSITIVE_INFINITY;

  async function sweep(): Promise<void> {
    if (sweeping) return;
    sweeping = true;
    try {
      const nowMs = clock();
      const putBack = nowMs < lastMs - putBackMs;
      lastMs = nowMs;
      if (putBack) await setRight(nowMs);
      // Page by page, so that what cannot be begun keeps nobody behind it from being.
      let page = store.due(nowMs, atOnce);
      while (page.length > 0) {
        await Promise.all(page.map((schedule) => due(schedule, nowMs)));
        // Whoever else waits for the hub comes first.
        await Bun.sleep(0);
        page = store.due(nowMs, atOnce, page.at(-1));
      }
    } catch (error) {
      log.error("schedule.sweep_failed", { error: String(error) });
    }
    sweeping = false;
  }

  async function due(schedule: Schedule, nowMs: number): Promise<unknown> {
    try {
      return await dealtWith(schedule, nowMs);
    } catch (error) {
      const code = error instanceof AppError ? error.code : undefined;
      // Somebody paused it, or another turn was faster.
      if (code === "guard_failed") return undefined;
      return log.error("schedule.failed", {
        id: schedule.id,
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }

  function dealtWith(schedule: Schedule, nowMs: number): Promise<unknown> {
    const dueMs = schedule.nextMs ?? nowMs;
    const wrong = schedule.when.kind === "cron" ? wrongTime(schedule.when, nowMs) : undefined;
    if (wrong !== undefined) return pausedBy(schedule, wrong);
    // The clock was put back, and this time has come before.
    if (store.isKnown(schedule.id, dueMs)) return moved(schedule);
    const actor = makerOf(schedule);
    if (!actor) return pausedBy(schedule, `${schedule.madeByName}, who made it, may not run anything any more`);
    // Of a group only those are found that its maker may see.
    const isGroup = schedule.when.kind === "cron" && schedule.when.members !== undefined;
    const unseen = isGroup
      ? undefined
      : ports.outside(
          actor.scope,
          schedule.plan.steps.flatMap(({ machineIds }) => machineIds),
        );
    if (unseen !== undefined)
      return pausedBy(schedule, `${unseen} is not among the machines of ${schedule.madeByName} any more, who made it`);
    const lateMs = nowMs - dueMs;
    const late = lateMs > missedAfterMs;
    if (late && !isMadeUpFor(schedule, lateMs))
      return passed(schedule, { dueMs, outcome: "missed", why: missedWhy(schedule, lateMs) });
    const before = store.tasksOf(schedule.id).find(isOpen);
    if (before !== undefined) return passed(schedule, { dueMs, outcome: "skipped", why: stillOpen(before) });
    return begun(schedule, {
      dueMs,
      outcome: "fired",
      by: { actor, origin: "hub", channel: "schedule" },
      why: late ? "made up for" : "",
    });
  }

  function begun(
    schedule: Schedule,
    { dueMs, outcome, by, why }: { dueMs: number; outcome: DueOutcome; by: DueTask["by"]; why: string },
  ): Promise<string> {
    const id = newId();
    const fired = outcome === "fired";
    return fire({
      id,
      schedule: schedule.id,
      request: schedule.request,
      by,
      also: {
        do: [
          // First, because of two at once the slower must hear that it was the slower one.
          ...(fired ? [store.change(schedule, after(schedule))] : []),
          store.insertRun({ scheduleId: schedule.id, dueMs, outcome, why, taskId: id, atMs: clock() }),
        ],
        audit: [entry(schedule, by, outcome, { due: utc(dueMs), task: id })],
      },
    });
  }

  /** A time that passed without anything being done. */
  const passed = (
    schedule: Schedule,
    { dueMs, outcome, why }: { dueMs: number; outcome: DueOutcome; why: string },
  ): Promise<unknown> =>
    db.commit({
      do: [
        store.change(schedule, after(schedule)),
        store.insertRun({ scheduleId: schedule.id, dueMs, outcome, why, taskId: null, atMs: clock() }),
      ],
      events: [event(schedule)],
      audit: [entry(schedule, asMaker(schedule), outcome, { due: utc(dueMs), why })],
    });

  const pausedBy = (schedule: Schedule, why: string, who: Who = asMaker(schedule)): Promise<unknown> =>
    db.commit({
      do: [store.change(schedule, { state: "paused", why })],
      events: [event(schedule)],
      audit: [entry(schedule, who, "paused", { why })],
    });

  const moved = (schedule: Schedule): Promise<unknown> => {
    const next = after(schedule);
    return db.commit({
      do: [store.change(schedule, next)],
      events: [event(schedule)],
      audit: [entry(schedule, asMaker(schedule), "moved", { next: next.nextMs === null ? "none" : utc(next.nextMs) })],
    });
  };

  /** Times that lie further ahead than they should: the clock was ahead once, or the rules of the zone changed since. */
  async function setRight(nowMs: number): Promise<void> {
    for (const schedule of store.active()) {
      const { when, nextMs = 0 } = schedule;
      if (when.kind === "at" || nextMs <= nowMs || wrongTime(when, nowMs) !== undefined) continue;
      if (after(schedule).nextMs === nextMs) continue;
      await moved(schedule).catch((error: unknown) => log.warn("schedule.not_moved", { error: String(error) }));
    }
  }

  /** The next time that has not come before, or that there is none. */
  function after({ id, when }: Schedule): { nextMs: number | null; state?: "done" } {
    let fromMs = clock();
    for (let tried = 0; tried < triedMost; tried++) {
      const [nextMs] = nextTimes(when, fromMs);
      if (nextMs === undefined) return { nextMs: null, state: "done" };
      if (when.kind === "at" || !store.isKnown(id, nextMs)) return { nextMs };
      fromMs = nextMs;
    }
    return { nextMs: fromMs };
  }

  /** Who made it, as it is today; whoever asked over the hub's own socket has no account. */
  function makerOf({ madeById, madeByName }: Schedule): Actor | undefined {
    if (madeById.startsWith("uid:")) return { kind: "local", id: madeById, name: madeByName, role: "admin" };
    const now = account(madeById);
    return now && mayAct(now.role) ? { kind: "person", id: madeById, name: madeByName, ...now } : undefined;
  }

  const isOpen = (task: string): boolean => {
    const state = taskState(task);
    return state !== undefined && !taskEnded(state as Parameters<typeof taskEnded>[0]);
  };
  const stillOpen = (task: string): string =>
    taskState(task) === "needs_approval"
      ? `task ${shortId(task)} of an earlier time still waits for an approval`
      : `task ${shortId(task)} of an earlier time still goes on`;

  return { sweep, begun, after, pausedBy };
}

/** As a person chose; else what only looks, soon after. */
const isMadeUpFor = ({ missed, changes }: Schedule, lateMs: number): boolean =>
  missed === "late" ? lateMs <= chosenForMs : missed === "" && !changes && lateMs <= madeUpForMs;

const missedWhy = ({ changes, missed }: Schedule, lateMs: number): string =>
  `the hub was not running then; ${missed === "skip" ? "missed times are skipped" : changes && missed === "" ? "a change is not made up for" : `it is ${Math.round(lateMs / 60_000)} minutes late`}`;
