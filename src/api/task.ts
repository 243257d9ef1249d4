/** Tasks, plans, runs: what every page, the CLI and programs read, and how a task is driven. */
import * as z from "zod/mini";
import { heldBySchema } from "../domain/confinement.ts";
import { once } from "../lib/once.ts";
import { stallActions, stallSchema } from "../domain/stall.ts";
import { containments, survivorSchema, usageSchema } from "../domain/usage.ts";
import { runStates, taskKinds, taskStates } from "../domain/task.ts";
import { id, level, risk, time } from "./common.ts";
import { summaryView } from "./summary.ts";
import { planView } from "./plan.ts";
import { turnView } from "./turn.ts";

/** How a change goes over several machines; it can only make the plan more careful. */
const rolloutRequest = () =>
  z.strictObject({
    /** So many machines alone first; the rest only if all of them are ok. */
    canary: z.optional(z.int().check(z.minimum(0), z.maximum(1_000))),
    /** Machines at a time. */
    batch: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
    stopAfterFailures: z.optional(z.int().check(z.minimum(1), z.maximum(10_000))),
    /** Share of all machines, 0..1. */
    stopAfterShare: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
  });

/** What may be said of how anything is carried out. */
const manner = () => ({
  rollout: z.optional(rolloutRequest()),
  /** Wait this long for machines that are away, then give up; they are checked again when they come. At most 7 days. */
  queueForMs: z.optional(z.int().check(z.minimum(1_000), z.maximum(7 * 86_400_000))),
  /** Kept of each run's output; default 64 MiB, at most 4 GiB. */
  outputBytes: z.optional(z.int().check(z.minimum(0), z.maximum(4 * 1024 ** 3))),
  /** Memory of each run's processes together. */
  memoryBytes: z.optional(z.int().check(z.minimum(1 << 20))),
  /** Processes and threads of each run at once. */
  processes: z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))),
  /** Silent for this long, a run is looked at for what it waits for; default 20 s. */
  idleMs: z.optional(z.int().check(z.minimum(1_000), z.maximum(86_400_000))),
});

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
    /** The task that this one goes on from: “and on db-2 as well”, “why?”. */
    follows: z.optional(id()),
    /** Which planner is asked, where another than the usual one is wanted. */
    planner: z.optional(z.enum(["embedded", "model"])),
    ...manner(),
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
    /** Run it on a terminal of its own, so that what it asks can be answered. */
    terminal: z.optional(z.boolean()),
    /** Run it as root, although its level asks for less: judged as behind `sudo`. */
    root: z.optional(z.boolean()),
    /** What is typed where it asks; `prompt` is a part of the question. Needs `terminal`; never typed where a secret is asked for. */
    answers: z.optional(
      z
        .array(
          z.strictObject({
            prompt: z.string().check(z.minLength(3), z.maxLength(200)),
            answer: z.string().check(z.maxLength(200)),
          }),
        )
        .check(z.maxLength(10)),
    ),
    /** Secrets of the hub that the command finds in its environment; `env` absent: the name in capitals. */
    secrets: z.optional(
      z
        .array(
          z.strictObject({
            name: z.string().check(z.maxLength(64)),
            env: z.optional(z.string().check(z.maxLength(64))),
          }),
        )
        .check(z.maxLength(16)),
    ),
    ...manner(),
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
    ...manner(),
  }),
);
export type ToolRequest = z.infer<ReturnType<typeof toolRequest>>;

export const approvalRequest = once(() =>
  z.strictObject({
    digest: z.string().check(z.maxLength(128)),
    typedName: z.optional(z.string().check(z.maxLength(100))),
    reason: z.optional(z.string().check(z.maxLength(1_000))),
    /** The same steps on the same machines, asked by the same person, need no approval for so long; 90 days at most. */
    allowAgainForMs: z.optional(z.int().check(z.minimum(60_000), z.maximum(90 * 86_400_000))),
  }),
);
export { rejectionRequest } from "./steering.ts";
export const answerRequest = once(() =>
  z.strictObject({ answer: z.string().check(z.minLength(1), z.maxLength(1_000)) }),
);

