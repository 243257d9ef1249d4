/** Takes a task to its end: hands on what happens, asks where it must, and goes on with the answer. */
import type { TaskEvent, TaskRequest, TaskView } from "../api/task.ts";
import { AppError } from "../domain/error.ts";
import type { TaskState } from "../domain/task.ts";
import type { Hub } from "./client.ts";
import { exit, isRefusal, type ExitStatus } from "./exit.ts";
import type { Io } from "./io.ts";

/** What a person, or the lack of one, decided on a plan or question. `leave`: nothing; the task waits on. */
export type Decision =
  | { kind: "approve"; typedName?: string; reason?: string; againForMs?: number }
  | { kind: "answer"; answer: string }
  | { kind: "reject" }
  /** Another plan by words: this one is rejected with them, and they are asked for in its place. */
  | { kind: "change"; words: string }
  | { kind: "leave" };

export type Drive = {
  hub: Hub;
  io: Pick<Io, "onStop" | "err">;
  events: AsyncIterable<TaskEvent>;
  /** Waited for, so that what it shows comes before what happens next. */
  onEvent: (event: TaskEvent) => void | Promise<void>;
  decide: (task: TaskView) => Promise<Decision>;
  /** What was said beside the words; holds for a changed plan too. */
  terms?: Omit<TaskRequest, "request" | "follows">;
};

export const waits = (state: TaskState): boolean => state === "needs_approval" || state === "needs_answer";

/** The task as it ended, or as it waits where nobody decided. Ctrl-C cancels it; a second one leaves at once. */
export async function drive({ hub, io, events, onEvent, decide, terms = {} }: Drive): Promise<TaskView> {
  let id: string | undefined;
  let stream = events;
  let stops = 0;
  const release = io.onStop(() => {
    if (id === undefined || ++stops > 1) process.exit(130);
    io.err("Cancelling. Press Ctrl-C again to leave at once; the task then ends without you.\n");
    // The outcome comes by the stream; that it has ended meanwhile is no news.
    hub.send("POST", `/api/tasks/${id}/cancellation`, {}).catch((error: unknown) => {
      if (!(error instanceof AppError)) io.err(`It could not be cancelled: ${String(error)}\n`);
      else if (error.code !== "wrong_state") io.err(`It could not be cancelled: ${error.detail}\n`);
    });
  });
  try {
    for (;;) {
      const task = await untilAsked(hub, stream, (event) => {
        if (event.kind === "task") id = event.id;
        return onEvent(event);
      });
      id = task.id;
      if (!waits(task.state)) return task;
      const decision = await decide(task);
      if (decision.kind === "leave") return task;
      await tell(hub, task, decision);
      // A model that made the plan makes another of the same task.
      if (decision.kind === "change" && task.plan?.by !== "llm") {
        stream = await hub.events("POST", "/api/tasks", { ...terms, request: decision.words, follows: task.id });
        continue;
      }
      if (decision.kind === "reject") return await hub.get(`/api/tasks/${task.id}`);
      stream = await hub.events("GET", `/api/tasks/${task.id}/events`);
      // What happened before the stream stood open is in the task itself.
      const now = await hub.get<TaskView>(`/api/tasks/${task.id}`);
      if (isOneOfTwo(task, now, decision)) {
        const { needed = 2, given = [] } = now.plan?.approvals ?? {};
        io.err(`${given.length} of ${needed} approvals are given; another person has to approve it too.\n`);
        return now;
      }
      if (waits(now.state)) stream = ended(now);
    }
  } finally {
    release();
  }
}

/** The same plan waits on, for somebody else. */
const isOneOfTwo = (was: TaskView, now: TaskView, { kind }: Decision): boolean =>
  kind === "approve" && now.state === "needs_approval" && now.plan?.digest === was.plan?.digest;

async function* ended(task: TaskView): AsyncIterable<TaskEvent> {
  yield { kind: "end", task };
}

async function untilAsked(hub: Hub, events: AsyncIterable<TaskEvent>, onEvent: Drive["onEvent"]): Promise<TaskView> {
  let id: string | undefined;
  for await (const event of events) {
    if (event.kind === "end") return event.task;
    await onEvent(event);
    if (event.kind !== "task") continue;
    ({ id } = event);
    if (waits(event.state)) break;
  }
  if (id === undefined)
    throw new AppError("hub_unreachable", `${hub.door.where} ended the connection before anything happened.`, {
      hint: "`ailx tasks` shows whether it began.",
    });
  return await hub.get(`/api/tasks/${id}`);
}

async function tell(hub: Hub, task: TaskView, decision: Exclude<Decision, { kind: "leave" }>): Promise<void> {
  const at = `/api/tasks/${task.id}`;
  switch (decision.kind) {
    case "approve": {
      const { typedName, reason, againForMs } = decision;
      const digest = task.plan?.digest ?? "";
      await hub.send("POST", `${at}/approval`, {
        digest,
        ...(typedName === undefined ? {} : { typedName }),
        ...(reason === undefined ? {} : { reason }),
        ...(againForMs === undefined ? {} : { allowAgainForMs: againForMs }),
      });
      return;
    }
    case "answer":
      await hub.send("POST", `${at}/answer`, { answer: decision.answer });
      return;
    case "change":
      await hub.send("POST", `${at}/rejection`, {
        reason: decision.words,
        ...(task.plan?.by === "llm" ? { another: true } : {}),
      });
      return;
    case "reject":
      await hub.send("POST", `${at}/rejection`, {});
  }
}

/** The exit status that a task's state and runs stand for. */
export function statusOfTask({ state, runs, error }: Pick<TaskView, "state" | "runs" | "error">): ExitStatus {
  switch (state) {
    case "succeeded":
    case "planning":
    case "running":
      return exit.ok;
    case "needs_approval":
    case "needs_answer":
    case "rejected":
    case "expired":
      return exit.refused;
    case "declined":
    case "cancelled":
    case "paused":
      return exit.failed;
    case "partly_failed":
    case "failed":
      return statusOfFailure(runs, error);
  }
}

function statusOfFailure(runs: TaskView["runs"], error: TaskView["error"]): ExitStatus {
  if (error && isRefusal(error.code)) return exit.refused;
  const tried = runs.filter(({ state }) => state !== "skipped");
  if (tried.length > 0 && tried.every(({ state }) => state === "unreachable")) return exit.unreachable;
  const refused = tried.length > 0 && tried.every((run) => run.error !== undefined && isRefusal(run.error.code));
  return refused ? exit.refused : exit.failed;
}
