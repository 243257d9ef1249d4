/**
 * The desk of a planner that looks before it proposes: reads on machines, each a task of its own through the same door as
 * everything; what it tells people as it goes; what they say meanwhile. One desk a task that is being planned.
 */
import { AppError, errorBody } from "../../domain/error.ts";
import { machineId, type Machine } from "../../domain/machine.ts";
import { taskEnded, type TaskId } from "../../domain/task.ts";
import type { TurnPart } from "../../domain/turn.ts";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { parseTarget, select } from "../../domain/target.ts";
import { toolNamed } from "../../tools/index.ts";
import type { Change, EventEntry } from "../db/database.ts";
import { insertInto } from "../db/insert.ts";
import type { Desk, LookAnswer, LookCall } from "../planning/planner.ts";
import { beginLook } from "./beginLook.ts";
import { deskPlan } from "./deskPlan.ts";
import { hubMachine, type Ports } from "./ports.ts";
import type { First } from "./propose.ts";
import type { Task } from "./rows.ts";
import { turn } from "./table.ts";
import { turnsOf } from "./turns.ts";

export type OpenDesk = {
  desk: Desk;
  /** Resolves at its first use: from then on planning may take its time, and nobody is kept waiting for it. */
  begun: Promise<void>;
  signal: AbortSignal;
  close: () => void;
};

/** Beyond a tool's own limit: until then its machine is given up as well. */
const patienceMs = 15_000;
/** After a start agents are back within a second, on a slow network within some. */
const returnMs = 5_000;
/** A part is stored and read whole; what is longer is cut. */
const partChars = 32_000;

type Parts = {
  ports: Ports;
  first: First;
  advance: (id: TaskId) => Promise<void>;
  /** Ends a look that nobody waits for any more. */
  cancel: (id: TaskId) => Promise<void>;
};

