/** Pausing, leaving out, trying again, waiting: what people do with a task beside approving and cancelling it. */
import { afterEach, describe, expect, test } from "bun:test";
import { ann, startFleet, viewer } from "./testing/fleet.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
async function fleet(count: number, more: { room?: number } = {}) {
  const started = await startFleet(count, more);
  ends.push(started.end);
  return started;
}
const singly = { rollout: { batch: 1 } };

describe("a paused task", () => {
  test("sends nothing new, keeps the result of what runs, and goes on when told", async () => {
    const hub = await fleet(3);
    const id = await hub.exec(singly);
    await hub.engine.pausing.pause(id, ann);
    await hub.answer("web-1");
    expect(hub.runs(id)).toEqual(["web-1 ok exit 0", "web-2 queued", "web-3 queued"]);
    expect(hub.view(id)).toMatchObject({ state: "paused", paused: "Paused by ann." });
    await hub.engine.pausing.resume(id, ann);
    expect(hub.sent()).toEqual(["web-1", "web-2"]);
    expect(hub.audited().filter(({ action }) => /paused|resumed/.test(action))).toEqual([
      { action: "task.paused", actor: "ann" },
      { action: "task.resumed", actor: "ann" },
    ]);
  });

  test("is still paused after the hub was restarted", async () => {
    const hub = await fleet(3);
    const id = await hub.exec(singly);
    await hub.engine.pausing.pause(id, ann);
    await hub.restart();
    await hub.answer("web-1");
    expect(hub.view(id).state).toBe("paused");
    expect(hub.sent()).toEqual(["web-1"]);
  });

  test("is over once nothing is left to do", async () => {
    const hub = await fleet(2);
    const id = await hub.exec();
    await hub.engine.pausing.pause(id, ann);
    await hub.answer("web-1");
    await hub.answer("web-2");
    expect(hub.view(id).state).toBe("succeeded");
  });

  test("can be cancelled", async () => {
    const hub = await fleet(3);
    const id = await hub.exec(singly);
    await hub.engine.pausing.pause(id, ann);
    await hub.engine.decide.cancel(id, ann);
    expect(hub.view(id).state).toBe("cancelled");
    expect(hub.cancelled).toHaveLength(1);
  });

  test("was running, and not paused by a viewer or twice", async () => {
    const hub = await fleet(2);
    const id = await hub.exec(singly);
    expect(hub.engine.pausing.pause(id, viewer)).rejects.toMatchObject({ code: "forbidden" });
    expect(hub.engine.pausing.resume(id, ann)).rejects.toMatchObject({ code: "wrong_state" });
    await hub.engine.pausing.pause(id, ann);
    expect(hub.engine.pausing.pause(id, ann)).rejects.toMatchObject({ code: "wrong_state" });
  });
});

