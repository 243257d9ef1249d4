/** Tasks, plans, runs: what every page, the CLI and programs read, and how a task is driven. */
import * as z from "zod/mini";
import { once } from "../lib/once.ts";
import { runStates, taskKinds, taskStates } from "../domain/task.ts";
import { id, level, risk, time } from "./common.ts";

/** POST /api/tasks */
export const taskRequest = once(() =>
  z.strictObject({
    request: z.string().check(z.minLength(1), z.maxLength(2_000)),
    /** A target expression that the request is limited to. */
    on: z.optional(z.string().check(z.maxLength(1_000))),
    /** Stop after the plan; nothing runs. */
    planOnly: z.optional(z.boolean()),
    /** Approve by asking, up to this risk; never critical. */
    approveUpTo: z.optional(z.enum(["low", "medium", "high"])),
    /** Ask even where it would not be asked. */
    confirm: z.optional(z.literal("always")),
    maxLevel: z.optional(level()),
  }),
);
export type TaskRequest = z.infer<ReturnType<typeof taskRequest>>;

/** POST /api/exec: a command that a person typed. */
export const execRequest = once(() =>
  z.strictObject({
    on: z.string().check(z.minLength(1), z.maxLength(1_000)),
    command: z.string().check(z.minLength(1), z.maxLength(65_536)),
    timeoutMs: z.optional(z.int().check(z.minimum(100), z.maximum(86_400_000))),
    /** Answer with results when done within this; default 0. At most 10 minutes. */
    waitMs: z.optional(z.int().check(z.minimum(0), z.maximum(600_000))),
    approveUpTo: z.optional(z.enum(["low", "medium", "high"])),
    confirm: z.optional(z.literal("always")),
    maxLevel: z.optional(level()),
  }),
);
export type ExecRequest = z.infer<ReturnType<typeof execRequest>>;

/** POST /api/tools/:name */
export const toolRequest = once(() =>
  z.strictObject({
    on: z.optional(z.string().check(z.minLength(1), z.maxLength(1_000))),
    input: z.record(z.string(), z.json()),
    waitMs: z.optional(z.int().check(z.minimum(0), z.maximum(600_000))),
    approveUpTo: z.optional(z.enum(["low", "medium", "high"])),
    maxLevel: z.optional(level()),
  }),
);
export type ToolRequest = z.infer<ReturnType<typeof toolRequest>>;

export const approvalRequest = once(() =>
  z.strictObject({
    digest: z.string().check(z.maxLength(128)),
    typedName: z.optional(z.string().check(z.maxLength(100))),
    reason: z.optional(z.string().check(z.maxLength(1_000))),
  }),
);
export const rejectionRequest = once(() =>
  z.strictObject({ reason: z.optional(z.string().check(z.maxLength(1_000))) }),
);
export const answerRequest = once(() =>
  z.strictObject({ answer: z.string().check(z.minLength(1), z.maxLength(1_000)) }),
);

const errorView = () => z.object({ code: z.string(), detail: z.string(), hint: z.optional(z.string()) });
const evidenceView = () => z.object({ check: z.string(), ok: z.boolean(), found: z.string() });

export const runView = () =>
  z.object({
    id: id(),
    stepId: z.string(),
    machineId: id(),
    machineName: z.string(),
    state: z.enum(runStates),
    /** One line: what came out, or why it was skipped, failed, not reached. */
    line: z.string(),
    error: z.optional(errorView()),
    /** The tool's typed output, where there is one. */
    output: z.optional(z.record(z.string(), z.json())),
    evidence: z.array(evidenceView()),
    attemptId: z.optional(id()),
    startedAt: z.optional(time()),
    endedAt: z.optional(time()),
    stdoutBytes: z.number(),
    stderrBytes: z.number(),
    truncated: z.boolean(),
  });
export type RunView = z.infer<ReturnType<typeof runView>>;

export const stepView = () =>
  z.object({
    id: z.string(),
    title: z.string(),
    tool: z.string(),
    input: z.record(z.string(), z.json()),
    access: z.enum(["read", "change"]),
    /** The exact command or API call. */
    exact: z.string(),
    machines: z.array(z.object({ id: id(), name: z.string() })),
    condition: z.optional(z.string()),
    rollout: z.string(),
    precheck: z.optional(z.string()),
    verify: z.array(z.string()),
    /** In words, how to go back; or why that cannot be. */
    undo: z.string(),
    undoable: z.boolean(),
    risk: risk(),
    level: level(),
    reasons: z.array(z.string()),
    timeoutMs: z.int(),
  });