export function makeDesks({ ports, first, advance, cancel }: Parts) {
  const { store, db, clock } = ports;
  const startedMs = performance.now();
  const open = new Map<TaskId, { abort: AbortController; last: number; revision: number; heard: () => void }>();

  const rowOf = (task: Pick<Task, "id" | "revision">, seq: number, part: TurnPart): Change =>
    insertInto(
      turn,
      { taskId: task.id, seq, revision: task.revision, partJson: JSON.stringify(cut(part)), atMs: clock() },
      { replace: true },
    );
  const eventOf = (id: TaskId, seq: number, part: TurnPart): EventEntry => ({
    kind: "turn",
    taskId: id,
    data: { seq, kind: part.kind },
  });

  async function put(task: Task, parts: readonly { part: TurnPart; seq?: number }[]): Promise<number[]> {
    const mine = open.get(task.id);
    if (parts.length === 0 || !mine) return [];
    const rows = parts.map(({ part, seq }) => ({ part, seq: seq ?? ++mine.last }));
    await db.commit({
      do: rows.map(({ seq, part }) => rowOf(task, seq, part)),
      events: rows.map(({ seq, part }) => eventOf(task.id, seq, part)),
      sync: "later",
    });
    return rows.map(({ seq }) => seq);
  }

  async function look(task: Task, call: LookCall, signal: AbortSignal): Promise<LookAnswer> {
    try {
      if (signal.aborted) throw new AppError("cancelled", "This was stopped before it began.");
      const plan = deskPlan(call, inReach(ports, task));
      await returned(
        plan.steps.flatMap((step) => step.machineIds),
        signal,
      );
      const begun = await beginLook({ ports, first, task, plan, title: `Look: ${plan.steps[0]?.title ?? call.tool}` });
      if ("refused" in begun) return { refused: begun.refused, runs: [] };
      await advance(begun.id);
      await ended(begun.id, toolNamed(call.tool).timeoutMs + patienceMs, signal);
      return { runs: runsOf(begun.id) };
    } catch (error) {
      if (!(error instanceof AppError)) ports.log.error("desk.look_failed", { taskId: task.id, error: String(error) });
      return { refused: errorBody(error), runs: [] };
    }
  }

  /** Right after a start the machines are on their way back; what a model hears of them then, it would take for the truth. */
  async function returned(machineIds: readonly string[], signal: AbortSignal): Promise<void> {
    const isAway = (id: string): boolean => id !== hubMachine && !ports.link.connected(machineId(id));
    const untilMs = startedMs + (ports.returnMs ?? returnMs);
    while (performance.now() < untilMs && !signal.aborted && machineIds.some(isAway)) await Bun.sleep(25);
  }

  async function ended(id: TaskId, limitMs: number, signal: AbortSignal): Promise<void> {
    const over = Promise.withResolvers<void>();
    const check = (): void => {
      const state = store.find(id)?.state;
      if (!state || taskEnded(state)) over.resolve();
    };
    const unsubscribe = db.onEvents((events) => {
      if (events.some(({ taskId, kind }) => taskId === id && kind === "task")) check();
    });
    const timer = setTimeout(over.resolve, limitMs);
    const stop = (): void => over.resolve();
    signal.addEventListener("abort", stop, { once: true });
    check();
    await over.promise;
    unsubscribe();
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    const state = store.find(id)?.state;
    if (state && !taskEnded(state)) await cancel(id).catch(() => {});
  }

  const runsOf = (id: TaskId): LookAnswer["runs"] =>
    store.runs(id, 1).map(({ id: run, machineId, machineName, state, line, output, error }) => ({
      id: run,
      machineId,
      machine: machineName,
      state,
      line,
      ...(output ? { output } : {}),
      ...(error ? { error } : {}),
    }));

  async function search(task: Task, about: { runId: string; text: string; limit: number }, signal: AbortSignal) {
    const run = store.run(about.runId);
    const attempt = run && store.attempts(run.id).at(-1);
    const here = run && (run.machineId === hubMachine || inReach(ports, task).some(({ id }) => id === run.machineId));
    const wanted = about.text.split("\n")[0]?.slice(0, 200) ?? "";
    if (!ports.search || !attempt || !here || wanted === "" || store.output(attempt.id)?.stored === "removed")
      return [];
    await ports.outputs.flush(attempt.id);
    const found = await ports.search.find({
      raw: ports.outputs.rawOf(attempt.id),
      packed: ports.outputs.packedOf(attempt.id),
      text: wanted,
      stream: undefined,
      limit: Math.min(Math.max(1, about.limit), 100),
      exactCase: false,
      signal,
    });
    return found.items.map(({ line, text }) => ({ line, text }));
  }

  return {
    /** Parts that an earlier start left open are closed; what people said to it counts again. */
    open: (task: Task): OpenDesk => {
      const abort = new AbortController();
      const before = turnsOf(db, task.id);
      open.set(task.id, { abort, last: before.at(-1)?.seq ?? 0, revision: task.revision, heard: () => {} });
      const begun = Promise.withResolvers<void>();
      let told = before.findLast(({ revision }) => revision < task.revision)?.seq ?? 0;
      const stale = openCalls(before.filter(({ revision }) => revision === task.revision).map(({ part }) => part));
      const desk: Desk = {
        signal: abort.signal,
        look: (calls) => {
          begun.resolve();
          return Promise.all(calls.map((call) => look(task, call, abort.signal)));
        },
        tell: async (parts) => {
          begun.resolve();
          const closing = stale.splice(0).map((part) => ({ part }));
          if (closing.length > 0) await put(task, closing);
          return put(task, parts);
        },
        steered: () => {
          const said = turnsOf(db, task.id, told + 1).filter(({ part }) => part.kind === "steered");
          told = said.at(-1)?.seq ?? told;
          return said.flatMap(({ part }) => (part.kind === "steered" ? [part.text] : []));
        },
        onSteered: (heard) => {
          const mine = open.get(task.id);
          if (mine) mine.heard = heard;
        },
        search: (runId, text, limit) => search(task, { runId, text, limit }, abort.signal),
      };
      return { desk, begun: begun.promise, signal: abort.signal, close: () => void open.delete(task.id) };
    },

    /** The person says something to a planner at work. Throws `wrong_state` where none is. */
    steer: async (task: Task, name: string, text: string): Promise<void> => {
      if (task.state !== "planning" || !open.has(task.id))
        throw new AppError("wrong_state", "No plan is being made for this task, so nobody would hear it.", {
          hint: "Go on from it with a request of its own.",
        });
      await put(task, [{ part: { kind: "steered", name, text } }]);
      open.get(task.id)?.heard();
    },

    /** Something is said beside a task that is not being planned. */
    say: async (task: Task, part: TurnPart): Promise<void> => {
      const seq = (turnsOf(db, task.id).at(-1)?.seq ?? 0) + 1;
      await db.commit({ do: [rowOf(task, seq, part)], events: [eventOf(task.id, seq, part)], sync: "later" });
    },

    /** Its task was cancelled: nothing more is asked of machines or models. */
    stop: (id: TaskId): void => open.get(id)?.abort.abort(),
    close: (): void => {
      for (const { abort } of open.values()) abort.abort();
    },
  };
}

export type Desks = ReturnType<typeof makeDesks>;

/** The machines that exist for who asked, and that the request was limited to. */
export function inReach({ fleet }: Pick<Ports, "fleet">, { ask }: Pick<Task, "ask">): Machine[] {
  const all = fleet.list(ask.scope);
  return ask.on === undefined || ask.on.trim() === "" ? all : select(parseTarget(ask.on), all);
}

/** Calls whose answer nobody heard any more. */
function openCalls(parts: readonly TurnPart[]): TurnPart[] {
  const answered = new Set(parts.flatMap((part) => (part.kind === "found" ? [part.call] : [])));
  return parts.flatMap((part): TurnPart[] =>
    part.kind === "call" && !answered.has(part.id)
      ? [
          {
            kind: "found",
            by: part.by,
            call: part.id,
            state: "not_made",
            line: untrusted("the hub was restarted meanwhile; planning begins anew"),
            runs: [],
          },
        ]
      : [],
  );
}

function cut(part: TurnPart): TurnPart {
  if (part.kind !== "thinking" && part.kind !== "said") return part;
  const text = forHtml(part.text);
  return text.length > partChars ? { ...part, text: untrusted(`${text.slice(0, partChars)} …`) } : part;
}
