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

  test.each(["failed", "unknown", "unreachable"] as const)("leaves the others alone after one is %s", (state) => {
    const runs = [run("web-1", state), run("web-2", "queued"), run("web-3", "queued")];
    const actions = next({ plan: plan(step()), runs, connected: all });
    expect(told(actions)).toEqual(["skip web-2", "skip web-3"]);
    expect(actions[0]).toMatchObject({ why: "stopped after web-1 failed" });
  });

  test("names a machine that is not connected", () => {
    const runs = [run("web-1", "queued"), run("web-2", "queued"), run("web-3", "queued")];
    expect(told(next({ plan: plan(step()), runs, connected: (id) => id !== "web-1" }))).toEqual(["unreachable web-1"]);
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
});

describe("a later step", () => {
  test("is left out once an earlier one failed", () => {
    const second = step({ id: stepId("s2"), title: "Start it" });
    const runs = [run("web-1", "failed"), run("web-1", "queued", { stepId: "s2" })];
    const actions = next({ plan: plan(step({ machineIds: [machineId("web-1")] }), second), runs, connected: all });
    expect(actions).toMatchObject([{ kind: "skip", why: "“Restart nginx” did not work on web-1" }]);
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
