/** A task's life as a stream of events: for the CLI's NDJSON, for server-sent events, for waiting until it ends. */
import type { TaskEvent } from "../../api/task.ts";
import { stallSchema, type Stall } from "../../domain/stall.ts";
import { taskEnded, type RunState, type TaskId, type TaskState } from "../../domain/task.ts";
import type { StoredEvent } from "../db/database.ts";
import { settled } from "./conductor.ts";
import { nameOf, type Ports } from "./ports.ts";
import { shownStall, viewOf } from "./view.ts";

/** States in which a task does nothing by itself: a person has to say something first. */
const waitsForPerson: ReadonlySet<TaskState> = new Set(["needs_approval", "needs_answer", "paused"]);

/**
 * Calls `push` with what happens from now on, and with what is there already; ends by itself with `end` once the task has
 * ended (or, with `untilAsked`, waits for a person). Subscribe before the task is created and nothing is missed.
 */
export function follow({
  ports,
  id,
  push,
  untilAsked = false,
}: {
  ports: Ports;
  id: TaskId;
  push: (event: TaskEvent) => void;
  untilAsked?: boolean;
}): { ended: Promise<void>; stop: () => void } {
  const { store, outputs, db } = ports;
  const ended = Promise.withResolvers<void>();
  const watched = new Map<string, () => void>();
  const toldFrames = new Map<string, number>();
  let over = false;

  const stop = (): void => {
    over = true;
    unsubscribe();
    for (const unwatch of watched.values()) unwatch();
    ended.resolve();
  };

  function watchOutput({ attemptId, run, machine }: { attemptId: string; run: string; machine: string }): void {
    if (watched.has(attemptId)) return;
    const tell = ({ seq, stream, bytes }: { seq: number; stream: "stdout" | "stderr"; bytes: Uint8Array }): void => {
      if (seq < (toldFrames.get(attemptId) ?? 0)) return;
      toldFrames.set(attemptId, seq + 1);
      push({ kind: "output", run, machine, stream, data: Buffer.from(bytes).toString("base64") });
    };
    watched.set(attemptId, outputs.watch(attemptId, tell));
    for (const chunk of outputs.read(attemptId)) tell(chunk);
  }

  function onEvent(event: StoredEvent): void {
    if (event.taskId !== id || over) return;
    const { data, seq } = event;
    if (event.kind === "run") {
      const run = textOf(data["id"]);
      const machine = textOf(data["machine"]);
      if (typeof data["attemptId"] === "string") watchOutput({ attemptId: data["attemptId"], run, machine });
      push({
        kind: "run",
        seq,
        id: run,
        stepId: textOf(data["stepId"]),
        machine,
        state: data["state"] as RunState,
        line: textOf(data["line"]),
      });
    } else if (event.kind === "stall") {
      const stall = data["stall"];
      const told = isStall(stall) ? { stall: shownStall(stall) } : {};
      push({ kind: "stall", seq, run: textOf(data["id"]), machine: textOf(data["machine"]), ...told });
    } else if (event.kind === "task") push({ kind: "task", seq, id, state: data["state"] as TaskState });
  }

  function check(): void {
    const task = store.find(id);
    if (!task || over) return;
    const asked = untilAsked && waitsForPerson.has(task.state);
    const done = taskEnded(task.state) && settled(task.revision === 0 ? [] : store.runs(id, task.revision));
    if (!asked && !done) return;
    push({ kind: "end", task: viewOf({ store, task, nameOf: (machine) => nameOf(ports, machine) }) });
    stop();
  }

  const unsubscribe = db.onEvents((events) => {
    events.forEach(onEvent);
    if (events.some((event) => event.taskId === id)) check();
  });
  const task = store.find(id);
  if (task && task.revision > 0) {
    const runs = store.runs(id, task.revision);
    for (const attempt of store.attemptsOf(id, task.revision)) {
      const run = runs.find((item) => item.id === attempt.runId);
      if (run) watchOutput({ attemptId: attempt.id, run: run.id, machine: run.machineName });
    }
  }
  check();
  return { ended: ended.promise, stop };
}

/** An event's data is JSON of our own making; what is no text there is told as none. */
const isStall = (value: unknown): value is Stall => stallSchema().safeParse(value).success;
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
