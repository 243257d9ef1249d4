import { describe, expect, test } from "bun:test";
import { machineId, type Machine } from "../domain/machine.ts";
import { stepId, type Plan, type Step } from "../domain/plan.ts";
import type { Risk } from "../domain/risk.ts";
import { assess } from "./assess.ts";

const machine = (name: string, ...tags: string[]): [string, Machine] => [
  name,
  { id: machineId(name), name, tags } as unknown as Machine,
];
const fleet = new Map([
  machine("web-1", "web"),
  machine("web-2", "web"),
  machine("web-3", "web"),
  machine("db-1", "primary"),
  ...[1, 2, 3].map((n) => machine(`shop-${n}`, "production")),
]);

function plan(tool: string, input: Step["input"], machines: string[], access: Step["access"] = "change"): Plan {
  const step: Step = {
    id: stepId("s1"),
    title: "It",
    tool,
    toolVersion: 1,
    input,
    access,
    machineIds: machines.map(machineId),
    rollout: { mode: "parallel" },
    verify: [],
    undo: { kind: "nothing" },
    limits: { timeoutMs: 1, outputBytes: 1 },
    secrets: [],
    onFailure: "stop",
  };
  return { v: 1, by: "embedded", understood: "", on: "", steps: [step], excluded: [], assumptions: [], factsUsed: {} };
}
const risk = (of: Plan, typed = false) => assess({ plan: of, machines: fleet, typed }).risk;

describe("the risk of a plan", () => {
  test("is low for typed reads, however many machines they reach", () => {
    expect(risk(plan("system.disk", {}, ["web-1", "web-2", "web-3", "db-1"], "read"))).toBe("low");
  });

  test("is that of the change, and one step up where it is wide or on a machine that matters", () => {
    expect(
      assess({ plan: plan("service.restart", { service: "nginx" }, ["web-1"]), machines: fleet, typed: false }),
    ).toMatchObject({ risk: "medium", level: 3, decidedBy: "command" });
    expect(risk(plan("service.restart", { service: "nginx" }, ["web-1", "web-2"]))).toBe("medium");
    const [all, one] = [plan("service.restart", { service: "nginx" }, ["web-1", "web-2", "web-3"]), { batch: 1 }];
    expect(assess({ plan: all, machines: fleet, typed: false })).toMatchObject({
      risk: "high",
      reasons: [{ text: "changes all 3 machines tagged web at once", by: "reach" }, {}],
    });
    for (const step of all.steps) step.rollout = { mode: "rolling", ...one, stopAfterFailures: 1 };
    expect(risk(all)).toBe("medium");
    expect(risk(plan("service.restart", { service: "nginx" }, ["shop-1", "shop-2"]))).toBe("medium");
    expect(
      assess({
        plan: plan("service.restart", { service: "nginx" }, ["shop-1", "shop-2", "shop-3"]),
        machines: fleet,
        typed: false,
      }),
    ).toMatchObject({ risk: "high", decidedBy: "reach" });
    expect(
      assess({ plan: plan("service.restart", { service: "nginx" }, ["db-1"]), machines: fleet, typed: false }),
    ).toMatchObject({ risk: "high", decidedBy: "machine" });
  });

  test("of a command that only looks is low, whoever wrote it and wherever it runs", () => {
    for (const typed of [false, true]) {
      expect(risk(plan("shell.run", { command: "uptime" }, ["web-1"]), typed)).toBe("low");
      expect(risk(plan("shell.run", { command: "df -h | grep -v tmpfs" }, [...fleet.keys()]), typed)).toBe("low");
    }
  });

  test("of a command that a planner wrote grows by reach and by the machine, whatever it is", () => {
    expect(risk(plan("shell.run", { command: "systemctl restart nginx" }, ["web-1"]))).toBe("medium");
    expect(risk(plan("shell.run", { command: "systemctl restart nginx" }, ["db-1"]))).toBe("high");
    expect(
      risk(plan("shell.run", { command: "systemctl reboot" }, ["web-1", "web-2", "web-3", "shop-1", "shop-2"])),
    ).toBe("critical");
  });

  test("grows to high by tags and reach, and to critical only by what is done or by most of the fleet", () => {
    const stopped = (names: string[]): Risk => risk(plan("service.stop", { service: "nginx" }, names));
    expect(stopped(["web-1"])).toBe("high");
    expect(stopped(["db-1"])).toBe("high");
    expect(stopped(["web-1", "web-2", "web-3"])).toBe("high");
    expect(stopped([...fleet.keys()])).toBe("critical");
  });

  test("of a typed command grows to high by reach, and to critical only by what it destroys", () => {
    const all = ["web-1", "web-2", "web-3", "db-1", "shop-1"];
    expect(risk(plan("shell.run", { command: "systemctl restart nginx" }, ["web-1"]), true)).toBe("medium");
    expect(risk(plan("shell.run", { command: "apt-get update && true" }, all), true)).toBe("high");
    expect(risk(plan("shell.run", { command: "rm -rf /var" }, ["web-1"]), true)).toBe("critical");
    expect(risk(plan("shell.run", { command: "systemctl stop nginx" }, all), true)).toBe("high");
  });

  test("says which words are the reason, and by which rule", () => {
    const { reasons } = assess({
      plan: plan("shell.run", { command: "ls; rm -rf /etc" }, ["web-1"]),
      machines: fleet,
      typed: true,
    });
    expect(reasons).toEqual([
      {
        risk: "critical",
        text: "deletes a tree of the system, of homes or of data",
        by: "command",
        span: { from: 11, to: 15 },
        rule: "path.deleteTree.root",
      },
    ]);
  });

  test("tells a reason that several steps share once", () => {
    const look = plan("system.disk", {}, ["web-1"], "read");
    const twice = { ...look, steps: [...look.steps, ...look.steps] };
    expect(assess({ plan: twice, machines: fleet, typed: false }).reasons).toHaveLength(1);
  });

  test("is raised by the planner's opinion and never lowered by it", () => {
    expect(risk({ ...plan("system.disk", {}, ["web-1"], "read"), plannerRisk: "high" })).toBe("high");
    expect(risk({ ...plan("shell.run", { command: "rm -rf /var" }, ["web-1"]), plannerRisk: "low" })).toBe("critical");
  });
});

