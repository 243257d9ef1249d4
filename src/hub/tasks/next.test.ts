import { describe, expect, test } from "bun:test";
import { machineId } from "../../domain/machine.ts";
import { stepId } from "../../domain/plan.ts";
import { endState, next } from "./next.ts";
import { machines, plan, run, step } from "./testing/plans.ts";

const all = () => true;
const told = (actions: ReturnType<typeof next>): string[] =>
  actions.map((action) =>
    action.kind === "finish" ? `finish ${action.state}` : `${action.kind} ${action.run.machineName}`,
  );

describe("a rolling change", () => {
  test("begins with one machine", () => {
    const runs = machines.map((name) => run(name, "queued"));
    expect(told(next({ plan: plan(step()), runs, connected: all }))).toEqual(["dispatch web-1"]);
  });

  test("waits while that one runs", () => {
    const runs = [run("web-1", "running"), run("web-2", "queued"), run("web-3", "queued")];
    expect(next({ plan: plan(step()), runs, connected: all })).toEqual([]);
  });

  test("goes on to the next one once it is ok", () => {
    const runs = [run("web-1", "ok"), run("web-2", "queued"), run("web-3", "queued")];
    expect(told(next({ plan: plan(step()), runs, connected: all }))).toEqual(["dispatch web-2"]);
  });

  test.each([
    ["failed", "failed"],
    ["unknown", "was lost"],
    ["unreachable", "was not reached"],
  ] as const)("leaves the others alone after one is %s", (state, words) => {
    const runs = [run("web-1", state), run("web-2", "queued"), run("web-3", "queued")];
    const actions = next({ plan: plan(step()), runs, connected: all });
    expect(told(actions)).toEqual(["skip web-2", "skip web-3"]);
    expect(actions[0]).toMatchObject({ why: `stopped after web-1 ${words}` });
  });

  test("names a machine that is not connected", () => {
    const runs = [run("web-1", "queued"), run("web-2", "queued"), run("web-3", "queued")];
    expect(told(next({ plan: plan(step()), runs, connected: (id) => id !== "web-1" }))).toEqual(["unreachable web-1"]);
  });
});

describe("a change with a canary", () => {
  const careful = (more: object = {}) =>
    step({ rollout: { mode: "rolling", canary: 1, batch: 2, stopAfterFailures: 3, ...more } });
  const fleet = ["web-10", "web-2", "web-1", "web-3", "web-4"];
  const states = (given: Record<string, Parameters<typeof run>[1]>) =>
    fleet.map((name) => run(name, given[name] ?? "queued"));
  const does = (given: Parameters<typeof states>[0], more: object = {}) =>
    told(next({ plan: plan(careful(more)), runs: states(given), connected: all }));

  test("sends the first by name alone", () => {
    expect(does({})).toEqual(["dispatch web-1"]);
    expect(does({ "web-1": "running" })).toEqual([]);
  });

  test("goes on in batches once that one is ok", () => {
    expect(does({ "web-1": "ok" })).toEqual(["dispatch web-2", "dispatch web-3"]);
    expect(does({ "web-1": "ok", "web-2": "running", "web-3": "ok" })).toEqual(["dispatch web-4"]);
  });

  test.each(["failed", "unknown", "unreachable", "cancelled"] as const)("ends with a canary that is %s", (state) => {
    expect(does({ "web-1": state }).filter((each) => each.startsWith("skip"))).toHaveLength(4);
  });

  test("stops after as many failures as it may have, not before", () => {
    const two = { "web-1": "ok", "web-2": "failed", "web-3": "failed" } as const;
    expect(does(two)).toEqual(["dispatch web-4", "dispatch web-10"]);
    expect(does({ ...two, "web-4": "failed" })).toEqual(["skip web-10"]);
  });

  test("stops once more than the given share of all has failed", () => {
    const one = { "web-1": "ok", "web-2": "failed" } as const;
    expect(does(one, { stopAfterShare: 0.2 })).toEqual(["dispatch web-3", "dispatch web-4"]);
    expect(does({ ...one, "web-3": "failed" }, { stopAfterShare: 0.2 })).toEqual(["skip web-10", "skip web-4"]);
  });

  test("takes the next machine as canary where a person skipped the first", () => {
    expect(does({ "web-1": "skipped" })).toEqual(["dispatch web-2"]);
  });

  test("lets as many canaries go first as were asked for", () => {
    expect(does({}, { canary: 2 })).toEqual(["dispatch web-1", "dispatch web-2"]);
    expect(does({ "web-1": "ok" }, { canary: 2 })).toEqual(["dispatch web-2"]);
  });
});

