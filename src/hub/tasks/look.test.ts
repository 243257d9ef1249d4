import { afterEach, describe, expect, test } from "bun:test";
import type { JsonObject } from "../../lib/json.ts";
import { ann, startFleet } from "./testing/fleet.ts";

type Fleet = Awaited<ReturnType<typeof startFleet>>;
const ends: Fleet[] = [];
afterEach(async () => {
  for (const fleet of ends.splice(0)) await fleet.end();
});
const fleetOf = async (count: number, lookMs = 5_000): Promise<Fleet> => {
  const fleet = await startFleet(count, { lookMs });
  ends.push(fleet);
  return fleet;
};
const write = (fleet: Fleet, more: object = {}) =>
  fleet.engine.create.tool(ann, "file.write", {
    on: "tag:web",
    input: { path: "/etc/motd", content: "hello\n" },
    ...more,
  });
const seen = (diff: string): JsonObject => ({
  files: [{ path: "/etc/motd", kind: "changed", diff, added: 1, removed: 1 }],
  notes: [],
  problems: [],
});
/** Each machine says what it would do, once it is asked. */
async function told(fleet: Fleet, outputs: Record<string, JsonObject>): Promise<void> {
  for (const [name, output] of Object.entries(outputs)) {
    await fleet.until(() => fleet.callsOf(name).length > 0);
    await fleet.answer(name, 0, output);
  }
}

describe("a look before a change", () => {
  test("is a read of its own, and what it found stands on the card, alike machines together", async () => {
    const fleet = await fleetOf(3);
    const { id, done } = write(fleet);
    await told(fleet, { "web-1": seen("-a\n+b\n"), "web-2": seen("-a\n+b\n"), "web-3": seen("-x\n+b\n") });
    await done;
    const { state, plan } = fleet.view(id);
    expect(fleet.callsOf("web-1").map(({ tool, input }) => [tool, input["tool"]])).toEqual([
      ["change.preview", "file.write"],
    ]);
    expect([state, plan?.steps[0]?.previews?.map(({ machines }) => machines)]).toEqual([
      "needs_approval",
      [["web-1", "web-2"], ["web-3"]],
    ]);
  });

  test("says where the change would not work, and where nothing is known", async () => {
    const fleet = await fleetOf(1, 300);
    const { id, done } = write(fleet);
    await done;
    expect(fleet.view(id).plan?.steps[0]?.previews).toMatchObject([
      { machines: ["web-1"], unknown: "it has not answered yet" },
    ]);
  });

  test("changes nothing of what is approved: the digest is the same without it", async () => {
    const [looked, blind] = [await fleetOf(1), await fleetOf(1, 0)];
    const first = write(looked);
    await told(looked, { "web-1": seen("-a\n+b\n") });
    await first.done;
    const second = write(blind);
    await second.done;
    expect(looked.view(first.id).plan?.digest).toBe(blind.view(second.id).plan?.digest ?? "");
  });

  test("is in no list of tasks", async () => {
    const fleet = await fleetOf(1);
    const { id, done } = write(fleet);
    await told(fleet, { "web-1": seen("-a\n+b\n") });
    await done;
    expect(fleet.store.list({ limit: 10 }).map((task) => task.id)).toEqual([id]);
  });

  test("is not taken where the change was allowed beforehand, or its machine is away", async () => {
    const fleet = await fleetOf(2);
    const allowed = write(fleet, { on: "web-1", approveUpTo: "high" });
    await allowed.done;
    expect(fleet.callsOf("web-1").map(({ tool }) => tool)).toEqual(["file.write"]);
    fleet.away.add("web-2");
    const { id, done } = write(fleet, { on: "web-2" });
    await done;
    expect([fleet.callsOf("web-2"), fleet.view(id).plan?.steps[0]?.previews]).toEqual([[], undefined]);
  });
});
