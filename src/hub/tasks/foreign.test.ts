/** Whoever lets another person's task do what that person never asked, or sees of it by asking in words. */
import { afterEach, describe, expect, test } from "bun:test";
import type { TaskId } from "../../domain/task.ts";
import type { By } from "./create.ts";
import { ann, startFleet } from "./testing/fleet.ts";

type Hub = Awaited<ReturnType<typeof startFleet>>;
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
async function fleet(count: number): Promise<Hub> {
  const hub = await startFleet(count);
  ends.push(hub.end);
  return hub;
}
const as = (name: string, more: Partial<By["actor"]> = {}): By => ({
  ...ann,
  actor: { ...ann.actor, id: name, name, ...more },
});
const ben = as("ben");
const root = as("root", { role: "admin" });

async function asked(hub: Hub, by: By, request: string): Promise<TaskId> {
  const { id, done } = hub.engine.create.ask(by, { request });
  await done;
  return id;
}

describe("the answer to a question of a task", () => {
  test("is the asker's or an admin's: it becomes a request in the asker's name", async () => {
    const hub = await fleet(2);
    const id = await asked(hub, ann, "restart nginx");
    expect(hub.view(id).state).toBe("needs_answer");
    const refused = await hub.engine.decide
      .answer(id, ben, { answer: "restart nginx on web-2" })
      .catch((e: unknown) => e);
    expect(refused).toMatchObject({ code: "forbidden" });
    expect(hub.view(id).state).toBe("needs_answer");
    expect((await hub.engine.decide.answer(id, root, { answer: "restart nginx on web-1" })).state).toBe(
      "needs_approval",
    );
    const other = await asked(hub, ann, "restart nginx");
    expect((await hub.engine.decide.answer(other, ann, { answer: "restart nginx on web-1" })).state).toBe(
      "needs_approval",
    );
  });
});

describe("words that mean another person's task", () => {
  test("find none that touched a machine outside of the scope", async () => {
    const hub = await fleet(2);
    const { id, done } = hub.engine.create.tool(ann, "file.write", {
      on: "tag:web",
      input: { path: "/etc/secret-plan", content: "hello\n" },
    });
    await done;
    await hub.engine.decide.cancel(id, ann);
    const scoped = as("cara", { scope: "web-1" });
    const nothere = hub.store.get(await asked(hub, scoped, "undo task 0123ab"));
    const outside = hub.store.get(await asked(hub, scoped, `undo task ${id}`));
    const six = id.slice(-6);
    const short = hub.store.get(await asked(hub, scoped, `undo task ${six}`));
    expect(nothere.headline).toBe('There is no task "0123ab".');
    expect(outside.headline).toBe(`There is no task "${id}".`);
    expect(short.headline).toBe(`There is no task "${six}".`);
    expect(hub.store.get(await asked(hub, ann, `undo task ${id}`)).headline).toContain("changed nothing");
  });
});

describe("what was allowed to somebody", () => {
  test.each([
    ["gone", "gone" as const, "failed" as const],
    ["a viewer", { role: "viewer" as const }, "failed" as const],
    ["shut out of that machine", { role: "operator" as const, scope: "web-2" }, "skipped" as const],
  ])("is not done once that one is %s", async (_, account, state) => {
    const hub = await fleet(1);
    const id = await asked(hub, ann, "restart nginx on web-1");
    hub.accounts.set(ann.actor.id, account);
    await hub.engine.decide.approve(id, root, { digest: hub.view(id).plan?.digest ?? "" });
    await hub.until(() => hub.view(id).endedAt !== undefined);
    expect(hub.view(id).runs.map((run) => run.state)).toEqual([state]);
    expect(hub.sent()).toEqual([]);
  });
});
