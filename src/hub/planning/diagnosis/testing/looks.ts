/** Plans of reads and their runs, as a diagnosis gets them, written down in few words. */
import { machineId } from "../../../../domain/machine.ts";
import { stepId, type Diagnosis, type Plan, type Step } from "../../../../domain/plan.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import { toolNamed } from "../../../../tools/index.ts";
import type { LookedRun } from "../looked.ts";

/** When everything was seen. */
export const nowMs = Date.parse("2026-11-21T12:00:00Z");
export const ago = (seconds: number): number => nowMs - seconds * 1_000;
export const at = (seconds: number): string => new Date(ago(seconds)).toISOString();

export type Look = { tool: string; input?: JsonObject; output?: JsonObject; error?: { code: string; detail: string } };

/** One machine, web-1, where these looks were taken. Outputs are held against the tools' own schemas. */
export function looked(looks: readonly Look[], asked: Partial<Diagnosis> = {}): { plan: Plan; runs: LookedRun[] } {
  const steps = looks.map(({ tool, input = {} }, index): Step => {
    const contract = toolNamed(tool);
    return {
      id: stepId(`s${index + 1}`),
      title: contract.preview(input).title,
      tool,
      toolVersion: contract.version,
      input,
      access: contract.access,
      machineIds: [machineId("m1")],
      rollout: { mode: "parallel" },
      verify: [],
      undo: { kind: "nothing" },
      limits: { timeoutMs: 1_000, outputBytes: 1_000 },
      secrets: [],
      onFailure: "continue",
    };
  });
  const runs = looks.map(({ tool, output, error }, index): LookedRun => {
    const read = output === undefined ? undefined : toolNamed(tool).output().safeParse(output);
    if (read && !read.success) throw new Error(`${tool}: ${JSON.stringify(read.error.issues)}`);
    return {
      id: `r${index + 1}`,
      stepId: `s${index + 1}`,
      machineId: machineId("m1"),
      machineName: "web-1",
      state: error ? "failed" : "ok",
      line: error?.detail ?? "",
      output,
      error,
      endedAtMs: nowMs,
    };
  });
  const diagnosis: Diagnosis = { about: "trouble", services: [], containers: [], ...asked };
  const plan: Plan = {
    v: 1,
    by: "embedded",
    understood: "",
    on: "web-1",
    steps,
    excluded: [],
    assumptions: [],
    factsUsed: {},
    diagnosis,
  };
  return { plan, runs };
}

export const unit = (service: string, more: JsonObject = {}): JsonObject => ({
  service,
  active: true,
  state: "active",
  subState: "running",
  enabled: true,
  mainPid: 100,
  sinceMs: ago(3_600),
  restarts: 0,
  result: "success",
  oneshot: false,
  invocation: "abc",
  description: service,
  ...more,
});
export const looping = (service: string): JsonObject =>
  unit(service, {
    active: false,
    state: "activating",
    subState: "auto-restart",
    mainPid: null,
    sinceMs: ago(1),
    restarts: 9,
    result: "exit-code",
  });

export const services = (...units: JsonObject[]): Look => ({
  tool: "service.list",
  output: { services: units, failed: 0, total: units.length },
});
export const log = (service: string, ...texts: (string | [text: string, secondsAgo: number])[]): Look => ({
  tool: "service.logs",
  input: { service },
  output: {
    service,
    lines: texts.map((each) => {
      const [text, seconds] = typeof each === "string" ? [each, 2] : each;
      return { atMs: ago(seconds), priority: 3, text };
    }),
    cut: false,
  },
});
export const around = (service: string, more: JsonObject = {}): Look => ({
  tool: "service.explain",
  input: { service },
  output: {
    measuredMs: 1_000,
    services: [
      {
        service,
        active: true,
        user: "demo",
        group: "demo",
        mainPid: 100,
        memoryBytes: 10 << 20,
        processes: 1,
        unitFile: `/etc/systemd/system/${service}.service`,
        unitChangedAtMs: ago(86_400),
        listens: [],
        files: [],
        configs: [],
        settings: [],
        ...more,
      },
    ],
  },
});
export const process = (pid: number, more: JsonObject = {}): JsonObject => ({
  pid,
  parent: 1,
  user: "root",
  name: "worker",
  command: "worker --all",
  state: "S",
  cpuRatio: 0,
  memoryBytes: 1 << 20,
  threads: 1,
  startedAtMs: ago(600),
  ...more,
});
export const processes = (input: JsonObject, ...all: JsonObject[]): Look => ({
  tool: "process.list",
  input,
  output: { processes: all, matched: all.length, total: 100, zombies: all.filter(({ state }) => state === "Z").length },
});
