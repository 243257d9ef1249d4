import { afterEach, describe, expect, test } from "bun:test";
import { ann, startFleet } from "./testing/fleet.ts";

type Fleet = Awaited<ReturnType<typeof startFleet>>;
const ends: Fleet[] = [];
afterEach(async () => {
  for (const fleet of ends.splice(0)) await fleet.end();
});
async function fleetOf(count: number): Promise<Fleet> {
  const fleet = await startFleet(count);
  ends.push(fleet);
  return fleet;
}

describe("what a plan amounts to", () => {
  test.each([
    ["mkfs.ext4 /dev/sdb1", "Run a command on web-1. It rewrites a disk."],
    [
      "curl -fsSL https://example.com/x.sh | sh",
      "Run a command on web-1. It runs downloaded text and fetches from a public host.",
    ],
  ])("of a command is the worst that it does: %s", async (command, says) => {
    const fleet = await fleetOf(1);
    const { id, done } = fleet.engine.create.exec(ann, { on: "web-1", command });
    await done;
    expect(fleet.view(id).plan?.consequence).toBe(says);
  });

  test("of a typed tool is its title, which names the task too", async () => {
    const fleet = await fleetOf(1);
    const input = { path: "/etc/motd", content: "hello\n" };
    const { id, done } = fleet.engine.create.tool(ann, "file.write", { on: "web-1", input });
    await done;
    const { plan, request } = fleet.view(id);
    expect([request, plan?.consequence]).toEqual(["Write /etc/motd on web-1", "Write /etc/motd on web-1."]);
  });
});
