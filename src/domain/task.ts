/** The life of a task, its runs and attempts: one typed table of what may follow what. */

export type TaskId = string & { readonly of: "task" };
export type RunId = string & { readonly of: "run" };
export type AttemptId = string & { readonly of: "attempt" };
export const taskId = (text: string): TaskId => text as TaskId;
export const runId = (text: string): RunId => text as RunId;

/**
 * ask: a request in words · exec: a typed command · tool: one tool called by API or page · look: reads before a change is
 * asked about, shown with that change. One door for all.
 */
export const taskKinds = ["ask", "exec", "tool", "look"] as const;
export type TaskKind = (typeof taskKinds)[number];

export const taskStates = [
  "planning",
  "needs_answer",
  "needs_approval",
  "running",
  "paused",
  "succeeded",
  "partly_failed",
  "failed",
  "declined",
  "rejected",
  "cancelled",
  "expired",
] as const;
export type TaskState = (typeof taskStates)[number];

/** What a task may become. `running → planning` is a new revision of the plan. */
export const taskTransitions: Record<TaskState, readonly TaskState[]> = {
  planning: [
    "needs_answer",
    "needs_approval",
    "running",
    // Its budget is used up: a person says whether it goes on.
    "paused",
    "succeeded",
    "partly_failed",
    "failed",
    "declined",
    "cancelled",
  ],
  needs_answer: ["planning", "cancelled", "expired"],
  // A schedule is made by its approval, and nothing runs.
  needs_approval: ["running", "planning", "succeeded", "rejected", "cancelled", "expired"],
  running: ["paused", "planning", "succeeded", "partly_failed", "failed", "cancelled"],
  paused: ["running", "planning", "succeeded", "partly_failed", "failed", "cancelled"],
  succeeded: [],
  partly_failed: [],
  failed: [],
  declined: [],
  rejected: [],
  cancelled: [],
  expired: [],
};
export const taskEnded = (state: TaskState): boolean => taskTransitions[state].length === 0;

export const runStates = [
  "queued",
  "dispatched",
  "running",
  "verifying",
  "ok",
  "failed",
  "skipped",
  "unreachable",
  "cancelled",
  "unknown",
] as const;
export type RunState = (typeof runStates)[number];

/** What a run may become. `unknown → ok | failed` is the only way out of an end state. */
export const runTransitions: Record<RunState, readonly RunState[]> = {
  queued: ["dispatched", "skipped", "unreachable", "cancelled", "failed"],
  dispatched: ["running", "verifying", "ok", "failed", "unreachable", "cancelled", "unknown"],
  running: ["verifying", "ok", "failed", "cancelled", "unknown"],
  verifying: ["ok", "failed", "unknown"],
  ok: [],
  failed: [],
  skipped: [],
  unreachable: [],
  cancelled: [],
  unknown: ["ok", "failed"],
};
export const runEnded = (state: RunState): boolean => runTransitions[state].length === 0 || state === "unknown";

export const mayBecome = (from: TaskState, to: TaskState): boolean => taskTransitions[from].includes(to);
export const runMayBecome = (from: RunState, to: RunState): boolean => runTransitions[from].includes(to);
