/**
 * Schedules: an approved plan that is carried out at its times. Each due time is stored with the task it becomes, in one
 * commit, so that a hub that is killed in between does it once or not at all. What is due is judged again by what is so then.
 */
import { mayAct, type Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { PlanSchedule } from "../../domain/plan.ts";
import { taskEnded, taskId } from "../../domain/task.ts";
import type { Clock } from "../../lib/clock.ts";
import { newId, shortId } from "../../lib/ids.ts";
import type { Log } from "../../lib/log.ts";
import { onlyLooks } from "../../tools/assess.ts";
import type { AuditEntry, Change, Db } from "../db/database.ts";
import { scheduleStore, type DueOutcome, type Schedule } from "./store.ts";
import { nextTimes } from "./times.ts";

/** Late by more than this, a time was missed: the hub was not running, or its clock jumped. */
const missedAfterMs = 90_000;
/** What only looks is made up for, if it is not later than this; a change is not. */
const madeUpForMs = 3_600_000;
/** So many are begun in one turn; the others in the next. */
const atOnce = 20;
const sweepEveryMs = 1_000;

type Who = { actor: Pick<Actor, "id" | "name">; origin: string };
type Due = { id: string; schedule: string; request: string; actor: Actor; also: { do: Change[]; audit: AuditEntry[] } };

export type AutomationPorts = {
  db: Db;
  clock: Clock;
  log: Log;
  /** An account as it is now; undefined where there is none that may sign in. */
  account: (actorId: string) => Pick<Actor, "role" | "scope"> | undefined;
  taskState: (id: string) => string | undefined;
  /** Makes the task of a due time; resolves once it is stored, rejects with `guard_failed` where somebody else has. */
  fire: (due: Due) => Promise<string>;
};

export function makeAutomation(ports: AutomationPorts) {
  const { db, clock, log } = ports;
  const store = scheduleStore(db);
  let timer: ReturnType<typeof setInterval> | undefined;
  let sweeping = false;

  async function sweep(): Promise<void> {
    if (sweeping) return;
    sweeping = true;
    try {
      for (const schedule of store.due(clock(), atOnce)) await due(schedule);
    } catch (error) {
      log.error("schedule.sweep_failed", { error: String(error) });
    }
    sweeping = false;
  }

  async function due(schedule: Schedule): Promise<unknown> {
    const nowMs = clock();
    const dueMs = schedule.nextMs ?? nowMs;
    const lateMs = nowMs - dueMs;
    const maker = actorOf(schedule);
    const late = lateMs > missedAfterMs;
    try {
      if (!maker) return await pausedBy(schedule, `${schedule.madeByName}, who made it, may not run anything any more`);
      if (lateMs > missedAfterMs && (schedule.changes || lateMs > madeUpForMs))
        return await passed(schedule, dueMs, "missed", missedWhy(schedule, lateMs));
      const before = lastTask(schedule.id);
      if (before !== undefined && isOpen(before))
        return await passed(schedule, dueMs, "skipped", `task ${shortId(before)} of the time before still goes on`);
      return await begun(schedule, { dueMs, outcome: "fired", actor: maker, why: late ? "made up for" : "" });
    } catch (error) {
      // Somebody paused it, or another turn was faster.
      if (error instanceof AppError && error.code === "guard_failed") return undefined;
      return log.error("schedule.failed", {
        id: schedule.id,
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async function begun(
    schedule: Schedule,
    { dueMs, outcome, actor, why }: { dueMs: number; outcome: DueOutcome; actor: Actor; why: string },
  ): Promise<string> {
    const id = newId();
    return ports.fire({
      id,
      schedule: schedule.id,
      request: schedule.request,
      actor,
      also: {
        do: [
          store.insertRun({ scheduleId: schedule.id, dueMs, outcome, why, taskId: id, atMs: clock() }),
          ...(outcome === "fired" ? [store.change(schedule, after(schedule))] : []),
        ],
        audit: [entry(schedule, { actor, origin: "hub" }, outcome, { due: iso(dueMs), task: id })],
      },
    });
  }

  /** A time that passed without anything being done. */
  const passed = (schedule: Schedule, dueMs: number, outcome: DueOutcome, why: string): Promise<unknown> =>
    db.commit({
      do: [
        store.insertRun({ scheduleId: schedule.id, dueMs, outcome, why, taskId: null, atMs: clock() }),
        store.change(schedule, after(schedule)),
      ],
      events: [event(schedule)],
      audit: [entry(schedule, asMaker(schedule), outcome, { due: iso(dueMs), why })],
    });

  /** The next time, or that there is none. */
  function after({ when }: Schedule): { nextMs: number | null; state?: "done" } {
    const [nextMs] = nextTimes(when, clock());
    return nextMs === undefined ? { nextMs: null, state: "done" } : { nextMs };
  }

  const pausedBy = (schedule: Schedule, why: string, who: Who = asMaker(schedule)): Promise<unknown> =>
    db.commit({
      do: [store.change(schedule, { state: "paused", why })],
      events: [event(schedule)],
      audit: [entry(schedule, who, "paused", { why })],
    });

  /** Who made it, as it is today; whoever asked over the hub's own socket has no account. */
  function actorOf({ madeById, madeByName }: Schedule): Actor | undefined {
    if (madeById.startsWith("uid:")) return { kind: "local", id: madeById, name: madeByName, role: "admin" };
    const now = ports.account(madeById);
    return now && mayAct(now.role) ? { kind: "person", id: madeById, name: madeByName, ...now } : undefined;
  }

  const lastTask = (id: string): string | undefined => store.history(id, 1)[0]?.taskId ?? undefined;
  const isOpen = (task: string): boolean => {
    const state = ports.taskState(task);
    return state !== undefined && !taskEnded(state as Parameters<typeof taskEnded>[0]);
  };

  async function pause(wanted: string, who: Who): Promise<Schedule> {
    const schedule = must(wanted, "active", "is not active");
    await pausedBy(schedule, `paused by ${who.actor.name}`, who);
    return store.get(schedule.id);
  }

  async function resume(wanted: string, who: Who): Promise<Schedule> {
    const schedule = must(wanted, "paused", "is not paused");
    const [nextMs] = nextTimes(schedule.when, clock());
    if (nextMs === undefined) throw new AppError("wrong_state", "Its time has passed.", { hint: "Ask for it again." });
    await db.commit({
      do: [store.change({ ...schedule, nextMs: undefined }, { state: "active", why: "", nextMs })],
      events: [event(schedule)],
      audit: [entry(schedule, who, "resumed", { next: iso(nextMs) })],
    });
    return store.get(schedule.id);
  }

  async function remove(wanted: string, who: Who): Promise<void> {
    const schedule = store.get(wanted);
    await db.commit({
      do: [
        store.change(
          { ...schedule, nextMs: undefined },
          { state: "removed", why: `removed by ${who.actor.name}`, nextMs: null },
        ),
      ],
      events: [event(schedule)],
      audit: [entry(schedule, who, "removed", {})],
    });
  }

  /** Now, beside its times; for the one who asks, not for the one who made it. Throws `forbidden`. */
  async function runNow(wanted: string, actor: Actor): Promise<string> {
    if (!mayAct(actor.role)) throw new AppError("forbidden", "Viewers only look.");
    return begun(store.get(wanted), { dueMs: clock(), outcome: "by_hand", actor, why: `by ${actor.name}` });
  }

  function must(wanted: string, state: Schedule["state"], otherwise: string): Schedule {
    const schedule = store.get(wanted);
    if (schedule.state !== state) throw new AppError("wrong_state", `This schedule ${otherwise}.`);
    return schedule;
  }

  return {
    store,
    sweep,
    pause,
    resume,
    remove,
    runNow,
    start: (): void => void (timer ??= setInterval(() => void sweep(), sweepEveryMs)),
    stop: (): void => clearInterval(timer),
    port: {
      make: ({ task, stored }: MakeSchedule) => {
        const { schedule: when, ...plan } = stored.plan;
        if (!when) throw new TypeError("the plan has no schedule");
        const nowMs = clock();
        const times = nextTimes(when, nowMs, 3);
        const [nextMs] = times;
        if (nextMs === undefined)
          throw new AppError("wrong_state", "Its time has passed.", { hint: "Ask again with a time that is to come." });
        const id = newId();
        const headline = `${sentence(when.text)} Next: ${times.map(iso).join(", ")}.`;
        return {
          id,
          headline,
          change: store.insert({
            id,
            taskId: task.id,
            request: task.request,
            whenJson: JSON.stringify(when),
            planJson: JSON.stringify(plan),
            digest: stored.digest,
            risk: stored.assessment.risk,
            changes: plan.steps.every(onlyLooks) ? 0 : 1,
            state: "active",
            why: "",
            nextMs,
            madeById: task.actor.id,
            madeByName: task.actor.name,
            askJson: JSON.stringify(task.ask),
            madeAtMs: nowMs,
          }),
          audit: {
            action: "schedule.made",
            data: { schedule: id, request: task.request, when: when.text, next: iso(nextMs) },
          },
          event: { kind: "schedule", data: { id } },
        };
      },
      of: (id: string) => {
        const found = store.find(id);
        return (
          found && {
            plan: found.plan,
            risk: found.risk,
            approvedBy: `schedule ${shortId(id)}, approved when it was made`,
          }
        );
      },
    },
  };
}

export type MakeSchedule = {
  task: { id: string; request: string; actor: { id: string; name: string }; ask: object };
  stored: {
    plan: Schedule["plan"] & { schedule?: PlanSchedule };
    digest: string;
    assessment: { risk: Schedule["risk"] };
  };
};
export type Automation = ReturnType<typeof makeAutomation>;

const missedWhy = ({ changes }: Schedule, lateMs: number): string =>
  `the hub was not running then; ${changes ? "a change is not made up for" : `it is ${Math.round(lateMs / 60_000)} minutes late`}`;
const asMaker = ({ madeById, madeByName }: Schedule): Who => ({
  actor: { id: madeById, name: madeByName },
  origin: "hub",
});
const event = ({ id }: Schedule) => ({ kind: "schedule", data: { id } });
const entry = (
  { id, request, taskId: made }: Schedule,
  who: Who,
  what: string,
  data: Record<string, string>,
): AuditEntry => ({
  actor: who.actor,
  origin: who.origin,
  action: `schedule.${what}`,
  taskId: taskId(data["task"] ?? made),
  data: { schedule: id, request, ...data },
});
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace("T", " ") + " UTC";
const sentence = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
