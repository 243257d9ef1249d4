/** Whoever tries to get a plan run that nobody allowed: each way is refused, and each attempt stands in the audit. */
import { afterEach, describe, expect, test } from "bun:test";
import { eq } from "drizzle-orm";
import type { TaskId } from "../../domain/task.ts";
import type { PolicyRule } from "../../domain/policy.ts";
import { audit } from "../audit/table.ts";
import type { By } from "./create.ts";
import { approval, plan, task } from "./table.ts";
import { ann, startFleet, viewer } from "./testing/fleet.ts";

type Hub = Awaited<ReturnType<typeof startFleet>>;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
async function fleet(count = 2): Promise<Hub> {
  const hub = await startFleet(count);
  ends.push(hub.end);
  return hub;
}

const ben: By = { ...ann, actor: { ...ann.actor, id: "p2", name: "ben" } };
const annsKey: By = { ...ann, actor: { ...ann.actor, name: "ann (key deploy)" }, channel: "api" };
const local: By = { ...ann, actor: { ...ann.actor, id: "uid:0", name: "local admin (uid 0)", kind: "local" } };

async function asked(hub: Hub, request = "restart nginx on all web servers"): Promise<TaskId> {
  const { id, done } = hub.engine.create.ask(ann, { request });
  await done;
  expect(hub.view(id).state).toBe("needs_approval");
  return id;
}
const digestOf = (hub: Hub, id: TaskId): string => hub.view(id).plan?.digest ?? "";
const approve = (hub: Hub, id: TaskId, by: By = ann, digest = digestOf(hub, id)) =>
  hub.engine.decide.approve(id, by, { digest }).then(
    (done) => done.state,
    (error: { code: string }) => error.code,
  );
/** Codes of the refused attempts, in order, with who tried. */
const denials = (hub: Hub): string[] =>
  hub.db.read
    .select()
    .from(audit)
    .where(eq(audit.action, "approval.denied"))
    .all()
    .map((row) => `${row.actorName}: ${(JSON.parse(row.dataJson) as { code: string }).code}`);
const rule = async (hub: Hub, more: Partial<PolicyRule> & Pick<PolicyRule, "then">): Promise<void> => {
  const given: PolicyRule = { id: "r", title: "four eyes", ...more };
  await hub.db.commit({
    do: [hub.policy.putRule({ rule: given, changedBy: "root", changedAtMs: 1 }, 0)],
    events: [{ kind: "policy", data: {} }],
  });
};
/** Somebody with the database in hand changes a row; commit is the only way to write, so it goes by that. */
const tamper = (hub: Hub, change: Parameters<Hub["db"]["commit"]>[0]["do"][number]) => hub.db.commit({ do: [change] });

describe("an approval", () => {
  test("is used once: the same again is refused, and nothing runs twice", async () => {
    const hub = await fleet(1);
    const id = await asked(hub, "restart nginx on web-1");
    const digest = digestOf(hub, id);
    expect(await approve(hub, id)).toBe("running");
    await hub.until(() => hub.sent().length === 1);
    expect(await approve(hub, id, ann, digest)).toBe("wrong_state");
    expect(hub.sent()).toEqual(["web-1"]);
    expect(denials(hub)).toEqual(["ann: wrong_state"]);
  });

  test("of another task is none for this one", async () => {
    const hub = await fleet();
    const [id, other] = [await asked(hub), await asked(hub, "restart nginx on web-1")];
    expect(await approve(hub, id, ann, digestOf(hub, other))).toBe("stale_plan");
    expect(denials(hub)).toEqual(["ann: stale_plan"]);
  });

  test("with one changed character of the digest is refused, wherever it stands", async () => {
    const hub = await fleet();
    const id = await asked(hub);
    const digest = digestOf(hub, id);
    for (const at of [0, 31, 63])
      expect(
        await approve(hub, id, ann, digest.slice(0, at) + (digest[at] === "0" ? "1" : "0") + digest.slice(at + 1)),
      ).toBe("stale_plan");
    expect(await approve(hub, id, ann, digest.toUpperCase())).toBe("stale_plan");
    expect(await approve(hub, id, ann, "")).toBe("stale_plan");
    expect(denials(hub)).toHaveLength(5);
    expect(hub.sent()).toEqual([]);
  });

  test("by a viewer, also with a key, is refused and told", async () => {
    const hub = await fleet();
    const id = await asked(hub);
    expect(await approve(hub, id, viewer)).toBe("forbidden");
    expect(
      await approve(hub, id, { ...viewer, actor: { ...viewer.actor, name: "ann (key watch)" }, channel: "api" }),
    ).toBe("forbidden");
    expect(denials(hub)).toEqual(["ann: forbidden", "ann (key watch): forbidden"]);
    expect(hub.view(id).state).toBe("needs_approval");
  });

  test("that has run out is refused before anybody has noticed that it ran out", async () => {
    const hub = await fleet();
    const id = await asked(hub);
    hub.time.nowMs += 3_600_000;
    expect(await approve(hub, id)).toBe("approval_expired");
    expect(denials(hub)).toEqual(["ann: approval_expired"]);
  });

  test("by two people in the same moment counts once", async () => {
    const hub = await fleet(1);
    const id = await asked(hub, "restart nginx on web-1");
    const both = await Promise.all([approve(hub, id, ann), approve(hub, id, ben)]);
    expect(both.filter((each) => each === "running")).toHaveLength(1);
    await hub.until(() => hub.sent().length > 0);
    expect(hub.sent()).toEqual(["web-1"]);
    expect(denials(hub)).toHaveLength(1);
  });

  test("given in the moment of a rejection leaves one of the two", async () => {
    const hub = await fleet(1);
    const id = await asked(hub, "restart nginx on web-1");
    const [given] = await Promise.all([approve(hub, id), hub.engine.decide.reject(id, ben, {}).catch(() => {})]);
    expect([given, hub.view(id).state]).toEqual(given === "running" ? ["running", "running"] : [given, "rejected"]);
  });
});

