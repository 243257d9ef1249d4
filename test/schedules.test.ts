/** Plans that are carried out at their times, on a real database; the machines are played and the clock is ours. */
import { afterEach, describe, expect, test } from "bun:test";
import type { Actor } from "../src/domain/account.ts";
import { taskId, type TaskId } from "../src/domain/task.ts";
import { silentLog } from "../src/lib/log.ts";
import { makeAutomation, type Automation } from "../src/hub/automation/automation.ts";
import { nextTimes } from "../src/hub/automation/times.ts";
import { ann, startFleet } from "../src/hub/tasks/testing/fleet.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
const hour = 3_600_000;
const day = 24 * hour;

/** The clock begins on 5 January 2026 at 12:00 UTC. */
async function started() {
  const later: { automation?: Automation } = {};
  const accounts = { now: { role: "operator" } as Pick<Actor, "role" | "scope"> | undefined };
  const hub = await startFleet(2, {
    schedules: {
      make: (of) => must(later.automation).port.make(of),
      of: (id) => must(later.automation).port.of(id),
    },
  });
  ends.push(hub.end);
  const automation = makeAutomation({
    db: hub.db,
    clock: () => hub.time.nowMs,
    log: silentLog,
    account: () => accounts.now,
    taskState: (id) => hub.store.find(taskId(id))?.state,
    fire: ({ id, schedule, request, actor, also }) =>
      new Promise((stored, failed) => {
        const by = { actor, origin: "hub", channel: "schedule" as const };
        const { done } = hub.engine.create.due(by, request, {
          id,
          schedule,
          also: { ...also, stored: () => stored(id) },
        });
        done.catch(failed);
      }),
  });
  later.automation = automation;
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
    return must(automation.store.list()[0]).id;
  };
  const at = async (ms: number): Promise<void> => {
    hub.time.nowMs = ms;
    await automation.sweep();
    await Bun.sleep(20);
  };
  const history = (id: string) =>
    automation.store.history(id, 10).map(({ outcome, dueMs, why }) => [outcome, new Date(dueMs).toISOString(), why]);
  return { hub, automation, accounts, ask, scheduled, at, history };
}
const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error("is not there");
  return value;
};
const nextTwo = Date.UTC(2026, 0, 6, 2);

describe("a request with a time", () => {
  test("runs nothing when it is approved, and makes a schedule", async () => {
    const { hub, automation, ask } = await started();
    const id = await ask("every night at 2 restart nginx on web-1");
    expect(hub.view(id).state).toBe("needs_approval");
    expect(automation.store.list()).toEqual([]);
    await hub.engine.decide.approve(id, ann, { digest: hub.view(id).plan?.digest ?? "" });
    expect(hub.sent()).toEqual([]);
    expect(hub.view(id)).toMatchObject({ state: "succeeded" });
    expect(hub.view(id).summary?.headline).toContain("2026-01-06 02:00 UTC");
    expect(automation.store.list().map(({ state, nextMs, risk }) => [state, nextMs, risk])).toEqual([
      ["active", nextTwo, "medium"],
    ]);
    expect(hub.audited().map(({ action }) => action)).toContain("schedule.made");
  });

  test("that only looks is made without asking", async () => {
    const { hub, automation, ask } = await started();
    const id = await ask("every night at 2 show disk usage on web-1");
    expect(hub.view(id).state).toBe("succeeded");
    expect(automation.store.list()).toHaveLength(1);
    expect(hub.sent()).toEqual([]);
  });

  test("that is only planned makes none", async () => {
    const { hub, automation } = await started();
    await hub.engine.create.ask(ann, { request: "every night at 2 restart nginx on web-1", planOnly: true }).done;
    expect(automation.store.list()).toEqual([]);
  });
});

