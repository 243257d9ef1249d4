import { describe, expect, test } from "bun:test";
import { machineId } from "../../domain/machine.ts";
import { stepId, type Plan } from "../../domain/plan.ts";
import { runId, type RunState } from "../../domain/task.ts";
import type { Run } from "./rows.ts";
import { names, summarise } from "./summarise.ts";
import { plan, run, step } from "./testing/plans.ts";

const held: Partial<Run> = { verdict: { kind: "ok", evidence: [] } };
const headline = (of: Plan, runs: Run[], state: "succeeded" | "partly_failed" | "failed" | "cancelled"): string =>
  summarise({ plan: of, runs, state }).headline;

describe("the headline", () => {
  test("says verified only where each check held", () => {
    expect(headline(plan(step()), [run("web-1", "ok", held), run("web-2", "ok", held)], "succeeded")).toBe(
      "Restart nginx: done and verified on web-1 and web-2.",
    );
    expect(headline(plan(step()), [run("web-1", "ok", held), run("web-2", "ok")], "succeeded")).toBe(
      "Restart nginx: done on web-1 and web-2.",
    );
  });

  test("names what failed, with the reason, and what was not touched", () => {
    const runs = [
      run("web-1", "ok", held),
      run("web-2", "failed", { line: "nginx found an error in line 14 of shop.conf" }),
      run("web-3", "skipped", { line: "stopped after web-2 failed" }),
    ];
    expect(headline(plan(step()), runs, "partly_failed")).toBe(
      "Restart nginx: done on web-1, not on web-2. web-2: nginx found an error in line 14 of shop.conf. Not touched: web-3.",
    );
  });

  test("claims nothing that is not known", () => {
    expect(headline(plan(step()), [run("web-1", "unknown", { line: "web-1 was lost while this ran" })], "failed")).toBe(
      "Restart nginx: not known whether on web-1. web-1 was lost while this ran.",
    );
    expect(headline(plan(step()), [run("web-1", "cancelled")], "cancelled")).toBe("Cancelled. Nothing had been done.");
  });

  test("of a cancelled change says where it was interrupted", () => {
    const runs = [run("web-1", "ok", held), run("web-2", "cancelled", { startedAtMs: 1 }), run("web-3", "cancelled")];
    expect(headline(plan(step()), runs, "cancelled")).toBe(
      "Cancelled. Done before that: web-1. Interrupted on web-2; what was done there until then is not known.",
    );
  });

  test("of a condition that did not hold says that nothing had to be changed", () => {
    const look = step({ id: stepId("look"), title: "Look at nginx", access: "read", tool: "service.status" });
    const runs = [
      run("web-1", "ok", { stepId: "look", line: "active, pid 812" }),
      run("web-1", "skipped", { line: "not needed" }),
    ];
    expect(headline(plan(look, step()), runs, "succeeded")).toBe("Nothing had to be changed. web-1: active, pid 812.");
  });

  test("of one machine that was looked at is what it said", () => {
    const look = step({ title: "Look at the disks", access: "read", tool: "system.disk" });
    expect(headline(plan(look), [run("nas-1", "ok", { line: "/ 26%" })], "succeeded")).toBe("nas-1: / 26%.");
  });
});

