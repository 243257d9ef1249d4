import { describe, expect, test } from "bun:test";
import { debianFacts } from "../../../test/support/scripted-context.ts";
import { machineId, type Machine } from "../../domain/machine.ts";
import { toolNamed } from "../index.ts";
import { described } from "./describe.ts";
import { run } from "./describe.run.ts";

const tool = toolNamed("fleet.describe");
const web: Machine = {
  id: machineId("m-1"),
  name: "web-1",
  aliases: ["shop"],
  tags: ["web"],
  state: "offline",
  stateReason: "its connection ended",
  facts: { ...debianFacts, memoryBytes: 4 * 2 ** 30, rebootRequired: true },
  agentVersion: "0.1.0",
  maxLevel: 3,
  joinedAtMs: 0,
  lastSeenAtMs: Date.parse("2026-11-21T10:00:00Z"),
};
const ports = { machines: () => [web], nowMs: () => 0 };

describe("fleet.describe", () => {
  test.each(["web-1", "WEB-1", "shop", "m-1"])("finds a machine as %s", async (machine) => {
    const output = await run({ machine }, ports);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(tool.line(output)).toBe("web-1: offline, Debian GNU/Linux 12 (bookworm), 2 cores, 4.0G, tagged web");
  });

  test("tells why it is away, that a restart is due, and that it has told no numbers", async () => {
    const facts = new Map(described(await run({ machine: "web-1" }, ports)));
    expect([facts.get("State"), facts.get("Needs a restart"), facts.get("Now"), facts.get("Joined")]).toEqual([
      "offline: its connection ended",
      "yes",
      "none yet",
      "never",
    ]);
  });

  test("says which machine may be meant where there is none of that name", async () => {
    const error = await run({ machine: "web-11" }, ports).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "no_machine", hint: "Did you mean web-1?" });
  });
});