describe("a command about one guest of a node", () => {
  const guests = [
    { vmid: 120, name: "db-1", kind: "vm", isRunning: true },
    { vmid: 212, name: "kali-lab", kind: "vm", isRunning: false },
  ];
  const node = { id: machineId("pve-1"), name: "pve-1", tags: ["proxmox"], facts: { hostname: "pve-1", guests } };
  const plain = (name: string, ...tags: string[]) => ({ id: machineId(name), name, tags, facts: { hostname: name } });
  const machines = new Map(
    [node, plain("db-1", "primary"), plain("web-1", "web")].map((one) => [one.name, one as unknown as Machine]),
  );
  test.each<[string, Risk]>([
    ["qm start 212", "medium"],
    ["vzdump 212 --mode snapshot --compress zstd", "medium"],
    // The guest itself matters.
    ["qm snapshot 120 before", "high"],
    // A number that the node has not told of may be anything.
    ["qm start 999", "high"],
    // More than that one command.
    ["qm start 212; true", "high"],
    ["qm shutdown 212", "high"],
    ["qm destroy 212", "critical"],
  ])("%s is rated %s on a node tagged proxmox", (command, rated) => {
    expect(assess({ plan: plan("shell.run", { command }, ["pve-1"]), machines, typed: false }).risk).toBe(rated);
  });
});

describe("a long command", () => {
  test("is as bad as its worst part, however many lesser parts stand before it", () => {
    const command = `${"touch /tmp/a; ".repeat(60)}rm -rf /`;
    const found = assess({ plan: plan("shell.run", { command }, ["web-1"]), machines: fleet, typed: true });
    expect([found.risk, found.reasons[0]?.risk]).toEqual(["critical", "critical"]);
    expect(found.reasons.length).toBeLessThan(30);
  });
});
