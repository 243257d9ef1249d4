/** Plans that are carried out at their times, on a real database; the machines are played and the clock is ours. */
import { afterEach, describe, expect, test } from "bun:test";
import { machineId } from "../src/domain/machine.ts";
import { digestOf } from "../src/domain/plan.ts";
import { taskId } from "../src/domain/task.ts";
import { nextTimes } from "../src/hub/automation/times.ts";
import { ann } from "../src/hub/tasks/testing/fleet.ts";
import { day, hour, must, nextTwo, timed, type Timed } from "./support/schedules.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
async function started(): Promise<Timed> {
  const made = await timed();
  ends.push(made.hub.end);
  return made;
}

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

  test("makes two schedules of two parts with a time each, by one approval", async () => {
    const { hub, automation, ask, at } = await started();
    const id = await ask("every night at 2 stop nginx on web-1 and start it again at 3");
    const { plan } = hub.view(id);
    expect([plan?.schedule?.cron, plan?.later?.schedule.cron, plan?.later?.from]).toEqual([
      "0 2 * * *",
      "0 3 * * *",
      "s2",
    ]);
    await hub.engine.decide.approve(id, ann, { digest: plan?.digest ?? "" });
    const [first, second] = automation.store.list().toSorted((a, b) => (a.nextMs ?? 0) - (b.nextMs ?? 0));
    expect([first, second].map((made) => [made?.nextMs, made?.plan.steps.map(({ tool }) => tool)])).toEqual([
      [nextTwo, ["service.stop"]],
      [nextTwo + hour, ["service.start"]],
    ]);
    expect(hub.view(id)).toMatchObject({ madeSchedule: first?.id, madeSecond: second?.id });
    expect(hub.audited().filter(({ action }) => action === "schedule.made")).toHaveLength(2);
    await at(nextTwo);
    expect(hub.sent()).toHaveLength(1);
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

  test("that was missed is made up for once where a person chose so, and left out where they chose that", async () => {
    const { hub, automation, scheduled, at, history } = await started();
    const id = await scheduled("every night at 2 restart nginx on web-1");
    await automation.choose(id, { actor: ann.actor, origin: "test" }, "late");
    await at(nextTwo + 5 * hour);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(history(id)[0]).toEqual(["fired", "2026-01-06T02:00:00.000Z", "made up for"]);
    await at(nextTwo + day + 25 * hour);
    expect(hub.sent()).toEqual(["web-1"]);
    const look = await scheduled("every night at 2 show disk usage on web-2");
    await automation.choose(look, { actor: ann.actor, origin: "test" }, "skip");
    await at((automation.store.get(look).nextMs ?? 0) + 5 * 60_000);
    expect(history(look)[0]?.slice(0, 1)).toEqual(["missed"]);
    expect(history(look)[0]?.[2]).toContain("missed times are skipped");
    expect(hub.audited().map(({ action }) => action)).toContain("schedule.missed_chosen");
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
    const { hub, automation, maker, scheduled, at } = await started();
    const id = await scheduled("every night at 2 restart nginx on web-1");
    maker.now = { role: "viewer" };
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
    await automation.runNow(id, { ...ann, channel: "api" });
    await Bun.sleep(20);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(history(id)[0]?.[0]).toBe("by_hand");
    await automation.remove(id, who);
    expect(automation.store.list()).toEqual([]);
    expect(() => automation.store.get(id)).toThrow("no schedule");
  });
});

describe("the history of a schedule", () => {
  test("keeps the last 500 of each and all of a month; what is older goes", async () => {
    const { hub, automation, scheduled } = await started();
    const { store } = automation;
    const [often, seldom] = [
      await scheduled("every minute show disk usage on web-1"),
      await scheduled("every day at 2 show disk usage on web-1"),
    ];
    const came = (scheduleId: string, dueMs: number) =>
      store.insertRun({ scheduleId, dueMs, outcome: "missed", why: "", taskId: null, atMs: dueMs });
    const [minute, old] = [60_000, hub.time.nowMs - 40 * day];
    await hub.db.commit({ do: Array.from({ length: 700 }, (_, at) => came(often, old + at * minute)) });
    await hub.db.commit({
      do: Array.from({ length: 300 }, (_, at) => came(seldom, hub.time.nowMs - (300 - at) * day)),
    });
    await automation.tidy();
    expect([often, seldom].map((id) => store.history(id, 2_000).length)).toEqual([500, 300]);
    expect(store.history(often, 2_000).at(-1)?.dueMs).toBe(old + 200 * minute);
    await hub.db.commit({
      do: Array.from({ length: 600 }, (_, at) => came(often, hub.time.nowMs - (600 - at) * minute)),
    });
    await automation.tidy();
    expect(store.history(often, 2_000)).toHaveLength(600);
    await automation.tidy();
    expect(store.isKnown(often, hub.time.nowMs - 600 * minute)).toBe(true);
  });
});

