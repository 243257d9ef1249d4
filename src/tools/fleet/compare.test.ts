import { describe, expect, test } from "bun:test";
import { debianFacts } from "../../../test/support/scripted-context.ts";
import { machineId, type Machine } from "../../domain/machine.ts";
import { toolNamed } from "../index.ts";
import { compareTable } from "./compare.ts";
import { run } from "./compare.run.ts";

const tool = toolNamed("fleet.compare");
const machine = (name: string, facts: Partial<Machine["facts"]> = {}): Machine => ({
  id: machineId(name),
  name,
  aliases: [],
  tags: ["web"],
  state: "online",
  facts: { ...debianFacts, ...facts },
  agentVersion: "0.1.0",
  maxLevel: 3,
  joinedAtMs: 0,
  lastSeenAtMs: 5,
});
const fleet = [
  machine("web-1"),
  machine("web-2", { kernel: "6.1.0-40-amd64", services: ["ssh"] }),
  machine("web-3", { services: ["nginx", "redis", "ssh"] }),
];
const ports = { machines: () => fleet, nowMs: () => 0 };

describe("fleet.compare", () => {
  test("tells what differs, the value that most have first, and who lacks which service", async () => {
    const output = await run({ on: "tag:web" }, ports);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(compareTable(output).rows).toEqual([
      ["kernel", "6.1.0-37-amd64", "web-1, web-3"],
      ["kernel", "6.1.0-40-amd64", "web-2"],
      ["service nginx", "missing", "web-2"],
      ["service redis", "missing", "web-1, web-2"],
    ]);
    expect(output.same).toEqual(["os", "agent", "arch", "init", "packageManager"]);
    expect(tool.line(output)).toBe("3 machines: 2 kernels, 2 services are not on all");
  });

  test("compares one thing where one is asked for", async () => {
    const output = await run({ what: "os" }, ports);
    expect([output.differences, output.services, output.same]).toEqual([[], [], ["os"]]);
    expect(tool.line(output)).toBe("3 machines, the same system");
  });

  test("keeps to so much of a large fleet as somebody reads", async () => {
    const many = Array.from({ length: 300 }, (_, at) => machine(`web-${at}`, { services: [at === 0 ? "odd" : "ssh"] }));
    const output = await run({ what: "services" }, { ...ports, machines: () => many });
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(
      output.services.map(({ on, missingOn, missingCount }) => [on.length, missingOn.length, missingCount]),
    ).toEqual([
      [100, 1, 1],
      [1, 100, 299],
    ]);
    expect(compareTable(output).rows[1]?.[2]).toEndWith("and 287 more");
  });

  test("has nothing to compare one machine with", async () => {
    expect(tool.line(await run({ on: "web-1" }, ports))).toBe("1 machine, nothing to compare with");
  });
});