/** POST /api/tasks/:id/retry: a new task for the machines where this one did not end ok; default all of those. */
export const retryRequest = once(() =>
  z.strictObject({ machines: z.optional(z.array(z.string().check(z.maxLength(64))).check(z.maxLength(10_000))) }),
);
export type RetryRequest = z.infer<ReturnType<typeof retryRequest>>;
/** POST /api/runs/:id/action: something done to a run that is silent. */
export const actionRequest = once(() =>
  z.strictObject({
    action: z.enum(stallActions),
    /** `answer`: what is typed, without the line feed at its end. */
    text: z.optional(z.string().check(z.maxLength(4_096))),
    /** `answer`: the prompt as the caller saw it; it is an error where another one is asked by now. */
    prompt: z.optional(z.string().check(z.maxLength(2_000))),
  }),
);
const errorView = () =>
  z.object({
    code: z.string(),
    detail: z.string(),
    hint: z.optional(z.string()),
    /** Of a refusal: `rule` and `where` it is written. */
    fields: z.optional(z.record(z.string(), z.string())),
  });
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
    /** How often something secret was masked in what it said. Absent: nothing was, or it has not ended. */
    masked: z.optional(z.int()),
    /** Of stdout and stderr together: equal where two runs wrote the same. Absent where nothing or not all was kept. */
    outputDigest: z.optional(z.string()),
    /** Written by the program and kept by nobody; its place in the output is marked. */
    leftOutBytes: z.number(),
    /** What it waits for, while it runs and is silent. */
    stall: z.optional(stallSchema()),
    /** What its processes used together. */
    usage: z.optional(usageSchema()),
    /** Processes that its end left behind. */
    survivors: z.optional(z.array(survivorSchema())),
    /** What held its processes together. */
    containedBy: z.optional(z.enum(containments)),
    /** What it was held to, by what, and what that does not stop. A command that could not be held says that somebody was asked instead. */
    heldBy: z.optional(heldBySchema()),
    warnings: z.optional(z.array(z.object({ code: z.string(), detail: z.string() }))),
    /** Who interrupted or killed it last, where a person did while it ran. */
    endedBy: z.optional(z.object({ name: z.string(), action: z.enum(["interrupt", "kill"]) })),
  });
export type RunView = z.infer<ReturnType<typeof runView>>;

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
    /** The task that this one goes on from, and the first one of the conversation. */
    follows: z.optional(id()),
    thread: z.optional(id()),
    /** An answer named machines that the request only describes: what can be kept as another name of theirs. */
    rememberable: z.optional(
      z.object({ text: z.string(), machines: z.array(z.object({ id: id(), name: z.string() })), kept: z.boolean() }),
    ),
    /** Requests that could follow where it did not end well. */
    suggestions: z.optional(z.array(z.object({ say: z.string(), why: z.string() }))),
    /** What its planning used of a model; absent where none was asked. */
    model: z.optional(
      z.object({
        names: z.array(z.string()),
        inputTokens: z.int(),
        outputTokens: z.int(),
        /** Some endpoint did not say, so its tokens are counted by length. */
        estimated: z.boolean(),
        /** Absent where no price is known. */
        costMicroUsd: z.optional(z.number()),
      }),
    ),
    /** The schedule a time of which it is, and the one that its approval made. */
    bySchedule: z.optional(id()),
    madeSchedule: z.optional(id()),
    /** A second one, for the steps that have a time of their own. */
    madeSecond: z.optional(id()),
    /** The task that this one tries again. */
    retryOf: z.optional(id()),
    /** The task that this one takes back. */
    undoOf: z.optional(id()),
    /** It ended, and these of its steps can be taken back; `not` says what cannot, and why. */
    undoable: z.optional(z.object({ steps: z.array(z.string()), not: z.array(z.string()) })),
    /** It ended, and these machines are tried again where nobody names others. */
    retryable: z.optional(z.array(z.object({ id: id(), name: z.string() }))),
    /** Machines that are away are waited for until then. */
    queuedUntil: z.optional(time()),
    /** paused: by whom, in words. */
    paused: z.optional(z.string()),
    /** paused: by a person, or because planning used up its budget; then `summary` is what was found until then. */
    pausedBy: z.optional(z.enum(["person", "budget"])),
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
    /** failed: a rule or a machine refused it, nothing was begun. */
    refused: z.optional(z.literal(true)),
    machines: z.int(),
    /** The task that it goes on from, and the first one of the conversation. */
    follows: z.optional(id()),
    thread: z.optional(id()),
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
      /** So many bytes are missing here, kept by nobody; 0 where their number is not known. Then `data` is empty. */
      leftOut: z.optional(z.number()),
    }),
    /** A run is silent and this is what it waits for; without `stall` it is at work again. */
    z.object({
      kind: z.literal("stall"),
      seq: z.number(),
      run: id(),
      machine: z.string(),
      stall: z.optional(stallSchema()),
    }),
    /** A part of a model's work; one that grows comes again with the same number. */
    z.object({ kind: z.literal("turn"), seq: z.number(), turn: turnView() }),
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