describe("a schedule for a group", () => {
  const nightly = "every night at 2 restart nginx on all web servers";
  const tagged = async (machines = 2) => {
    const made = await timed({ machines });
    ends.push(made.hub.end);
    const { hub } = made;
    for (const [name, machine] of hub.machines) hub.machines.set(name, { ...machine, tags: ["web"] });
    /** Another machine, like the first but for what is said. */
    const joins = (name: string, more: object = {}): void => {
      const first = must(hub.machines.get("web-1"));
      hub.machines.set(name, { ...first, id: machineId(`id-${name}`), name, ...more });
    };
    const planned = () => made.lastTask(must(made.automation.store.list()[0]).id).plan;
    return { ...made, joins, planned };
  };

  test("says on its plan that it is for whoever belongs to it then", async () => {
    const { hub, ask, automation } = await tagged();
    const id = await ask(nightly);
    expect(hub.view(id).plan?.assumptions.join()).toContain("Each time it is for the machines that are “tag:web” then");
    await hub.engine.decide.approve(id, ann, { digest: hub.view(id).plan?.digest ?? "" });
    expect(automation.store.list()[0]?.when).toMatchObject({ members: "tag:web" });
  });

  test("includes who joined and is like those that were approved, without asking, and leaves out who left", async () => {
    const { hub, joins, scheduled, at, planned } = await tagged();
    await scheduled(nightly);
    joins("web-9");
    hub.machines.set("web-1", { ...must(hub.machines.get("web-1")), tags: ["old"] });
    await at(nextTwo);
    expect(planned()?.steps.map(({ machines }) => machines.map(({ name }) => name))).toEqual([["web-2", "web-9"]]);
    expect(planned()?.assumptions.join()).toContain("web-9 joined since it was approved");
    expect(hub.sent()).toHaveLength(1);
  });

  test("leaves out who joined and is something else, and says why", async () => {
    const { hub, joins, scheduled, at, planned } = await tagged();
    await scheduled(nightly);
    const { facts } = must(hub.machines.get("web-1"));
    joins("web-8", { facts: { ...facts, services: ["apache2"] } });
    joins("web-9");
    hub.away.add("web-9");
    await at(nextTwo);
    expect(planned()?.steps[0]?.machines).toHaveLength(2);
    expect(planned()?.excluded.map(({ name, why }) => [name, why])).toEqual([
      ["web-8", "it is not like those that were approved (service nginx: none)"],
      ["web-9", "it is not online"],
    ]);
  });

  test("asks where the group has more than doubled, and goes over it as over so many", async () => {
    const { hub, joins, automation, scheduled, at, lastTask } = await tagged(2);
    const id = await scheduled(nightly);
    for (const number of [5, 6, 7, 8, 9]) joins(`web-${number}`);
    await at(nextTwo);
    expect(hub.sent()).toEqual([]);
    expect(lastTask(id).state).toBe("needs_approval");
    expect(hub.store.plan(taskId(must(automation.store.tasksOf(id)[0])), 1)?.plan.steps[0]?.rollout).toMatchObject({
      canary: 1,
    });
  });

  test("finds nobody that its maker may not see", async () => {
    const { joins, maker, scheduled, at, planned } = await tagged();
    await scheduled(nightly);
    joins("web-9", { tags: ["web", "secret"] });
    maker.now = { role: "operator", scope: "not tag:secret" };
    await at(nextTwo);
    expect(planned()?.steps[0]?.machines.map(({ name }) => name)).toEqual(["web-1", "web-2"]);
  });

  test("does nothing where nobody belongs to it any more, and says so; the next time it looks again", async () => {
    const { hub, automation, scheduled, at, lastTask } = await tagged();
    const id = await scheduled(nightly);
    for (const [name, machine] of hub.machines) hub.machines.set(name, { ...machine, tags: [] });
    await at(nextTwo);
    expect([lastTask(id).state, hub.sent()]).toEqual(["declined", []]);
    expect(automation.store.get(id)).toMatchObject({ state: "active", nextMs: nextTwo + day });
  });

  test("is none where machines were named, or were chosen by what was measured", async () => {
    const { hub, ask } = await tagged();
    for (const text of [
      "every night at 2 restart nginx on web-1 and web-2",
      "in 2 hours restart nginx on all web servers",
    ]) {
      const id = await ask(text);
      expect(hub.store.plan(id, 1)?.plan.schedule, text).not.toHaveProperty("members");
    }
  });

  test("is bound by the digest: another group is another plan", async () => {
    const { hub, ask } = await tagged();
    const id = await ask(nightly);
    const stored = must(hub.store.plan(id, 1));
    const { schedule } = stored.plan;
    if (schedule?.kind !== "cron") throw new Error("no schedule");
    const other = { ...stored.plan, schedule: { ...schedule, members: "all" } };
    expect(digestOf(stored.plan, stored.assessment)).toBe(stored.digest);
    expect(digestOf(other, stored.assessment)).not.toBe(stored.digest);
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
