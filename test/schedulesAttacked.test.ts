/** Schedules under everything that goes wrong: clocks, rules, people, machines, many at once, two hubs, and a planner's nonsense. */
import { afterEach, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { PlanSchedule } from "../src/domain/plan.ts";
import type { Outcome } from "../src/domain/plan.ts";
import { embeddedPlanner } from "../src/hub/planning/embedded/planner.ts";
import type { Planner } from "../src/hub/planning/planner.ts";
import { wrongTime } from "../src/hub/automation/times.ts";
import { ann } from "../src/hub/tasks/testing/fleet.ts";
import { day, hour, must, nextTwo, timed, type Timed } from "./support/schedules.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
async function started(wish: Parameters<typeof timed>[0] = {}): Promise<Timed> {
  const made = await timed(wish);
  ends.push(made.hub.end);
  return made;
}
const nightly = "every night at 2 restart nginx on web-1";
const who = { actor: ann.actor, origin: "192.0.2.1" };

/** A planner that understands the words and then says another time. */
const saying =
  (schedule: PlanSchedule): Planner =>
  async (request): Promise<Outcome> => {
    const outcome = await embeddedPlanner(request);
    return outcome.kind === "plan" ? { ...outcome, plan: { ...outcome.plan, schedule } } : outcome;
  };
const cron = (line: string, timeZone = "UTC"): PlanSchedule => ({ kind: "cron", cron: line, timeZone, text: "then" });

describe("a planner's time that never comes", () => {
  test.each([
    [cron("61 2 * * *"), "is not a time in cron's five fields"],
    [cron("soon"), "is not a time in cron's five fields"],
    [cron(""), "is not a time in cron's five fields"],
    [cron("* * * * * *"), "is not a time in cron's five fields"],
    [cron("@hourly"), "is not a time in cron's five fields"],
    [cron("0 0 30 2 *"), "never comes"],
    [cron("0 2 * * *", "Mars/Olympus"), "There is no time zone"],
    [{ kind: "at", atMs: Date.UTC(2026, 0, 5, 11), text: "at 11" } as const, "That time has passed."],
    [{ kind: "at", atMs: Number.NaN, text: "at noon" } as const, "That time has passed."],
  ])("%j is declined with a sentence, and asks nobody", async (schedule, says) => {
    const { hub, automation, ask } = await started({ planner: saying(schedule) });
    const { state, declined } = hub.view(await ask("restart nginx on web-1"));
    expect([state, declined?.reason]).toEqual(["declined", expect.stringContaining(says)]);
    expect(automation.store.list()).toEqual([]);
    expect(hub.sent()).toEqual([]);
  });

  test("that passes while somebody thinks is refused where it is approved", async () => {
    const { hub, automation, ask } = await started();
    const id = await ask("restart nginx on web-1 in 10 minutes");
    const digest = must(hub.view(id).plan).digest;
    hub.time.nowMs += hour / 3;
    const refused = await hub.engine.decide.approve(id, ann, { digest }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ detail: "That time has passed." });
    expect(automation.store.list()).toEqual([]);
  });

  test("that is in the database all the same pauses only its own schedule", async () => {
    const { hub, automation, scheduled, at } = await started();
    const [bad, good] = [await scheduled(nightly), await scheduled("every night at 2 show disk usage on web-2")];
    await hub.db.commit({ do: [{ toSQL: () => ({ sql: breakIt, params: [bad] }) }] });
    await at(nextTwo);
    expect(automation.store.get(bad)).toMatchObject({ state: "paused", why: expect.stringContaining("five fields") });
    expect(automation.store.history(good, 1)[0]).toMatchObject({ outcome: "fired" });
    const refused = await automation.resume(bad, who).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "wrong_state" });
  });
});
const breakIt = `UPDATE schedule SET when_json = json_set(when_json, '$.cron', '99 2 * * *') WHERE id = ?`;