export type StepView = z.infer<ReturnType<typeof stepView>>;

export const planView = () =>
  z.object({
    revision: z.int(),
    digest: z.string(),
    by: z.string(),
    understood: z.string(),
    on: z.string(),
    steps: z.array(stepView()),
    excluded: z.array(z.object({ name: z.string(), why: z.string() })),
    assumptions: z.array(z.string()),
    risk: risk(),
    level: level(),
    reasons: z.array(
      z.object({ risk: risk(), text: z.string(), by: z.enum(["command", "machine", "reach", "planner"]) }),
    ),
    decidedBy: z.string(),
    /** What approving would mean, in one sentence. */
    consequence: z.string(),
    /** Set where the approver must type this name (critical). */
    typeName: z.optional(z.string()),
    expiresAt: z.optional(time()),
  });
export type PlanView = z.infer<ReturnType<typeof planView>>;

export const summaryView = () =>
  z.object({
    /** The result in one sentence, computed from facts. */
    headline: z.string(),
    /** One line each: what was done, not done, and why. */
    lines: z.array(z.string()),
    table: z.optional(z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) })),
  });
export type SummaryView = z.infer<ReturnType<typeof summaryView>>;

export const taskView = () =>
  z.object({
    id: id(),
    shortId: z.string(),
    kind: z.enum(taskKinds),
    request: z.string(),
    state: z.enum(taskStates),
    by: z.string(),
    createdAt: time(),
    endedAt: z.optional(time()),
    plan: z.optional(planView()),
    runs: z.array(runView()),
    /** needs_answer: what is asked and what may be chosen. */
    question: z.optional(
      z.object({
        question: z.string(),
        about: z.string(),
        options: z.array(z.object({ label: z.string(), value: z.string() })),
      }),
    ),
    summary: z.optional(summaryView()),
    /** declined: why, and the nearest things that ailx can do. */
    declined: z.optional(z.object({ reason: z.string(), nearest: z.array(z.string()) })),
    error: z.optional(errorView()),
    approvedBy: z.optional(z.string()),
    rejectedBecause: z.optional(z.string()),
  });
export type TaskView = z.infer<ReturnType<typeof taskView>>;

/** A task in a list. */
export const taskLine = () =>
  z.object({
    id: id(),
    shortId: z.string(),
    kind: z.enum(taskKinds),
    request: z.string(),
    state: z.enum(taskStates),
    by: z.string(),
    risk: z.optional(risk()),
    createdAt: time(),
    endedAt: z.optional(time()),
    headline: z.optional(z.string()),
    machines: z.int(),
  });
export type TaskLine = z.infer<ReturnType<typeof taskLine>>;
export const taskList = () => z.object({ items: z.array(taskLine()), next: z.optional(z.string()) });

/**
 * What a task says while it lives: one line of NDJSON where `Accept: application/x-ndjson` was sent with POST /api/exec,
 * /api/tasks or /api/tools/:name, and the data of one server-sent event on GET /api/tasks/:id/events.
 */
export const taskEvent = () =>
  z.union([
    z.object({ kind: z.literal("task"), seq: z.number(), id: id(), state: z.enum(taskStates) }),
    z.object({
      kind: z.literal("run"),
      seq: z.number(),
      id: id(),
      stepId: z.string(),
      machine: z.string(),
      state: z.enum(runStates),
      line: z.string(),
    }),
    /** base64 of the program's own bytes, in order within one run and stream. */
    z.object({
      kind: z.literal("output"),
      run: id(),
      machine: z.string(),
      stream: z.enum(["stdout", "stderr"]),
      data: z.string(),
    }),
    z.object({ kind: z.literal("end"), task: taskView() }),
  ]);
export type TaskEvent = z.infer<ReturnType<typeof taskEvent>>;

/** GET /api/tools */
export const toolView = () =>
  z.object({
    name: z.string(),
    version: z.int(),
    does: z.string(),
    access: z.enum(["read", "change"]),
    where: z.enum(["agent", "hub"]),
    platforms: z.array(z.string()),
    input: z.record(z.string(), z.json()),
    output: z.record(z.string(), z.json()),
  });
export const toolList = () => z.object({ items: z.array(toolView()) });
