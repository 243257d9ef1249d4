/** Runs that are silent: what their agents say they wait for, stored while it lasts, and what people do about it. */
import { mayAct } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { MachineId } from "../../domain/machine.ts";
import type { Stall, StallAction } from "../../domain/stall.ts";
import { runEnded } from "../../domain/task.ts";
import type { TurnPart } from "../../domain/turn.ts";
import { showHidden, untrusted } from "../../domain/untrusted.ts";
import type { AuditEntry, EventEntry } from "../db/database.ts";
import type { Link } from "../link/link.ts";
import type { By } from "./create.ts";
import type { Ports } from "./ports.ts";
import type { Run, Task } from "./rows.ts";

export type Asked = {
  action: StallAction;
  text?: string | undefined;
  /** The prompt that is answered, as the caller saw it. */
  prompt?: string | undefined;
};

type StallPorts = Pick<Ports, "store" | "db" | "log" | "advise"> & { link: Pick<Link, "connected" | "act"> };
/** What a model would do about it, shown beside the task; nothing is done by it. */
type Say = (task: Task, part: TurnPart) => Promise<void>;

export function makeStalls({ store, db, link, log, advise }: StallPorts, say: Say = async () => {}) {
  /** Runs that a model was asked about, with what they waited for. */
  const advised = new Set<string>();

  // An agent's word about another machine's call counts for nothing.
  function ownRun(machineId: MachineId, attemptId: string): Run | undefined {
    const attempt = store.attempt(attemptId);
    const run = attempt ? store.run(attempt.runId) : undefined;
    return run?.machineId === machineId && !runEnded(run.state) ? run : undefined;
  }

  async function keep(machineId: MachineId, attemptId: string, stall: Stall | undefined): Promise<void> {
    const run = ownRun(machineId, attemptId);
    if (!run) return;
    await db
      .commit({ do: [store.setStall(run.id, stall)], events: [eventOf(run, stall)] })
      .catch((error: unknown) => log.warn("stall.not_stored", { attemptId, error: String(error) }));
    if (stall)
      await advice(run, stall).catch((error: unknown) =>
        log.warn("stall.no_advice", { attemptId, error: String(error) }),
      );
  }

  async function advice(run: Run, stall: Stall): Promise<void> {
    const task = store.find(run.taskId);
    const plan = task && store.plan(task.id, run.revision)?.plan;
    const key = `${run.id} ${stall.kind} ${stall.prompt ?? ""}`;
    if (!advise || !task || plan?.by !== "llm" || advised.has(key)) return;
    advised.add(key);
    const title = plan.steps.find(({ id }) => id === run.stepId)?.title ?? run.stepId;
    const text = await advise(task.id, { request: task.request, title, machine: run.machineName, stall });
    if (text !== undefined && store.run(run.id)?.stall)
      await say(task, { kind: "said", by: "adviser", text: untrusted(text) });
  }

  /** An open run by its id or the last six characters of it. Throws `not_found`, `wrong_state`. */
  function openRun(id: string): { run: Run; attemptId: string } {
    const found = store.openRuns().filter(({ run }) => run.id === id || (id.length === 6 && run.id.endsWith(id)));
    const [only] = found;
    if (only && found.length === 1) return { run: only.run, attemptId: only.attempt.id };
    const ended = store.run(id);
    if (ended?.state === "queued") throw new AppError("wrong_state", "This run has not begun.");
    if (ended) throw new AppError("wrong_state", "This run has already ended.");
    throw new AppError("not_found", `No run that goes on is called ${JSON.stringify(id.slice(0, 40))}.`, {
      hint: "`ailx task ID` shows the runs of a task.",
    });
  }

  /** Does something to a run that goes on. Throws `wrong_state`, `agent_offline`, `not_supported`, `validation`. */
  async function act(id: string, by: By, asked: Asked): Promise<Run> {
    if (!mayAct(by.actor.role)) throw new AppError("forbidden", "Viewers only look.");
    const { run, attemptId } = openRun(id);
    check(run, asked);
    if (!link.connected(run.machineId))
      throw new AppError("agent_offline", `${run.machineName} is not connected.`, {
        hint: "It goes on there; try again once the machine is back.",
      });
    const { action, text } = asked;
    const entry = auditOf(run, by, asked);
    const wait = action === "wait";
    await db.commit({
      do: wait ? [store.setStall(run.id, undefined)] : [],
      events: wait ? [eventOf(run, undefined)] : [],
      audit: [entry],
    });
    try {
      link.act(run.machineId, {
        callId: attemptId,
        action,
        ...(action === "answer" ? { text: text ?? "" } : {}),
        actor: by.actor.name.slice(0, 128),
      });
    } catch (error) {
      const code = error instanceof AppError ? error.code : "internal";
      await db.commit({
        do: [],
        audit: [{ ...entry, action: "run.action_failed", data: { runId: run.id, action, code } }],
      });
      throw error;
    }
    return store.run(run.id) ?? run;
  }

  return {
    stalled: (machineId: MachineId, attemptId: string, stall: Stall): void => void keep(machineId, attemptId, stall),
    moving: (machineId: MachineId, attemptId: string): void => void keep(machineId, attemptId, undefined),
    act,
    openRun,
  };
}

function check({ stall }: Run, { action, text, prompt }: Asked): void {
  if (action === "wait" && !stall) throw new AppError("wrong_state", "This run is not silent.");
  if (action !== "answer") return;
  if (text === undefined)
    throw new AppError("validation", "An answer needs its text.", { fields: { text: "is what is typed" } });
  if (!stall?.actions.includes("answer"))
    throw new AppError("wrong_state", stall ? "What it waits for cannot be answered." : "This run asks nothing.", {
      hint: "Only a command that runs on a terminal of its own can be answered: `ailx exec --terminal`.",
    });
  const asks = stall.prompt ?? "";
  if (prompt !== undefined && prompt !== asks && prompt !== showHidden(asks))
    throw new AppError("wrong_state", "It asks something else by now.", { hint: "Look at the run again." });
}

const eventOf = (run: Run, stall: Stall | undefined): EventEntry => ({
  kind: "stall",
  taskId: run.taskId,
  machineId: run.machineId,
  data: { id: run.id, stepId: run.stepId, machine: run.machineName, ...(stall ? { stall } : {}) },
});

// What was typed for a secret is in no record; that something was is.
const auditOf = (run: Run, by: By, { action, text }: Asked): AuditEntry => ({
  actor: by.actor,
  origin: by.origin,
  action: "run.acted_on",
  taskId: run.taskId,
  machineId: run.machineId,
  data: {
    runId: run.id,
    action,
    ...(run.stall ? { kind: run.stall.kind } : {}),
    ...(action !== "answer"
      ? {}
      : run.stall?.kind === "prompt" || run.stall?.kind === "pager"
        ? { text: text ?? "" }
        : { text: "(not kept)" }),
  },
});
