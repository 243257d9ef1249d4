/** Schedules over a fleet that is played, on a real database with a clock of ours, which begins on 5 January 2026 at 12:00 UTC. */
import { expect } from "bun:test";
import type { Actor } from "../../src/domain/account.ts";
import { parseScope } from "../../src/domain/scope.ts";
import { taskId, type TaskId } from "../../src/domain/task.ts";
import { silentLog } from "../../src/lib/log.ts";
import { makeAutomation, type Automation } from "../../src/hub/automation/automation.ts";
import type { Planner } from "../../src/hub/planning/planner.ts";
import { ann, startFleet } from "../../src/hub/tasks/testing/fleet.ts";

export const hour = 3_600_000;
export const day = 24 * hour;
/** The first two o’clock at night. */
export const nextTwo = Date.UTC(2026, 0, 6, 2);
export const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("is not there");
  return value;
};

export type Timed = Awaited<ReturnType<typeof timed>>;

export async function timed({ machines = 2, planner }: { machines?: number; planner?: Planner } = {}) {
  const held: { automation?: Automation } = {};
  /** The account of who made the schedules, as it is now. */
  const maker = { now: { role: "operator" } as Pick<Actor, "role" | "scope"> | undefined };
  const hub = await startFleet(machines, {
    ...(planner ? { planner } : {}),
    schedules: {
      make: (of) => must(held.automation).port.make(of),
      of: (id) => must(held.automation).port.of(id),
      wrong: (when) => must(held.automation).port.wrong(when),
    },
  });
  /** Another one on the same database, as of a hub that was not told to stop. */
  const another = (): Automation =>
    makeAutomation({
      db: hub.db,
      clock: () => hub.time.nowMs,
      log: silentLog,
      account: () => maker.now,
      outside: (scope, ids) =>
        [...hub.machines.values()]
          .filter(({ id }) => ids.includes(id))
          .find((machine) => scope !== undefined && !parseScope(scope).covers(machine))?.name,
      taskState: (id) => hub.store.find(taskId(id))?.state,
      fire: ({ id, schedule, request, by, also }) =>
        new Promise((stored, failed) => {
          const { done } = hub.engine.create.due(by, request, {
            id,
            schedule,
            also: { ...also, stored: () => stored(id) },
          });
          done.catch(failed);
        }),
    });
  const automation = another();
  held.automation = automation;
  const { store } = automation;
  const ask = async (request: string): Promise<TaskId> => {
    const { id, done } = hub.engine.create.ask(ann, { request });
    await done;
    return id;
  };
  /** A schedule of this request, approved where it has to be. */
  const scheduled = async (request: string): Promise<string> => {
    const id = await ask(request);
    const { state, plan } = hub.view(id);
    if (state === "needs_approval") await hub.engine.decide.approve(id, ann, { digest: plan?.digest ?? "" });
    expect(hub.view(id).state).toBe("succeeded");
    return must(store.madeBy(id));
  };
  const at = async (ms: number): Promise<void> => {
    hub.time.nowMs = ms;
    await automation.sweep();
    await hub.until(() => !hub.store.unfinished().some(({ state }) => state === "planning"));
    await Bun.sleep(20);
  };
  const history = (id: string) =>
    store.history(id, 10).map(({ outcome, dueMs, why }) => [outcome, new Date(dueMs).toISOString(), why]);
  /** The task that the newest of its times became. */
  const lastTask = (id: string) => hub.view(taskId(must(store.tasksOf(id)[0])));
  return { hub, automation, another, maker, ask, scheduled, at, history, lastTask };
}