/** What lies approved in the database, its first machine away, and is changed before that comes back. */
async function approvedAndWaiting(hub: Hub): Promise<TaskId> {
  hub.away.add("web-1");
  hub.away.add("web-2");
  const { id, done } = hub.engine.create.ask(ann, {
    request: "restart nginx on all web servers",
    queueForMs: 3_600_000,
  });
  await done;
  expect(await approve(hub, id)).toBe("running");
  await hub.until(() => hub.runs(id).every((run) => run.includes("waits for")));
  return id;
}
type Bound = { steps: { machineIds: string[]; input: object; title: string }[]; factsUsed: object };

describe("what was approved and then changed", () => {
  test.each([
    ["one byte of an argument", (bound: Bound) => bound.steps.forEach((step) => (step.input = { service: "nginy" }))],
    ["another target", (bound: Bound) => bound.steps[0]?.machineIds.splice(0, 1, "id-web-9")],
    ["one target less", (bound: Bound) => bound.steps[0]?.machineIds.splice(1, 1)],
    ["the facts it rests on", (bound: Bound) => (bound.factsUsed = {})],
    ["one step more", (bound: Bound) => void bound.steps.push({ ...(bound.steps[0] as Bound["steps"][number]) })],
  ])("%s: nothing of it is sent", async (_, change) => {
    const hub = await fleet();
    const id = await approvedAndWaiting(hub);
    const [row] = hub.db.read.select().from(plan).where(eq(plan.taskId, id)).all();
    const bound = JSON.parse(row?.planJson ?? "{}") as Bound;
    change(bound);
    await tamper(
      hub,
      hub.db.read
        .update(plan)
        .set({ planJson: JSON.stringify(bound) })
        .where(eq(plan.taskId, id)),
    );
    await hub.restart({ forget: true });
    await hub.comes("web-1");
    await hub.comes("web-2");
    await hub.until(() => hub.view(id).endedAt !== undefined);
    expect(hub.sent()).toEqual([]);
    expect(hub.view(id)).toMatchObject({ state: "failed", error: { code: "stale_plan" } });
  });

  test("the order of its steps: nothing of it is sent", async () => {
    const hub = await fleet();
    hub.away.add("web-1");
    const { id, done } = hub.engine.create.ask(ann, {
      request: "reload nginx on web-1 and then restart nginx on web-1",
      queueForMs: 3_600_000,
    });
    await done;
    const steps = hub.view(id).plan?.steps.length ?? 0;
    expect(steps).toBeGreaterThan(1);
    await approve(hub, id);
    const [row] = hub.db.read.select().from(plan).where(eq(plan.taskId, id)).all();
    const bound = JSON.parse(row?.planJson ?? "{}") as Bound;
    bound.steps.reverse();
    await tamper(
      hub,
      hub.db.read
        .update(plan)
        .set({ planJson: JSON.stringify(bound) })
        .where(eq(plan.taskId, id)),
    );
    await hub.restart({ forget: true });
    await hub.comes("web-1");
    await hub.until(() => hub.view(id).endedAt !== undefined);
    expect([hub.sent(), hub.view(id).error?.code]).toEqual([[], "stale_plan"]);
  });

  test("the person it was for: nothing of it is sent", async () => {
    const hub = await fleet();
    const id = await approvedAndWaiting(hub);
    await tamper(hub, hub.db.read.update(task).set({ actorId: "p2" }).where(eq(task.id, id)));
    await hub.comes("web-1");
    await hub.until(() => hub.view(id).endedAt !== undefined);
    expect([hub.sent(), hub.view(id).error?.code]).toEqual([[], "stale_plan"]);
  });

  test("a yes taken from another approval: nothing of it is sent", async () => {
    const hub = await fleet();
    const id = await approvedAndWaiting(hub);
    await tamper(
      hub,
      hub.db.read
        .update(approval)
        .set({ digest: "0".repeat(64) })
        .where(eq(approval.taskId, id)),
    );
    await hub.comes("web-1");
    await hub.until(() => hub.view(id).endedAt !== undefined);
    expect([hub.sent(), hub.view(id).error?.code]).toEqual([[], "stale_plan"]);
  });

  test("a rule that came meanwhile refuses it, and says so on the run", async () => {
    const hub = await fleet();
    const id = await approvedAndWaiting(hub);
    await rule(hub, { then: "refuse", title: "freeze" });
    await hub.comes("web-1");
    await hub.until(() => hub.runs(id)[0]?.includes("failed") === true);
    expect(hub.runs(id)[0]).toBe("web-1 failed The rule “freeze” refuses “Restart nginx” on web-1.");
    expect(hub.sent()).toEqual([]);
  });

  test("a rule that asks two by now does not take one yes for them", async () => {
    const hub = await fleet();
    const id = await approvedAndWaiting(hub);
    await rule(hub, { then: "two" });
    await hub.comes("web-1");
    await hub.until(() => hub.runs(id)[0]?.includes("failed") === true);
    expect(hub.sent()).toEqual([]);
  });
});