describe("a machine that is left out", () => {
  test("is not sent anything, and says by whom", async () => {
    const hub = await fleet(3);
    const id = await hub.exec(singly);
    const [, second] = hub.store.runs(id, 1);
    await hub.engine.pausing.skip(second?.id ?? "", ann);
    await hub.answer("web-1");
    await hub.answer("web-3");
    expect(hub.runs(id)).toEqual(["web-1 ok exit 0", "web-2 skipped skipped by ann", "web-3 ok exit 0"]);
    expect(hub.view(id).summary?.headline).toContain("Skipped by ann: web-2.");
  });

  test("is none that has begun", async () => {
    const hub = await fleet(2);
    const id = await hub.exec(singly);
    const [first, second] = hub.store.runs(id, 1);
    expect(hub.engine.pausing.skip(first?.id ?? "", ann)).rejects.toMatchObject({ code: "wrong_state" });
    expect(hub.engine.pausing.skip(second?.id ?? "", viewer)).rejects.toMatchObject({ code: "forbidden" });
    expect(hub.engine.pausing.skip("nonsense", ann)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("trying again", () => {
  const broken = async () => {
    const hub = await fleet(4);
    const id = await hub.exec(singly);
    await hub.answer("web-1");
    await hub.answer("web-2", 1);
    return { hub, id };
  };
  const retry = async (hub: Awaited<ReturnType<typeof fleet>>, id: string, machines?: string[]) => {
    const { id: again, done } = hub.engine.create.retry(ann, id, { machines });
    await done;
    return again;
  };

  test("is a new task for the machines where it failed or was stopped", async () => {
    const { hub, id } = await broken();
    expect(hub.runs(id).slice(1)).toEqual([
      "web-2 failed exit status 1",
      "web-3 skipped stopped after web-2 failed",
      "web-4 skipped stopped after web-2 failed",
    ]);
    expect(hub.view(id).retryable?.map(({ name }) => name)).toEqual(["web-2", "web-3", "web-4"]);
    const again = await retry(hub, id);
    expect(hub.view(again)).toMatchObject({ kind: "exec", state: "running", retryOf: id });
    expect(hub.view(again).plan?.steps[0]?.machines.map(({ name }) => name)).toEqual(["web-2", "web-3", "web-4"]);
    expect(hub.view(again).plan?.steps[0]?.rollout).toBe("one after another; it stops after the first failure");
  });

  test("of a command that only looks runs at once", async () => {
    const hub = await fleet(2);
    const id = await hub.exec({}, "uptime");
    await hub.answer("web-1");
    await hub.answer("web-2", 1);
    const again = await retry(hub, id);
    expect(hub.sent()).toEqual(["web-1", "web-2", "web-2"]);
    await hub.answer("web-2");
    expect(hub.view(again).state).toBe("succeeded");
  });

  test("takes the machines that are named, and says why others are none", async () => {
    const { hub, id } = await broken();
    const again = await retry(hub, id, ["web-3"]);
    expect(hub.view(again).plan?.steps[0]?.machines.map(({ name }) => name)).toEqual(["web-3"]);
    expect(() => hub.engine.create.retry(ann, id, { machines: ["web-1"] })).toThrow(
      "There is nothing to try again on web-1.",
    );
    expect(() => hub.engine.create.retry(ann, id, { machines: ["db-1"] })).toThrow("took no part");
    expect(() => hub.engine.create.retry(viewer, id, {})).toThrow("Viewers only look.");
  });

  test("is not possible while it runs", async () => {
    const hub = await fleet(2);
    const id = await hub.exec(singly);
    expect(() => hub.engine.create.retry(ann, id, {})).toThrow("still runs");
  });

  test("leaves out machines that were removed meanwhile", async () => {
    const { hub, id } = await broken();
    hub.machines.delete("web-2");
    const again = await retry(hub, id);
    expect(hub.view(again).plan?.steps[0]?.machines.map(({ name }) => name)).toEqual(["web-3", "web-4"]);
    for (const name of ["web-3", "web-4"]) hub.machines.delete(name);
    expect(hub.engine.create.retry(ann, id, {}).done).rejects.toMatchObject({ code: "no_machine" });
  });
});

describe("a machine that is waited for", () => {
  const hour = { queueForMs: 3_600_000 };

  test("does its part when it comes, also after a restart of the hub", async () => {
    const hub = await fleet(2);
    hub.away.add("web-2");
    const id = await hub.exec(hour);
    expect(hub.runs(id)).toEqual(["web-1 dispatched", "web-2 queued waits for web-2 until 13:00 UTC"]);
    expect(hub.view(id).queuedUntil).toBe("2026-01-05T13:00:00.000Z");
    await hub.answer("web-1");
    await hub.restart();
    await hub.comes("web-2");
    await hub.answer("web-2");
    expect(hub.runs(id)).toEqual(["web-1 ok exit 0", "web-2 ok exit 0"]);
    expect(hub.view(id).state).toBe("succeeded");
  });

  test("is given up when its time is over", async () => {
    const hub = await fleet(2);
    hub.away.add("web-2");
    const id = await hub.exec(hour);
    await hub.answer("web-1");
    hub.time.nowMs += 3_599_999;
    await hub.engine.reconcile.sweep();
    expect(hub.view(id).state).toBe("running");
    hub.time.nowMs += 1;
    await hub.engine.reconcile.sweep();
    expect(hub.runs(id)[1]).toBe("web-2 unreachable web-2 did not come back by 13:00 UTC");
    expect(hub.view(id).state).toBe("partly_failed");
  });

  test("does nothing where it is no longer meant, or permits less", async () => {
    const hub = await fleet(3);
    for (const name of ["web-2", "web-3"]) hub.away.add(name);
    const id = await hub.exec(hour);
    await hub.answer("web-1");
    const [, second, third] = [...hub.machines.values()];
    if (second) hub.machines.set("web-2", { ...second, tags: ["mail"] });
    if (third) hub.machines.set("web-3", { ...third, maxLevel: 1 });
    await hub.comes("web-2");
    await hub.comes("web-3");
    expect(hub.runs(id).slice(1)).toEqual([
      "web-2 skipped web-2 no longer fits tag:web",
      "web-3 failed This needs level 2; web-3 permits 1.",
    ]);
    expect(hub.sent()).toEqual(["web-1"]);
  });

  test("does nothing once the task was cancelled, or it was left out", async () => {
    const hub = await fleet(2);
    hub.away.add("web-2");
    const id = await hub.exec(hour);
    await hub.engine.decide.cancel(id, ann);
    const other = await hub.exec(hour, "touch /srv/y");
    const waiting = hub.store.runs(other, 1).find((run) => run.machineName === "web-2");
    await hub.engine.pausing.skip(waiting?.id ?? "", ann);
    await hub.comes("web-2");
    expect(hub.sent()).toEqual(["web-1", "web-1"]);
  });
});

describe("a plan whose ground has changed", () => {
  const restart = async (hub: Awaited<ReturnType<typeof fleet>>) => {
    const { id, done } = hub.engine.create.ask(ann, { request: "restart nginx on all web servers" });
    await done;
    return id;
  };
  const without = (hub: Awaited<ReturnType<typeof fleet>>, name: string) => {
    const machine = hub.machines.get(name);
    if (machine) hub.machines.set(name, { ...machine, facts: { ...machine.facts, services: ["ssh"] } });
  };

  test("is not approved any more, but planned anew", async () => {
    const hub = await fleet(2);
    const id = await restart(hub);
    without(hub, "web-2");
    const digest = hub.view(id).plan?.digest ?? "";
    const refused = await hub.engine.decide.approve(id, ann, { digest }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "stale_plan" });
    expect(hub.view(id)).toMatchObject({ state: "needs_approval", plan: { revision: 2 } });
    expect(hub.view(id).plan?.digest).not.toBe(digest);
  });

  test("is not sent to the machine where it has", async () => {
    const hub = await fleet(2);
    hub.away.add("web-2");
    const request = { request: "restart nginx on web-2", queueForMs: 3_600_000 };
    const { id, done } = hub.engine.create.ask(ann, request);
    await done;
    await hub.engine.decide.approve(id, ann, { digest: hub.view(id).plan?.digest ?? "" });
    without(hub, "web-2");
    await hub.until(() => hub.runs(id).some((run) => run.includes("waits for")));
    await hub.comes("web-2");
    await hub.until(() => hub.view(id).endedAt !== undefined);
    expect(hub.runs(id).at(-1)).toBe("web-2 failed web-2 no longer has nginx; the plan was made for how it was.");
    expect(hub.sent()).toEqual([]);
  });
});

describe("two changes of the same thing on one machine", () => {
  const install = "apt-get install -y htop";

  test("run one after another, and the second says what it waits for", async () => {
    const hub = await fleet(2);
    const first = await hub.exec({ on: "web-1" }, install);
    const second = await hub.exec({}, "apt-get -y upgrade");
    expect(hub.runs(second)).toEqual([
      `web-1 queued waits for task ${hub.view(first).shortId} (packages)`,
      "web-2 dispatched",
    ]);
    await hub.answer("web-1");
    await hub.engine.reconcile.sweep();
    expect(hub.runs(second)[0]).toBe("web-1 dispatched");
    expect(hub.sent()).toEqual(["web-1", "web-1", "web-2"]);
  });

  test("still do so after the hub was restarted", async () => {
    const hub = await fleet(1);
    await hub.exec({}, install);
    const second = await hub.exec({}, "apt-get -y upgrade");
    await hub.restart();
    await hub.engine.reconcile.sweep();
    expect(hub.sent()).toEqual(["web-1"]);
    await hub.answer("web-1");
    await hub.engine.reconcile.sweep();
    expect(hub.runs(second)).toEqual(["web-1 dispatched"]);
  });

  test("begin in the same moment only once", async () => {
    const hub = await fleet(1);
    await Promise.all([hub.exec({}, install), hub.exec({}, "apt-get -y upgrade")]);
    expect(hub.sent()).toEqual(["web-1"]);
  });

  test("hold up nothing else there", async () => {
    const hub = await fleet(1);
    await hub.exec({}, install);
    await hub.exec({}, "touch /srv/x");
    expect(hub.sent()).toEqual(["web-1", "web-1"]);
  });
});

describe("more commands than an agent holds", () => {
  test("wait at the hub, and say so", async () => {
    const hub = await fleet(1, { room: 1 });
    const both = await Promise.all([hub.exec({}, "touch /srv/a"), hub.exec({}, "touch /srv/b")]);
    expect(both.map((id) => hub.runs(id)[0] ?? "").toSorted((a, b) => a.localeCompare(b))).toEqual([
      "web-1 dispatched",
      "web-1 queued waits until web-1 has done some of what it has",
    ]);
    expect(hub.sent()).toEqual(["web-1"]);
  });
});

describe("a run that a person ended", () => {
  test("says who did it, and how", async () => {
    const hub = await fleet(2);
    const id = await hub.exec();
    const [first] = hub.store.runs(id, 1);
    await hub.engine.stalls.act(first?.id ?? "", ann, { action: "interrupt" });
    await hub.engine.stalls.act(first?.id ?? "", ann, { action: "kill" });
    await hub.answer("web-1", 1);
    await hub.answer("web-2", 1);
    const told = hub.view(id).runs.map(({ machineName, endedBy }) => [machineName, endedBy]);
    expect(told).toEqual([
      ["web-1", { name: "ann", action: "kill" }],
      ["web-2", undefined],
    ]);
  });
});

describe("answers that are given with a command", () => {
  test("are part of its plan, and refused without a terminal", async () => {
    const hub = await fleet(1);
    const answers = [{ prompt: "Go on?", answer: "y" }];
    const id = await hub.exec({ terminal: true, answers });
    expect(hub.view(id).plan?.steps[0]).toMatchObject({ input: { terminal: true, answers } });
    expect(hub.view(id).plan?.steps[0]?.exact).toContain("# asked “Go on?”, “y” is typed");
    expect(hub.exec({ answers })).rejects.toMatchObject({ code: "validation" });
  });
});