describe("a thousand that are due at once", () => {
  test("all become tasks, some at a time, and the hub answers meanwhile", async () => {
    const { hub, automation, scheduled } = await started();
    const one = must(automation.store.find(await scheduled("every night at 2 show disk usage on web-1")));
    const copies = Array.from({ length: 999 }, (_, at) => ({
      toSQL: () => ({ sql: copyIt, params: [`copy-${String(at).padStart(4, "0")}`, one.id] }),
    }));
    await hub.db.commit({ do: copies });
    hub.time.nowMs = nextTwo;
    let turns = 0;
    const other = setInterval(() => void turns++, 1);
    await automation.sweep();
    clearInterval(other);
    expect(automation.store.due(nextTwo, 1)).toEqual([]);
    const ran = automation.store.list().length;
    expect(ran).toBe(500);
    const fired = hub.db.read.all(sql`SELECT count(*) AS n FROM schedule_run WHERE outcome = ${"fired"}`);
    expect(fired).toEqual([{ n: 1_000 }]);
    // Somebody else had a turn between the pages, and not only at the end.
    expect(turns).toBeGreaterThan(10);
    await hub.until(() => hub.sent().length > 0);
  }, 60_000);
});
const copyIt = `INSERT INTO schedule SELECT ?, task_id, request, when_json, plan_json, digest, risk, changes, state, why, next_ms,
  made_by_id, made_by_name, ask_json, made_at_ms, missed FROM schedule WHERE id = ?`;

describe("a clock", () => {
  test("that was put back does no time twice, and goes on with those that did not come", async () => {
    const { hub, automation, scheduled, at, history } = await started();
    const id = await scheduled("every night at 2 show disk usage on web-1");
    await at(nextTwo);
    await hub.answer("web-1", 0, { filesystems: [] });
    await at(nextTwo - hour);
    expect(automation.store.get(id).nextMs).toBe(nextTwo + day);
    await at(nextTwo);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(history(id)).toHaveLength(1);
  });

  test("that was a week ahead for a while costs one time and not the week", async () => {
    const { automation, scheduled, at, history } = await started();
    const id = await scheduled(nightly);
    await at(nextTwo + 7 * day + hour);
    expect(history(id)).toEqual([["missed", "2026-01-06T02:00:00.000Z", expect.stringContaining("was not running")]]);
    expect(automation.store.get(id).nextMs).toBe(nextTwo + 8 * day);
    await at(nextTwo - hour);
    expect(automation.store.get(id).nextMs).toBe(nextTwo + day);
    await at(nextTwo + day);
    expect(history(id)[0]?.[0]).toBe("fired");
  });

  test("that jumps to and fro does each time once at most", async () => {
    const { hub, scheduled, at, history } = await started();
    const id = await scheduled("every hour show disk usage on web-1");
    const first = Date.UTC(2026, 0, 5, 13);
    for (const ms of [first, first - 2 * hour, first, first + 3 * hour, first - hour, first + hour, first + 2 * hour]) {
      await at(ms);
      if (hub.sent().length > 0) await hub.answer("web-1", 0, { filesystems: [] }).catch(() => {});
    }
    const times = history(id).map(([, due]) => due);
    expect(new Set(times).size).toBe(times.length);
  });
});

