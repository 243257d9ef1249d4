import { afterEach, describe, expect, test } from "bun:test";
import type { JsonObject } from "../../lib/json.ts";
import type { TaskId } from "../../domain/task.ts";
import { ann, startFleet, viewer } from "./testing/fleet.ts";

type Fleet = Awaited<ReturnType<typeof startFleet>>;
const ends: Fleet[] = [];
afterEach(async () => {
  for (const fleet of ends.splice(0)) await fleet.end();
});
const fleetOf = async (count: number): Promise<Fleet> => {
  const fleet = await startFleet(count);
  ends.push(fleet);
  return fleet;
};
const idOf = (letter: string): string => letter.repeat(32);

/** What a machine says of a file that it wrote. */
const wrote = (letter: string, kind = "changed", untilMs = Date.UTC(2030, 0, 1)): JsonObject => ({
  files: [{ path: "/etc/motd", kind }],
  ...(kind === "same" ? {} : { backup: { id: idOf(letter), untilMs } }),
  checked: [],
});
/** A file written on machines, which answer with copies of these ids. */
async function written(fleet: Fleet, outputs: Record<string, JsonObject>, by = ann): Promise<TaskId> {
  const { id, done } = fleet.engine.create.tool(by, "file.write", {
    on: "tag:web",
    input: { path: "/etc/motd", content: "hello\n" },
  });
  await done;
  await approved(fleet, id);
  await answered(fleet, id, outputs);
  return id;
}
async function approved(fleet: Fleet, id: TaskId): Promise<void> {
  if (fleet.store.get(id).state !== "needs_approval") return;
  await fleet.engine.decide.approve(id, ann, { digest: fleet.view(id).plan?.digest ?? "" });
}
async function answered(fleet: Fleet, id: TaskId, outputs: Record<string, JsonObject>): Promise<void> {
  const told = new Set<string>();
  while (told.size < Object.keys(outputs).length) {
    for (const [name, output] of Object.entries(outputs)) {
      const newest = fleet.callsOf(name).at(-1)?.callId;
      const its = fleet.view(id).runs.some((run) => run.attemptId === newest && run.endedAt === undefined);
      if (newest === undefined || !its || told.has(name)) continue;
      told.add(name);
      await fleet.answer(name, 0, output);
    }
    await Bun.sleep(1);
  }
  await fleet.until(() => fleet.view(id).endedAt !== undefined);
}
async function undone(fleet: Fleet, of: TaskId, more: { step?: string; force?: boolean } = {}): Promise<TaskId> {
  const { id, done } = fleet.engine.create.undo(ann, of, more);
  await done;
  return id;
}