describe("a machine that is waited for", () => {
  const waits = { untilMs: Date.UTC(2026, 0, 5, 14), nowMs: Date.UTC(2026, 0, 5, 12) };
  const without = (name: string) => (id: string) => id !== name;
  const queued = () => machines.map((name) => run(name, "queued"));
  const line = "waits for web-1 until 14:00 UTC";

  test("lets the others go before it and is told once", () => {
    const runs = queued();
    const given = { plan: plan(step()), connected: without("web-1"), waits };
    expect(next({ ...given, runs })).toMatchObject([{ kind: "wait", line }, { kind: "dispatch" }]);
    runs[0] = run("web-1", "queued", { line });
    expect(told(next({ ...given, runs }))).toEqual(["dispatch web-2"]);
  });

  test("takes its turn when it comes", () => {
    const runs = [run("web-1", "queued", { line }), run("web-2", "ok"), run("web-3", "ok")];
    expect(told(next({ plan: plan(step()), runs, connected: all, waits }))).toEqual(["dispatch web-1"]);
  });

  test("is given up at the end of that time, with the reason", () => {
    const runs = [run("web-1", "queued", { line }), run("web-2", "ok"), run("web-3", "ok")];
    const late = { ...waits, nowMs: waits.untilMs };
    expect(next({ plan: plan(step()), runs, connected: without("web-1"), waits: late })).toMatchObject([
      { kind: "unreachable", why: "web-1 did not come back by 14:00 UTC" },
    ]);
  });

  test("names the day where it is not today", () => {
    const later = { ...waits, untilMs: Date.UTC(2026, 0, 6, 9, 30) };
    const runs = [run("web-1", "queued"), run("web-2", "ok"), run("web-3", "ok")];
    expect(next({ plan: plan(step()), runs, connected: without("web-1"), waits: later })).toMatchObject([
      { line: "waits for web-1 until 2026-01-06 09:30 UTC" },
    ]);
  });

  const second = step({ id: stepId("s2"), title: "Reload it" });
  const both = (name: string, first: "ok" | "queued") => [
    run(name, first, first === "queued" ? { line } : {}),
    run(name, "queued", { stepId: "s2" }),
  ];

  test("holds up no other machine's next step, and does its own in order", () => {
    const runs = [...both("web-1", "queued"), ...both("web-2", "ok"), ...both("web-3", "ok")];
    const actions = next({ plan: plan(step(), second), runs, connected: without("web-1"), waits });
    expect(actions).toMatchObject([{ kind: "dispatch", run: { machineName: "web-2", stepId: "s2" } }]);
    const done = runs.map((each) => (each.machineName === "web-1" ? each : { ...each, state: "ok" as const }));
    expect(next({ plan: plan(step(), second), runs: done, connected: without("web-1"), waits })).toEqual([]);
    expect(next({ plan: plan(step(), second), runs: done, connected: all, waits })).toMatchObject([
      { kind: "dispatch", run: { machineName: "web-1", stepId: "s1" } },
    ]);
  });

  test("holds up a step that decides by what all machines found", () => {
    const needsAll = step({
      ...second,
      condition: { kind: "compare", step: "s1", on: "all", field: "active", op: "==", value: true },
    });
    const runs = [...both("web-1", "queued"), ...both("web-2", "ok"), ...both("web-3", "ok")];
    expect(next({ plan: plan(step(), needsAll), runs, connected: without("web-1"), waits })).toEqual([]);
  });

  test("is left alone once the others have stopped the rollout", () => {
    const runs = [run("web-1", "queued", { line }), run("web-2", "failed"), run("web-3", "queued")];
    expect(told(next({ plan: plan(step()), runs, connected: without("web-1"), waits }))).toEqual([
      "skip web-1",
      "skip web-3",
    ]);
  });
});

