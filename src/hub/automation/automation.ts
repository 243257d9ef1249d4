/** Schedules: an approved plan that is carried out at its times. How one is made, paused, begun by hand and removed. */
import { mayAct, type Actor } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { Plan, PlanSchedule } from "../../domain/plan.ts";
import { newId, shortId } from "../../lib/ids.ts";
import { onlyLooks } from "../../tools/assess.ts";
import { makeDue, type AutomationPorts, type DueTask } from "./due.ts";
import { scheduleStore, type Missed, type Schedule } from "./store.ts";
import { clockText, nextTimes, wrongTime } from "./times.ts";
import { entry, event, utc, type Who } from "./told.ts";

const sweepEveryMs = 1_000;
/** Of each schedule's history so many are kept, and besides all of this time: a clock may be put back by days. */
const historyKept = 500;
const historyKeptMs = 30 * 86_400_000;

export function makeAutomation(ports: AutomationPorts) {
  const { db, clock } = ports;
  const store = scheduleStore(db);
  const { sweep, begun, after, pausedBy } = makeDue(ports, store);
  let timer: ReturnType<typeof setInterval> | undefined;

  async function pause(wanted: string, who: Who): Promise<Schedule> {
    const schedule = must(wanted, "active", "is not active");
    await pausedBy(schedule, `paused by ${who.actor.name}`, who);
    return store.get(schedule.id);
  }

  async function resume(wanted: string, who: Who): Promise<Schedule> {
    const schedule = must(wanted, "paused", "is not paused");
    const wrong = wrongTime(schedule.when, clock());
    if (wrong !== undefined) throw new AppError("wrong_state", wrong, { hint: "Ask for it again." });
    const { nextMs } = after(schedule);
    await db.commit({
      do: [store.change({ ...schedule, nextMs: undefined }, { state: "active", why: "", nextMs })],
      events: [event(schedule)],
      audit: [entry(schedule, who, "resumed", { next: nextMs === null ? "none" : utc(nextMs) })],
    });
    return store.get(schedule.id);
  }

  /** What is done about a time that is missed from now on. */
  async function choose(wanted: string, who: Who, missed: Missed): Promise<Schedule> {
    const schedule = store.get(wanted);
    await db.commit({
      do: [store.change({ ...schedule, nextMs: undefined }, { missed })],
      events: [event(schedule)],
      audit: [entry(schedule, who, "missed_chosen", { missed: missed === "" ? "usual" : missed })],
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
  async function runNow(wanted: string, by: DueTask["by"]): Promise<string> {
    if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
    return begun(store.get(wanted), { dueMs: clock(), outcome: "by_hand", by, why: `by ${by.actor.name}` });
  }

  function must(wanted: string, state: Schedule["state"], otherwise: string): Schedule {
    const schedule = store.get(wanted);
    if (schedule.state !== state) throw new AppError("wrong_state", `This schedule ${otherwise}.`);
    return schedule;
  }

  /** One, or two where some of its steps have a time of their own. */
  function make(of: MakeSchedule) {
    const { later, ...plan } = of.stored.plan;
    const { steps } = plan;
    const at = later ? steps.findIndex(({ id }) => id === later.from) : steps.length;
    const made = [
      single(of, { ...plan, steps: steps.slice(0, at) }),
      ...(later ? [single(of, { ...plan, steps: steps.slice(at), schedule: later.schedule })] : []),
    ];
    return {
      ids: made.map(({ id }) => id),
      headline: made.map(({ headline }) => headline).join(" "),
      changes: made.map(({ change }) => change),
      audit: made.map(({ audit }) => audit),
      events: made.map(({ id }) => event({ id })),
    };
  }

  function single({ task, stored }: MakeSchedule, { schedule: when, ...plan }: MakeSchedule["stored"]["plan"]) {
    if (!when) throw new TypeError("the plan has no schedule");
    const nowMs = clock();
    const wrong = wrongTime(when, nowMs);
    if (wrong !== undefined)
      throw new AppError("wrong_state", wrong, { hint: "Ask again with a time that is to come." });
    const times = nextTimes(when, nowMs, 3);
    const id = newId();
    return {
      id,
      headline: `${sentence(when.text)} Next: ${times.map((ms) => clockText(ms, when)).join(", ")}.`,
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
        missed: "",
        nextMs: times[0],
        madeById: task.actor.id,
        madeByName: task.actor.name,
        askJson: JSON.stringify(task.ask),
        madeAtMs: nowMs,
      }),
      audit: {
        action: "schedule.made",
        data: {
          schedule: id,
          request: task.request,
          when: when.text,
          next: utc(times[0] ?? nowMs),
          ...(when.kind === "cron" && when.members !== undefined ? { members: when.members } : {}),
        },
      },
    };
  }

  return {
    store,
    sweep,
    pause,
    resume,
    choose,
    remove,
    runNow,
    /** Part of the hub's housekeeping: a schedule of every minute has half a million due times a year. */
    tidy: async (): Promise<void> => {
      const old = store.forget({ keep: historyKept, beforeMs: clock() - historyKeptMs });
      if (old.length > 0) await db.commit({ do: old, sync: "later" });
    },
    start: (): void => void (timer ??= setInterval(() => void sweep(), sweepEveryMs)),
    stop: (): void => clearInterval(timer),
    port: {
      make,
      wrong: (when: PlanSchedule) => wrongTime(when, clock()),
      of: (id: string) => {
        const found = store.find(id);
        return (
          found && {
            plan: found.plan,
            risk: found.risk,
            ...(found.when.kind === "cron" && found.when.members !== undefined ? { members: found.when.members } : {}),
            approvedBy: `schedule ${shortId(id)}, approved when it was made`,
          }
        );
      },
    },
  };
}

type MakeSchedule = {
  task: { id: string; request: string; actor: Pick<Actor, "id" | "name">; ask: object };
  stored: {
    plan: Schedule["plan"] & Pick<Plan, "schedule" | "later">;
    digest: string;
    assessment: { risk: Schedule["risk"] };
  };
};
export type Automation = ReturnType<typeof makeAutomation>;

const sentence = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