describe("a time that is due, and since it was approved", () => {
  test("the hub only reads: the task is refused and says why, and the schedule stays", async () => {
    const { hub, automation, scheduled, at, lastTask } = await started();
    const id = await scheduled(nightly);
    const since = { scope: "hub", reason: "audit week", by: "ann", sinceMs: 1 };
    await hub.db.commit({ do: [hub.policy.switchOn(since)], events: [{ kind: "policy", data: {} }] });
    await at(nextTwo);
    expect(hub.sent()).toEqual([]);
    expect(lastTask(id)).toMatchObject({ state: "failed", error: { code: "refused_by_policy" } });
    expect(automation.store.get(id)).toMatchObject({ state: "active", nextMs: nextTwo + day });
  });

  test("a rule refuses it: nothing runs", async () => {
    const { hub, scheduled, at, lastTask } = await started();
    const id = await scheduled(nightly);
    const rule = {
      id: "no-nights",
      text: "no restarts",
      when: { tools: ["service.restart"] },
      then: "refuse" as const,
    };
    await hub.db.commit({
      do: [hub.policy.putRule({ rule: rule as never, changedBy: "ann", changedAtMs: 1 }, 1)],
      events: [{ kind: "policy", data: {} }],
    });
    await at(nextTwo);
    expect(hub.sent()).toEqual([]);
    expect(lastTask(id).error?.code).toBe("refused_by_policy");
  });

  test("who made it was deleted: it is paused and says so", async () => {
    const { hub, automation, maker, scheduled, at } = await started();
    const id = await scheduled(nightly);
    maker.now = undefined;
    await at(nextTwo);
    expect(hub.sent()).toEqual([]);
    expect(automation.store.get(id).why).toBe("ann, who made it, may not run anything any more");
  });

  test("who made it sees that machine no longer: it is paused and says so", async () => {
    const { hub, automation, maker, scheduled, at } = await started();
    const id = await scheduled(nightly);
    maker.now = { role: "operator", scope: "tag:db" };
    await at(nextTwo);
    expect(hub.sent()).toEqual([]);
    expect(automation.store.get(id)).toMatchObject({
      state: "paused",
      why: expect.stringContaining("web-1 is not among"),
    });
  });

  test.each([nightly, "every night at 2 show disk usage on web-1"])(
    "its machine was revoked: “%s” sends nothing and says so",
    async (request) => {
      const { hub, scheduled, at, lastTask } = await started();
      const id = await scheduled(request);
      hub.machines.delete("web-1");
      await at(nextTwo);
      expect(hub.sent()).toEqual([]);
      await hub.until(() => ["needs_approval", "declined", "failed"].includes(lastTask(id).state));
      const task = lastTask(id);
      expect(JSON.stringify(task)).toContain("web-1");
    },
  );

  test("the time before still goes on: it is left out, also the time after that", async () => {
    const { hub, scheduled, at, history } = await started();
    const id = await scheduled(nightly);
    for (const nights of [0, 1, 2, 3]) await at(nextTwo + nights * day);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(history(id).map(([outcome]) => outcome)).toEqual(["skipped", "skipped", "skipped", "fired"]);
  });
});

describe("two hubs on one database", () => {
  test("begin a time once, and the slower one does not stumble", async () => {
    const { hub, automation, another, scheduled } = await started();
    const id = await scheduled(nightly);
    const other = another();
    hub.time.nowMs = nextTwo;
    await Promise.all([automation.sweep(), other.sweep(), automation.sweep(), other.sweep()]);
    await Bun.sleep(20);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(automation.store.history(id, 5)).toHaveLength(1);
    expect(hub.audited().filter(({ action }) => action === "schedule.fired")).toHaveLength(1);
  });

  test("one of which pauses it while the other begins leave no half of either", async () => {
    const { hub, automation, another, scheduled } = await started();
    const id = await scheduled(nightly);
    hub.time.nowMs = nextTwo;
    const [, paused] = await Promise.allSettled([automation.sweep(), another().pause(id, who)]);
    await Bun.sleep(20);
    const runs = automation.store.history(id, 5).length;
    expect(runs).toBe(paused.status === "fulfilled" && hub.sent().length === 0 ? 0 : 1);
    expect(hub.sent()).toHaveLength(runs);
  });
});

describe("a plan with a time", () => {
  test("that is rejected makes no schedule", async () => {
    const { hub, automation, ask, at } = await started();
    const id = await ask(nightly);
    await hub.engine.decide.reject(id, ann, { reason: "not at night" });
    expect(hub.view(id).state).toBe("rejected");
    await at(nextTwo);
    expect(automation.store.list()).toEqual([]);
    expect(hub.sent()).toEqual([]);
  });
});

describe("a zone's clock", () => {
  test("takes what people write, and nothing that runs every second", () => {
    expect(wrongTime(cron("*/5 * * * 1-5", "Europe/Berlin"), 0)).toBe(undefined);
    expect(wrongTime(cron("0 2 * * MON"), 0)).toBe(undefined);
    expect(wrongTime(cron("*/5 * * * * *"), 0)).toContain("five fields");
  });
});
