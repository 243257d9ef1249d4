/** A request that goes on from an earlier one is planned with what was said and done before. */
import { afterEach, describe, expect, test } from "bun:test";
import type { TaskId } from "../../domain/task.ts";
import { ann, startFleet } from "./testing/fleet.ts";
import { beforeOf } from "./thread.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function conversation() {
  const hub = await startFleet(3);
  ends.push(hub.end);
  const ask = async (request: string, follows?: TaskId): Promise<TaskId> => {
    const { id, done } = hub.engine.create.ask(ann, { request, ...(follows === undefined ? {} : { follows }) });
    await done;
    return id;
  };
  const before = (id: TaskId, names = ["web-1", "web-2", "web-3"]) =>
    beforeOf(
      hub,
      hub.store.get(id),
      names.flatMap((name) => hub.machines.get(name) ?? []),
    );
  return { hub, ask, before };
}

describe("a follow-up", () => {
  test("knows the turns before it, the oldest first, with their plans and machines", async () => {
    const { ask, before } = await conversation();
    const first = await ask("restart nginx on web-1");
    const second = await ask("restart nginx on web-2", first);
    const third = await ask("restart nginx on web-3", second);
    expect(before(first)).toEqual([]);
    expect(before(third).map(({ request, machineIds, state }) => [request, String(machineIds), state])).toEqual([
      ["restart nginx on web-1", "id-web-1", "needs_approval"],
      ["restart nginx on web-2", "id-web-2", "needs_approval"],
    ]);
    expect(before(third)[1]?.plan?.steps.map(({ tool }) => tool)).toEqual(["service.restart"]);
  });

  test("belongs to the conversation of the task that it follows", async () => {
    const { hub, ask } = await conversation();
    const first = await ask("restart nginx on web-1");
    const third = await ask("restart nginx on web-3", await ask("restart nginx on web-2", first));
    expect(hub.store.get(third).ask.thread).toBe(first);
  });

  test("knows nothing of machines that do not exist for who asks", async () => {
    const { ask, before } = await conversation();
    const first = await ask("restart nginx on web-1");
    const both = await ask("restart nginx on web-1 and web-2", first);
    const last = await ask("show disk usage on web-2", both);
    expect(before(last, ["web-2"]).map(({ request, plan, machineIds }) => [request, plan, String(machineIds)])).toEqual(
      [["restart nginx on web-1 and web-2", undefined, "id-web-2"]],
    );
  });

  test("of a task that is not there is refused", async () => {
    const { hub } = await conversation();
    expect(() =>
      hub.engine.create.ask(ann, { request: "why?", follows: "0199aaaa-0000-7000-8000-000000000000" }),
    ).toThrow("There is no task");
  });
});
