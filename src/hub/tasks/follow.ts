/** A task's life as a stream of events: for the CLI's NDJSON, for server-sent events, for waiting until it ends. */
import type { TaskEvent } from "../../api/task.ts";
import type { Stall } from "../../domain/stall.ts";
import { runEnded, taskEnded, type RunState, type TaskId, type TaskState } from "../../domain/task.ts";
import type { StoredEvent } from "../db/database.ts";
import { settled } from "./conductor.ts";
import type { Cursor } from "./outputCursor.ts";
import type { Chunk } from "./outputFormat.ts";
import { nameOf, type Ports } from "./ports.ts";
import { pumpAll } from "./pump.ts";
import { turnsOf, turnViewOf } from "./turns.ts";
import { shownStall, viewOf } from "./view.ts";

/** States in which a task does nothing by itself: a person has to say something first. */
const waitsForPerson: ReadonlySet<TaskState> = new Set(["needs_approval", "needs_answer", "paused"]);

type Told = { attemptId: string; run: string; machine: string };
type Watched = Told & { cursor: Cursor; unwatch: () => void; queued: boolean };
type Following = { ended: Promise<void>; stop: () => void };

/**
 * Calls `push` with what happens from now on, and with what is there already; ends by itself with `end` once the task has
 * ended (or, with `untilAsked`, waits for a person). Subscribe before the task is created and nothing is missed.
 * Output is read from what is stored, at the reader's pace: a run is told as ended after all that it wrote.
 */
export function follow({
  ports,
  id,
  push,
  hasRoom = () => true,
  room = () => Promise.resolve(),
  untilAsked = false,
  withOutput = true,
}: {
  ports: Ports;
  id: TaskId;
  push: (event: TaskEvent) => void;
  /** Absent: the reader is never slow. */
  hasRoom?: () => boolean;
  room?: () => Promise<void>;
  untilAsked?: boolean;
  withOutput?: boolean;
}): Following {
  const { store, outputs, db, log } = ports;
  const ended = Promise.withResolvers<void>();
  const watched = new Map<string, Watched>();
  // What is still to be told, in order; output is in it as a place to read from and takes no memory.
  const steps: (() => void | Promise<void>)[] = [];
  const grown = new Set<number>();
  let over = false;
  let busy = false;
  let lastAsked = false;
  let hasEnded = false;

  const stop = (): void => {
    over = true;
    unsubscribe();
    for (const { unwatch, cursor } of watched.values()) {
      unwatch();
      void cursor.close().catch(() => {});
    }
    ended.resolve();
  };

  // Goes on by itself only where something has to be waited for: a short command's output leaves in the same turn.
  function next(): void {
    if (busy) return;
    busy = true;
    for (let step = steps.shift(); step && !over; step = steps.shift()) {
      const waited = tried(step);
      if (!waited) continue;
      void waited
        .catch((error: unknown) => over || log.error("follow.failed", { taskId: id, error: String(error) }))
        .finally(() => {
          busy = false;
          next();
        });
      return;
    }
    busy = false;
  }

  // What one reader meets is that reader's alone: an agent whose word is told here goes on.
  function tried(step: () => void | Promise<void>): void | Promise<void> {
    try {
      return step();
    } catch (error) {
      log.error("follow.failed", { taskId: id, error: String(error) });
    }
  }

  const tell = (step: () => void | Promise<void>): void => {
    steps.push(step);
    next();
  };

  const drain = ({ cursor, run, machine }: Watched, gave?: () => void): void | Promise<void> =>
    pumpAll({
      cursor,
      give: (chunk) => {
        push(outputEvent(chunk, { run, machine }));
        gave?.();
      },
      hasRoom,
      room,
      over: () => over,
      once: gave !== undefined,
    });

  function watchOutput(told: Told): void {
    const { attemptId } = told;
    if (!withOutput || watched.has(attemptId)) return;
    const more = (): void => {
      if (mine.queued) return;
      mine.queued = true;
      tell(() => {
        mine.queued = false;
        // One portion, then behind the others: no run keeps the rest from being heard.
        return drain(mine, more);
      });
    };
    const mine: Watched = {
      ...told,
      cursor: outputs.cursor({ attemptId }),
      unwatch: outputs.watch(attemptId, more),
      queued: false,
    };
    watched.set(attemptId, mine);
    more();
  }

  function onEvent(event: StoredEvent): void {
    if (event.taskId !== id || over) return;
    const { data, seq } = event;
    if (event.kind === "run") {
      const run = textOf(data["id"]);
      const machine = textOf(data["machine"]);
      const attemptId = textOf(data["attemptId"]);
      const state = data["state"] as RunState;
      if (attemptId !== "") watchOutput({ attemptId, run, machine });
      const mine = watched.get(attemptId);
      if (mine && runEnded(state)) tell(() => drain(mine));
      tell(() =>
        push({ kind: "run", seq, id: run, stepId: textOf(data["stepId"]), machine, state, line: textOf(data["line"]) }),
      );
    } else if (event.kind === "stall") {
      const stall = data["stall"] as Stall | undefined;
      const [run, machine] = [textOf(data["id"]), textOf(data["machine"])];
      tell(() => push({ kind: "stall", seq, run, machine, ...(stall ? { stall: shownStall(stall) } : {}) }));
    } else if (event.kind === "turn") {
      const part = Number(data["seq"]);
      // By when it is told it may have grown; it is told once for what it is by then.
      if (!grown.has(part))
        tell(() => {
          grown.delete(part);
          const [stored] = turnsOf(db, id, part);
          if (stored?.seq === part) push({ kind: "turn", seq, turn: turnViewOf(stored) });
        });
      grown.add(part);
    } else if (event.kind === "task") tell(() => push({ kind: "task", seq, id, state: data["state"] as TaskState }));
  }

  // Runs of a task that goes on say nothing of its end: a large one would be looked up for each of them.
  function mayEndIt({ taskId, kind }: StoredEvent): boolean {
    return taskId === id && (kind === "task" || hasEnded);
  }

  function check(): void {
    const task = store.find(id);
    hasEnded = task !== undefined && taskEnded(task.state);
    if (!task || over || lastAsked) return;
    const asked = untilAsked && waitsForPerson.has(task.state);
    const done = taskEnded(task.state) && settled(task.revision === 0 ? [] : store.runs(id, task.revision));
    if (!asked && !done) return;
    lastAsked = true;
    const view = viewOf({
      store,
      task,
      nameOf: (machine) => nameOf(ports, machine),
      nowMs: ports.clock(),
      isKept: ports.memory?.has,
    });
    tell(() => {
      push({ kind: "end", task: view });
      stop();
    });
  }

  const unsubscribe = db.onEvents((events) => {
    events.forEach(onEvent);
    if (events.some(mayEndIt)) check();
  });
  const task = store.find(id);
  if (task && task.revision > 0 && withOutput) {
    const runs = new Map(store.runs(id, task.revision).map((run) => [run.id as string, run]));
    for (const attempt of store.attemptsOf(id, task.revision)) {
      const run = runs.get(attempt.runId);
      if (run) watchOutput({ attemptId: attempt.id, run: run.id, machine: run.machineName });
    }
  }
  check();
  return { ended: ended.promise, stop };
}

const outputEvent = (
  { stream, bytes, leftOut }: Chunk,
  { run, machine }: Pick<Told, "run" | "machine">,
): TaskEvent => ({
  kind: "output",
  run,
  machine,
  stream,
  data: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64"),
  ...(leftOut === undefined ? {} : { leftOut }),
});

/** An event's data is JSON of our own making; what is no text there is told as none. */
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