describe("many machines", () => {
  const fleet = (size: number, state: RunState = "ok", line = "active") =>
    Array.from({ length: size }, (_, at) => run(`web-${at + 1}`, state, { line, ...held }));
  const broken = (size: number): Run[] => [
    ...fleet(size).slice(0, -2),
    run(`web-${size - 1}`, "failed", { line: "exit status 3" }),
    run(`web-${size}`, "skipped", { line: `stopped after web-${size - 1} failed` }),
  ];

  test.each([
    [3, "Restart nginx: done and verified on web-1, web-2 and web-3."],
    [30, "Restart nginx: done and verified on all 30 machines."],
    [500, "Restart nginx: done and verified on all 500 machines."],
  ])("%p of them are told in one sentence", (size, text) => {
    expect(headline(plan(step()), fleet(size), "succeeded")).toBe(text);
  });

  test.each([
    [3, "done on web-1, not on web-2. web-2: exit status 3. Not touched: web-3."],
    [30, "done on 28 of 30 machines, not on web-29. web-29: exit status 3. Not touched: web-30."],
    [500, "done on 498 of 500 machines, not on web-499. web-499: exit status 3. Not touched: web-500."],
  ])("of %p, those that differ are named", (size, text) => {
    expect(headline(plan(step()), broken(size), "partly_failed")).toBe(`Restart nginx: ${text}`);
  });

  test("with equal results share a line, and those that differ come after", () => {
    const { lines } = summarise({ plan: plan(step()), runs: broken(30), state: "partly_failed" });
    expect(lines).toEqual([
      "Restart nginx: 28 of 30 alike — done and verified: active",
      "web-29: Restart nginx — failed: exit status 3",
      "web-30: Restart nginx — not done: stopped after web-29 failed",
    ]);
  });

  test("that all say something else are not told without end", () => {
    const runs = fleet(500).map((each, at) => ({ ...each, line: `pid ${at}` }));
    const { lines } = summarise({ plan: plan(step()), runs, state: "succeeded" });
    expect(lines).toHaveLength(41);
    expect(lines.at(-1)).toBe("Restart nginx: 460 more, each of which differs");
  });

  test("that were looked at and said the same are one sentence", () => {
    const look = step({ title: "Look at nginx", access: "read", tool: "service.status" });
    expect(headline(plan(look), fleet(30), "succeeded")).toBe("All 30 machines: active.");
  });
});

describe("a machine that a person left out", () => {
  const skipped = run("web-2", "skipped", { line: "skipped by ann" });

  test("is named with who did", () => {
    expect(headline(plan(step()), [run("web-1", "ok", held), skipped], "succeeded")).toBe(
      "Restart nginx: done and verified on web-1. Skipped by ann: web-2.",
    );
  });

  test("is no change that was not needed", () => {
    expect(headline(plan(step()), [skipped], "succeeded")).toBe("Nothing was done. Skipped by ann: web-2.");
  });
});

describe("names", () => {
  test.each([
    [[], "no machine"],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
  ])("of %p are %s", (all, text) => {
    expect(names(new Set(all))).toBe(text);
  });
});

describe("what was seen before a change", () => {
  const look = step({ id: stepId("s1"), tool: "service.status", title: "Look at nginx", access: "read" });
  const start = step({ id: stepId("s2"), tool: "service.start", title: "Start nginx" });
  const down = { service: "nginx", state: "inactive", active: false, enabled: true, sinceMs: 0, mainPid: null };
  const runs = (state: RunState) => [
    run("web-1", "ok", { stepId: "s1", output: down }),
    run("web-1", state, { stepId: "s2", line: "active", ...held }),
  ];

  test("is not shown as if it were still so", () => {
    const { table, lines } = summarise({ plan: plan(look, start), runs: runs("ok"), state: "succeeded" });
    expect([table, lines]).toEqual([undefined, ["web-1: Start nginx — done and verified: active"]]);
  });

  test("is shown where nothing was changed", () => {
    const { table } = summarise({ plan: plan(look, start), runs: runs("skipped"), state: "succeeded" });
    expect(table?.rows).toHaveLength(1);
  });
});