describe("a time that is due", () => {
  test("becomes a task without asking again, once, and the next time is set", async () => {
    const { hub, automation, scheduled, at, history } = await started();
    const id = await scheduled("every night at 2 restart nginx on web-1");
    await at(nextTwo - 1);
    expect(hub.sent()).toEqual([]);
    await at(nextTwo + 500);
    await at(nextTwo + 900);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(history(id)).toEqual([["fired", "2026-01-06T02:00:00.000Z", ""]]);
    expect(automation.store.get(id).nextMs).toBe(nextTwo + day);
    const task = must(automation.store.history(id, 1)[0]?.taskId ?? undefined);
    expect(hub.store.get(task).ask).toMatchObject({ schedule: id, channel: "schedule" });
  });

  test("is begun once by two sweeps at the same moment", async () => {
    const { hub, automation, scheduled } = await started();
    await scheduled("every night at 2 restart nginx on web-1");
    hub.time.nowMs = nextTwo;
    await Promise.all([automation.sweep(), automation.sweep()]);
    await Bun.sleep(20);
    expect(hub.sent()).toEqual(["web-1"]);
  });

  test("is left out while the time before still goes on", async () => {
    const { hub, scheduled, at, history } = await started();
    const id = await scheduled("every night at 2 restart nginx on web-1");
    await at(nextTwo);
    await at(nextTwo + day);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(history(id)[0]?.[0]).toBe("skipped");
  });

  test("that was missed is not made up for where it changes something", async () => {
    const { hub, automation, scheduled, at, history } = await started();
    const id = await scheduled("every night at 2 restart nginx on web-1");
    await at(nextTwo + hour);
    expect(hub.sent()).toEqual([]);
    expect(history(id)[0]?.slice(0, 2)).toEqual(["missed", "2026-01-06T02:00:00.000Z"]);
    expect(automation.store.get(id).nextMs).toBe(nextTwo + day);
  });

  test("that was missed by half an hour is made up for where it only looks", async () => {
    const { hub, scheduled, at, history } = await started();
    const id = await scheduled("every night at 2 show disk usage on web-1");
    await at(nextTwo + hour / 2);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(history(id)[0]).toEqual(["fired", "2026-01-06T02:00:00.000Z", "made up for"]);
  });

  test("asks where the machine is no longer what was approved", async () => {
    const { hub, automation, scheduled, at } = await started();
    const id = await scheduled("every night at 2 restart nginx on web-1");
    const web = must(hub.machines.get("web-1"));
    hub.machines.set("web-1", { ...web, facts: { ...web.facts, services: ["apache2"] } });
    await at(nextTwo);
    expect(hub.sent()).toEqual([]);
    const task = taskId(must(automation.store.history(id, 1)[0]?.taskId ?? undefined));
    expect(["needs_approval", "declined", "failed"]).toContain(hub.view(task).state);
  });

  test("pauses the schedule where who made it may not run anything any more", async () => {
    const { hub, automation, accounts, scheduled, at } = await started();
    const id = await scheduled("every night at 2 restart nginx on web-1");
    accounts.now = { role: "viewer" };
    await at(nextTwo);
    expect(hub.sent()).toEqual([]);
    expect(automation.store.get(id)).toMatchObject({
      state: "paused",
      why: "ann, who made it, may not run anything any more",
    });
  });

  test("once is done after its one time", async () => {
    const { hub, automation, scheduled, at } = await started();
    const id = await scheduled("restart nginx on web-1 in 2 hours");
    await at(hub.time.nowMs + 2 * hour);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(automation.store.get(id)).toMatchObject({ state: "done" });
  });
});

describe("a schedule", () => {
  test("can be paused, goes on at the next time, is begun by hand and removed", async () => {
    const { hub, automation, scheduled, at, history } = await started();
    const id = await scheduled("every night at 2 restart nginx on web-1");
    const who = { actor: { id: "p1", name: "ann" }, origin: "192.0.2.1" };
    await automation.pause(id, who);
    await at(nextTwo);
    expect(hub.sent()).toEqual([]);
    await automation.resume(id, who);
    expect(automation.store.get(id)).toMatchObject({ state: "active", nextMs: nextTwo + day });
    await automation.runNow(id, ann.actor);
    await Bun.sleep(20);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(history(id)[0]?.[0]).toBe("by_hand");
    await automation.remove(id, who);
    expect(automation.store.list()).toEqual([]);
    expect(() => automation.store.get(id)).toThrow("no schedule");
  });
});

describe("the clock of a time zone", () => {
  const night = { kind: "cron", cron: "30 2 * * *", timeZone: "Europe/Berlin", text: "" } as const;
  const told = (from: number) => nextTimes(night, from, 3).map((ms) => new Date(ms).toISOString());

  test("in spring does what falls into the hour that is left out at its end", () => {
    expect(told(Date.UTC(2026, 2, 28, 12))).toEqual([
      "2026-03-29T01:00:00.000Z",
      "2026-03-30T00:30:00.000Z",
      "2026-03-31T00:30:00.000Z",
    ]);
  });
  test("in autumn does it once where the hour comes twice", () => {
    expect(told(Date.UTC(2026, 9, 24, 12))).toEqual([
      "2026-10-25T00:30:00.000Z",
      "2026-10-26T01:30:00.000Z",
      "2026-10-27T01:30:00.000Z",
    ]);
  });
});