describe("undoing a task", () => {
  test("is a plan of its own, by a person, that is approved like any other", async () => {
    const fleet = await fleetOf(2);
    const task = await written(fleet, { "web-1": wrote("a"), "web-2": wrote("a") });
    const id = await undone(fleet, task);
    const { plan, state, undoOf } = fleet.view(id);
    expect([state, plan?.by, plan?.risk, undoOf]).toEqual(["needs_approval", "person", "medium", task]);
    expect(plan?.steps.map(({ tool, input, machines }) => [tool, input, machines.map(({ name }) => name)])).toEqual([
      ["file.restore", { backup: idOf("a"), paths: ["/etc/motd"] }, ["web-1", "web-2"]],
    ]);
  });

  test("leaves out machines on which nothing was changed, and asks each for its own copy", async () => {
    const fleet = await fleetOf(3);
    const task = await written(fleet, { "web-1": wrote("a"), "web-2": wrote("b", "same"), "web-3": wrote("c") });
    const { plan } = fleet.view(await undone(fleet, task));
    expect(plan?.steps.map(({ input, machines }) => [input["backup"], machines.map(({ name }) => name)])).toEqual([
      [idOf("a"), ["web-1"]],
      [idOf("c"), ["web-3"]],
    ]);
  });

  test("is not done twice, and can be undone itself", async () => {
    const fleet = await fleetOf(1);
    const task = await written(fleet, { "web-1": wrote("a") });
    const undo = await undone(fleet, task);
    await approved(fleet, undo);
    await answered(fleet, undo, { "web-1": wrote("b") });
    expect(fleet.view(task).undoable).toBeUndefined();
    expect(undone(fleet, task)).rejects.toMatchObject({ code: "wrong_state", detail: "That task was undone already." });

    const again = await undone(fleet, undo);
    expect(fleet.view(again).plan?.steps[0]?.input["backup"]).toBe(idOf("b"));
    await approved(fleet, again);
    await answered(fleet, again, { "web-1": wrote("c") });
    expect(fleet.view(task).undoable?.steps).toEqual(["s1"]);
  });

  test("is not done by looking at what it would do", async () => {
    const fleet = await startFleet(1, { lookMs: 5_000 });
    ends.push(fleet);
    const more = { approveUpTo: "high" as const };
    const { id: task, done } = fleet.engine.create.tool(ann, "file.write", {
      on: "tag:web",
      input: { path: "/etc/motd", content: "hello\n" },
      ...more,
    });
    await done;
    await answered(fleet, task, { "web-1": wrote("a") });
    const { id, done: planned } = fleet.engine.create.undo(ann, task, {});
    await fleet.until(() => fleet.callsOf("web-1").at(-1)?.tool === "change.preview");
    await fleet.answer("web-1", 0, { files: [], notes: [], problems: [] });
    await planned;
    expect([fleet.view(id).state, fleet.view(task).undoable?.steps]).toEqual(["needs_approval", ["s1"]]);
  });

  test("says before what cannot be undone, and why", async () => {
    const fleet = await fleetOf(2);
    const task = await written(fleet, { "web-1": wrote("a"), "web-2": wrote("b", "changed", 5) });
    const { plan } = fleet.view(await undone(fleet, task));
    expect(plan?.assumptions).toEqual([
      "Not undone: “Write /etc/motd” on web-2; the copies that it needs were kept for 30 days and are gone",
    ]);
    expect(plan?.steps.flatMap(({ machines }) => machines.map(({ name }) => name))).toEqual(["web-1"]);
  });

  test("is refused with the reason where nothing can be undone, changed, or while it runs", async () => {
    const fleet = await fleetOf(1);
    const same = await written(fleet, { "web-1": wrote("a", "same") });
    expect(undone(fleet, same)).rejects.toMatchObject({
      detail: "That task changed nothing, so there is nothing to undo.",
    });
    const command = await fleet.exec();
    expect(undone(fleet, command)).rejects.toMatchObject({
      detail: "That task still runs; it can be undone once it has ended.",
    });
    await fleet.answer("web-1");
    await fleet.until(() => fleet.view(command).endedAt !== undefined);
    expect(undone(fleet, command)).rejects.toMatchObject({ detail: expect.stringContaining("cannot be undone") });
  });

  test("by force says so to the machine", async () => {
    const fleet = await fleetOf(1);
    const task = await written(fleet, { "web-1": wrote("a") });
    const { plan } = fleet.view(await undone(fleet, task, { step: "1", force: true }));
    expect(plan?.steps[0]?.input).toMatchObject({ force: true });
    expect(undone(fleet, task, { step: "7" })).rejects.toMatchObject({ code: "not_found" });
  });

  test("is nothing for who only looks", async () => {
    const fleet = await fleetOf(1);
    const task = await written(fleet, { "web-1": wrote("a") });
    expect(() => fleet.engine.create.undo(viewer, task, {})).toThrow("Viewers only look");
  });
});

describe("“undo that”", () => {
  const asked = async (fleet: Fleet, request: string, by = ann) => {
    const { id, done } = fleet.engine.create.ask(by, { request });
    await done;
    return fleet.view(id);
  };

  test.each(["undo that", "Undo all", "please undo the last change", "roll back.", "undo"])(
    "%p means one's own last change",
    async (words) => {
      const fleet = await fleetOf(1);
      await written(fleet, { "web-1": wrote("a") });
      const last = await written(fleet, { "web-1": wrote("b") });
      await written(fleet, { "web-1": wrote("c", "same") });
      const { undoOf, plan, state } = await asked(fleet, words);
      expect([undoOf, plan?.steps[0]?.input["backup"], state]).toEqual([last, idOf("b"), "needs_approval"]);
    },
  );

  test("goes further back once the last one is undone, and never means another person's", async () => {
    const fleet = await fleetOf(1);
    const first = await written(fleet, { "web-1": wrote("a") });
    const second = await written(fleet, { "web-1": wrote("b") });
    const bob = { ...ann, actor: { ...ann.actor, id: "p2", name: "bob" } };
    expect((await asked(fleet, "undo that", bob)).declined?.reason).toContain("None of your last tasks");
    const undo = await undone(fleet, second);
    await approved(fleet, undo);
    await answered(fleet, undo, { "web-1": wrote("d") });
    expect((await asked(fleet, "undo that")).undoOf).toBe(first);
  });

  test("passes over what only read, and names the task that cannot be undone", async () => {
    const fleet = await fleetOf(1);
    const changing = await fleet.exec({}, "touch /srv/x");
    await fleet.answer("web-1");
    await fleet.until(() => fleet.view(changing).endedAt !== undefined);
    const reading = await fleet.exec({}, "uptime");
    await fleet.answer("web-1");
    await fleet.until(() => fleet.view(reading).endedAt !== undefined);
    expect((await asked(fleet, "undo that")).declined?.reason).toStartWith(
      `Nothing of task ${changing.slice(-6)}, “touch /srv/x”, can be undone. `,
    );
  });

  test("takes a task and a step by name", async () => {
    const fleet = await fleetOf(1);
    const task = await written(fleet, { "web-1": wrote("a") });
    expect((await asked(fleet, `undo step 1 of ${task.slice(-6)} anyway`)).plan?.steps[0]?.input).toMatchObject({
      force: true,
    });
    expect((await asked(fleet, "undo task ffffff")).declined?.reason).toContain("There is no task");
  });
});