describe("where two people are asked", () => {
  async function four(): Promise<{ hub: Hub; id: TaskId }> {
    const hub = await fleet(1);
    await rule(hub, { then: "two" });
    return { hub, id: await asked(hub, "restart nginx on web-1") };
  }

  test("one of them is not enough, and two are", async () => {
    const { hub, id } = await four();
    expect(await approve(hub, id)).toBe("needs_approval");
    expect(hub.view(id).plan?.approvals).toMatchObject({ needed: 2, given: [{ name: "ann" }] });
    expect(hub.sent()).toEqual([]);
    expect(await approve(hub, id, ben)).toBe("running");
    await hub.until(() => hub.sent().length === 1);
  });

  test("the same person is no second one: not again, not by a key, not by hub.sock", async () => {
    const { hub, id } = await four();
    expect(await approve(hub, id)).toBe("needs_approval");
    expect([await approve(hub, id), await approve(hub, id, annsKey), await approve(hub, id, local)]).toEqual([
      "forbidden",
      "forbidden",
      "forbidden",
    ]);
    expect(hub.sent()).toEqual([]);
    expect(denials(hub)).toEqual(["ann: forbidden", "ann (key deploy): forbidden", "local admin (uid 0): forbidden"]);
  });

  test("the same person twice in one moment is one", async () => {
    const { hub, id } = await four();
    await Promise.all([approve(hub, id), approve(hub, id, annsKey)]);
    expect(hub.view(id)).toMatchObject({ state: "needs_approval", plan: { approvals: { needed: 2 } } });
    expect(hub.view(id).plan?.approvals?.given).toHaveLength(1);
    expect(hub.sent()).toEqual([]);
  });

  test("either may still say no", async () => {
    const { hub, id } = await four();
    await approve(hub, id);
    await hub.engine.decide.reject(id, ben, { reason: "not now" });
    expect(hub.view(id).state).toBe("rejected");
  });
});

describe("“allow this again”", () => {
  test("lets the same run for the same person, counted and audited, and nothing else", async () => {
    const hub = await fleet(1);
    const id = await asked(hub, "restart nginx on web-1");
    await hub.engine.decide.approve(id, ben, { digest: digestOf(hub, id), allowAgainForMs: 3_600_000 });
    await hub.until(() => hub.sent().length === 1);
    await hub.answer("web-1");
    const [permit] = hub.policy.openPermits(hub.time.nowMs);
    expect(permit).toMatchObject({
      tool: "service.restart",
      input: { service: "nginx" },
      machines: "web-1",
      person: { name: "ann" },
      createdBy: "ben",
    });
    const again = hub.engine.create.ask(ann, { request: "restart nginx on web-1" });
    await again.done;
    expect(hub.view(again.id).state).toBe("running");
    expect(hub.policy.permit(permit?.id ?? "")?.used).toBe(1);
    expect(hub.audited().filter(({ action }) => action.startsWith("permit"))).toEqual([
      { action: "permit.created", actor: "ben" },
      { action: "permit.used", actor: "ann" },
    ]);
    const others = hub.engine.create.ask(ben, { request: "restart nginx on web-1" });
    await others.done;
    expect(hub.view(others.id).state).toBe("needs_approval");
    hub.time.nowMs += 3_600_000;
    await asked(hub, "restart nginx on web-1");
  });

  test("is not for anything critical", async () => {
    const hub = await fleet(1);
    const id = await hub.exec({}, "rm -rf / --no-preserve-root");
    const given = { digest: digestOf(hub, id), typedName: "web-1", allowAgainForMs: 3_600_000 };
    const refused = await hub.engine.decide.approve(id, ann, given).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "validation" });
    expect(hub.view(id).state).toBe("needs_approval");
  });
});
