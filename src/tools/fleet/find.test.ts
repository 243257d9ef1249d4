import { describe, expect, test } from "bun:test";
import { debianFacts } from "../../../test/support/scripted-context.ts";
import { machineId, type Machine } from "../../domain/machine.ts";
import { toolNamed } from "../index.ts";
import { findTable } from "./find.ts";
import { run } from "./find.run.ts";

const machine = (name: string, more: Partial<Machine> = {}): Machine => ({
  id: machineId(name),
  name,
  aliases: [],
  tags: ["web"],
  state: "online",
  facts: debianFacts,
  agentVersion: "0.1.0",
  maxLevel: 3,
  joinedAtMs: 0,
  lastSeenAtMs: 5,
  ...more,
});
const ports = {
  machines: () => [machine("web-1"), machine("web-2", { state: "offline" }), machine("db-1", { tags: [] })],
  nowMs: () => 0,
};

describe("fleet.find", () => {
  test("finds machines by the target language", async () => {
    const found = await run({ on: "tag:web" }, ports);
    expect(found.machines.map(({ name }) => name)).toEqual(["web-1", "web-2"]);
    expect(toolNamed("fleet.find").line(found)).toBe("2 machines, 1 online");
    expect(findTable(found).rows[0]).toEqual([
      "web-1",
      "online",
      "Debian GNU/Linux 12 (bookworm)",
      "vm",
      "10.0.0.7",
      "web",
    ]);
  });

  test("finds none where none fits", async () => {
    expect((await run({ on: "os:alpine" }, ports)).machines).toEqual([]);
  });

  test("says where an expression is wrong", async () => {
    const error = await run({ on: "tag:web and (" }, ports).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "bad_expression" });
  });
});
