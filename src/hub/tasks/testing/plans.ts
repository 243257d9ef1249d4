/** A step, a plan of steps and a run, each whole; a test gives only what it is about. */
import { machineId } from "../../../domain/machine.ts";
import { stepId, type Plan, type Step } from "../../../domain/plan.ts";
import { runId, taskId, type RunState } from "../../../domain/task.ts";
import type { Run } from "../rows.ts";

export const machines = ["web-1", "web-2", "web-3"];

export function step(given: Partial<Step> = {}): Step {
  return {
    id: stepId("s1"),
    title: "Restart nginx",
    tool: "service.restart",
    toolVersion: 1,
    input: { service: "nginx" },
    access: "change",
    machineIds: machines.map(machineId),
    rollout: { mode: "rolling", batch: 1, stopAfterFailures: 1 },
    verify: [],
    undo: { kind: "nothing" },
    limits: { timeoutMs: 1_000, outputBytes: 1_000 },
    secrets: [],
    onFailure: "stop",
    ...given,
  };
}

export const plan = (...steps: Step[]): Plan => ({
  v: 1,
  by: "person",
  understood: "",
  on: "",
  steps,
  excluded: [],
  assumptions: [],
  factsUsed: {},
});

export function run(machine: string, state: RunState, given: Partial<Run> = {}): Run {
  return {
    id: runId(`${given.stepId ?? "s1"}-${machine}`),
    taskId: taskId("t"),
    revision: 1,
    stepId: "s1",
    stepIndex: 0,
    machineId: machineId(machine),
    machineName: machine,
    state,
    line: "",
    error: undefined,
    output: undefined,
    verdict: undefined,
    stall: undefined,
    startedAtMs: undefined,
    endedAtMs: undefined,
    ...given,
  };
}
