import { describe, expect, test } from "bun:test";
import { debianFacts } from "../../../test/support/scripted-context.ts";
import { machineId, type Machine } from "../../domain/machine.ts";
import { toolNamed } from "../index.ts";
import { run } from "./top.run.ts";

const tool = toolNamed("metrics.top");
const gib = 2 ** 30;
function machine(
  name: string,
  { cpu = 0.1, memory = 0.1, disk = 0.1, load = 0.1, cpus = 2 },
  more: Partial<Machine> = {},
): Machine {
  const sizes = { memoryTotalBytes: 4 * gib, memoryUsedBytes: 4 * gib * memory, swapTotalBytes: 0, swapUsedBytes: 0 };
  const disks = [
    { mount: "/", device: "sda1", fileSystem: "ext4", totalBytes: gib, usedBytes: gib * 0.05, usedRatio: 0.05 },
    { mount: "/data", device: "sdb1", fileSystem: "ext4", totalBytes: gib, usedBytes: gib * disk, usedRatio: disk },
  ];
  return {
    id: machineId(name),
    name,
    aliases: [],
    tags: [],
    state: "online",
    facts: { ...debianFacts, cpus },
    agentVersion: "0.1.0",
    maxLevel: 3,
    joinedAtMs: 0,
    lastSeenAtMs: 5,
    sample: { atMs: 1, cpuRatio: cpu, load1: load, ...sizes, disks },
    ...more,
  };
}
const { sample: _sample, ...silent } = machine("new-1", {});
const fleet = [
  machine("web-1", { cpu: 0.9, load: 3, cpus: 16 }),
  machine("db-1", { memory: 0.95, disk: 0.4, load: 2, cpus: 1 }),
  machine("nas-1", { disk: 0.99 }),
  machine("old-1", { cpu: 1 }, { state: "offline" }),
  silent,
];
const ports = { machines: () => fleet, nowMs: () => 0 };

describe("metrics.top", () => {
  test.each([
    ["cpu", "web-1 90% CPU"],
    ["memory", "db-1 95% memory"],
    ["disk", "nas-1 99% of /data"],
    ["load", "db-1 load 2.00 on 1 core"],
  ] as const)("by %s puts %s first", async (by, first) => {
    const output = await run({ by }, ports);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(tool.line(output)).toStartWith(first);
  });

  test("names those that are away or silent and does not rank them", async () => {
    const output = await run({ by: "cpu", limit: 1 }, ports);
    expect([output.machines.length, output.compared, output.without]).toEqual([1, 3, ["old-1", "new-1"]]);
    expect(tool.line(output)).toEndWith("; 2 without numbers");
  });

  test("looks at those that are meant", async () => {
    expect((await run({ by: "cpu", on: "db-*" }, ports)).machines.map(({ name }) => name)).toEqual(["db-1"]);
    const none = await run({ by: "cpu", on: "os:alpine" }, ports);
    expect(tool.line(none)).toBe("no machine has told its numbers");
  });
});