describe("a run whose machine is busy with the same thing", () => {
  test("waits and says for what, and takes no other machine's place", () => {
    const held = ({ machineName }: { machineName: string }) =>
      machineName === "web-1" ? "waits for task ab12cd (nginx)" : undefined;
    const runs = machines.map((name) => run(name, "queued"));
    expect(next({ plan: plan(step()), runs, connected: all, held })).toMatchObject([
      { kind: "wait", line: "waits for task ab12cd (nginx)" },
      { kind: "dispatch", run: { machineName: "web-2" } },
    ]);
  });
});

describe("a parallel read", () => {
  test("goes to all machines at once", () => {
    const reading = step({ access: "read", rollout: { mode: "parallel" } });
    const runs = machines.map((name) => run(name, "queued"));
    expect(told(next({ plan: plan(reading), runs, connected: all }))).toEqual(
      machines.map((name) => `dispatch ${name}`),
    );
  });
});

describe("a guarded step", () => {
  const look = step({ id: stepId("look"), access: "read", rollout: { mode: "parallel" } });
  const guarded = step({
    condition: { kind: "compare", step: "look", on: "same", field: "active", op: "==", value: false },
  });
  const looked = (machine: string, active: boolean) => run(machine, "ok", { stepId: "look", output: { active } });

  test("runs only where its condition holds", () => {
    const runs = [
      looked("web-1", true),
      looked("web-2", false),
      looked("web-3", true),
      ...machines.map((name) => run(name, "queued")),
    ];
    expect(told(next({ plan: plan(look, guarded), runs, connected: all }))).toEqual([
      "skip web-1",
      "skip web-3",
      "dispatch web-2",
    ]);
  });

  test("does not run where its condition could not be checked", () => {
    const blind = run("web-1", "unreachable", { stepId: "look" });
    const only = step({ ...guarded, machineIds: [machineId("web-1")] });
    const actions = next({
      plan: plan({ ...look, onFailure: "continue" }, only),
      runs: [blind, run("web-1", "queued")],
      connected: all,
    });
    expect(told(actions)).toEqual(["skip web-1"]);
  });

  test("that needs all machines does not run while one of them has told nothing", () => {
    const all3 = step({
      ...guarded,
      condition: { kind: "compare", step: "look", on: "all", field: "active", op: "==", value: false },
    });
    const blind = run("web-3", "failed", { stepId: "look" });
    const runs = [
      looked("web-1", false),
      looked("web-2", false),
      blind,
      ...machines.map((name) => run(name, "queued")),
    ];
    const actions = next({ plan: plan({ ...look, onFailure: "continue" }, all3), runs, connected: all });
    expect(actions).toMatchObject(machines.map(() => ({ kind: "skip", why: "its condition could not be checked" })));
  });
});

describe("a later step", () => {
  test("is left out once an earlier one failed", () => {
    const second = step({ id: stepId("s2"), title: "Start it" });
    const runs = [run("web-1", "failed"), run("web-1", "queued", { stepId: "s2" })];
    const actions = next({ plan: plan(step({ machineIds: [machineId("web-1")] }), second), runs, connected: all });
    expect(actions).toMatchObject([{ kind: "skip", why: "“Restart nginx” did not work on web-1" }]);
  });
});

describe("the end of a diagnosis", () => {
  const looks = (code: string) => {
    const look = step({ access: "read", onFailure: "continue", machineIds: [machineId("web-1")] });
    const of = plan(look, { ...look, id: stepId("s2") });
    const runs = [
      run("web-1", "ok"),
      run("web-1", "failed", { stepId: "s2", error: { code, detail: "systemd does not run on this machine" } }),
    ];
    return told(
      next({ plan: { ...of, diagnosis: { about: "slow", services: [], containers: [] } }, runs, connected: all }),
    );
  };
  test("is good although a machine cannot do one of the looks", () => {
    expect(looks("not_supported")).toEqual(["finish succeeded"]);
  });
  test("is not good where a look failed", () => {
    expect(looks("tool_failed")).toEqual(["finish partly_failed"]);
  });
});

describe("the end of a task", () => {
  test.each([
    [["ok", "ok"], "succeeded"],
    [["ok", "skipped"], "succeeded"],
    [["ok", "failed"], "partly_failed"],
    [["failed", "skipped"], "failed"],
    [["unknown"], "failed"],
    [["ok", "unreachable"], "partly_failed"],
  ] as const)("with runs %p is %s", (states, end) => {
    expect(endState(states.map((state) => ({ state })))).toBe(end);
  });
});