describe("several looks at one machine", () => {
  const list = step({ id: stepId("s1"), tool: "service.list", title: "Look for failed services", access: "read" });
  const logs = step({ id: stepId("s2"), tool: "service.logs", title: "Look at the log of nginx", access: "read" });
  const none = { services: [], failed: 0, total: 44 };
  const said = { service: "nginx", lines: [{ atMs: 0, priority: 3, text: "bind() failed" }], cut: false };

  test("are all told, and the log is what is shown", () => {
    const runs = [
      run("web-1", "ok", { stepId: "s1", line: "none of 44 services failed", output: none }),
      run("web-1", "ok", { stepId: "s2", line: "1 line, 1 of them errors", output: said }),
    ];
    const { headline: first, lines, table } = summarise({ plan: plan(list, logs), runs, state: "succeeded" });
    expect(first).toBe("web-1: none of 44 services failed; 1 line, 1 of them errors.");
    expect(lines).toEqual(["web-1: Look for failed services — done: none of 44 services failed"]);
    expect(table?.rows.map((row) => row.at(-1))).toEqual(["bind() failed"]);
  });

  test("that find nothing anywhere say so for each machine", () => {
    const both = { ...list, machineIds: [machineId("web-1"), machineId("web-2")] };
    const runs = ["web-1", "web-2"].map((name) =>
      run(name, "ok", { stepId: "s1", line: "none of 44 services failed", output: none }),
    );
    const { headline: first, table } = summarise({ plan: plan(both), runs, state: "succeeded" });
    expect(first).toBe("web-1 and web-2: none of 44 services failed.");
    expect(table?.rows.map((row) => row.slice(0, 2))).toEqual([
      ["web-1", "none of 44 services failed"],
      ["web-2", "none of 44 services failed"],
    ]);
  });
});

describe("a table", () => {
  test("without rows is left out", () => {
    const machineIds = [machineId("web-1")];
    const list = step({ tool: "service.list", title: "Look for failed services", access: "read", machineIds });
    const none = run("web-1", "ok", {
      line: "none of 44 services failed",
      output: { services: [], failed: 0, total: 44 },
    });
    const { table, lines } = summarise({ plan: plan(list), runs: [none], state: "succeeded" });
    expect([table, lines]).toEqual([undefined, ["web-1: Look for failed services — done: none of 44 services failed"]]);
  });
});

describe("what failed", () => {
  test("is told with what to do about it", () => {
    const error = { code: "config_invalid" as const, detail: "line 5", hint: "Nothing was changed." };
    const { lines } = summarise({
      plan: plan(step()),
      runs: [run("web-2", "failed", { line: "nginx found an error in line 5", error })],
      state: "failed",
    });
    expect(lines).toEqual(["web-2: Restart nginx — failed: nginx found an error in line 5. Nothing was changed."]);
  });
});

describe("a diagnosis", () => {
  const look = step({
    title: "Look at the disks",
    access: "read",
    tool: "system.disk",
    machineIds: [machineId("web-1")],
  });
  const about = { about: "slow" as const, services: [], containers: [] };
  const of: Plan = {
    ...plan(look, { ...look, id: stepId("s2"), tool: "service.list", title: "Look at the services" }),
    diagnosis: about,
  };
  const output = { disks: [{ mount: "/", usedRatio: 0.33, usedBytes: 1, sizeBytes: 3, freeBytes: 2, type: "ext4" }] };
  const seen = run("web-1", "ok", { id: runId("r1"), line: "/ 33%", output });

  test("is its sentence, with the looks behind it and no table", () => {
    const cannot = run("web-1", "failed", {
      id: runId("r2"),
      stepId: "s2",
      line: "no systemd",
      error: { code: "not_supported", detail: "no systemd" },
    });
    expect(summarise({ plan: of, runs: [seen, cannot], state: "succeeded" })).toEqual({
      kind: "summary",
      headline: "Nothing wrong was found on web-1 in 1 look. Not seen: the services.",
      lines: [],
      looked: [
        { run: runId("r1"), what: "Look at the disks", found: "/ 33%" },
        { run: runId("r2"), what: "Look at the services", found: "failed: no systemd" },
      ],
    });
  });

  test("says what failed in front of the looks", () => {
    const broke = run("web-1", "failed", { id: runId("r2"), stepId: "s2", line: "no answer" });
    expect(summarise({ plan: of, runs: [seen, broke], state: "partly_failed" }).lines).toEqual([
      "web-1: Look at the services — failed: no answer",
    ]);
  });
});
