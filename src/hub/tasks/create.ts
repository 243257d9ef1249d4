/** A new task: a request in words, a typed command, or one tool. One door for all three. */
import type { ExecRequest, RetryRequest, TaskRequest, ToolRequest } from "../../api/task.ts";
import type { UndoRequest } from "../../api/undo.ts";
import { mayAct, type Actor } from "../../domain/account.ts";
import type { AuditEntry, Change } from "../db/database.ts";
import { AppError } from "../../domain/error.ts";
import { parseTarget } from "../../domain/target.ts";
import { envOf } from "../../domain/secret.ts";
import { taskId, type TaskId, type TaskKind } from "../../domain/task.ts";
import { showHidden } from "../../domain/untrusted.ts";
import { newId } from "../../lib/ids.ts";
import { toolNamed } from "../../tools/index.ts";
import type { Conductor } from "./conductor.ts";
import type { Ports } from "./ports.ts";
import { outcomeOf } from "./outcome.ts";
import { proposal } from "./propose.ts";
import { retryAsk } from "./retry.ts";
import type { Ask, Task } from "./rows.ts";
import { threadOf } from "./thread.ts";

export type By = { actor: Actor; origin: string; channel: Ask["channel"] };

/** What is stored in the same commit as the task, and who wants to know that it is. */
export type Also = { do: Change[]; audit: AuditEntry[]; stored?: () => void };

/** What the caller wants to know before anything happens: the id, so that nothing of the task is missed. */
export type Created = { id: TaskId; done: Promise<void> };

export function makeCreate({ ports, conductor }: { ports: Ports; conductor: Conductor }) {
  return {
    ask: (by: By, { request, follows, ...ask }: TaskRequest): Created =>
      create(by, "ask", request, { ...ask, ...threadOf(ports, follows) }),
    exec: (by: By, { command, on, answers, secrets, ...ask }: ExecRequest): Created =>
      create(by, "exec", command, {
        ...strip(ask),
        command,
        on,
        ...(answers ? { typed: answers } : {}),
        ...(secrets ? { secrets: secrets.map(({ name, env = envOf(name) }) => ({ name, env })) } : {}),
      }),
    tool: (by: By, name: string, { on, input, ...ask }: ToolRequest): Created =>
      create(by, "tool", `${titleOf(name, input)}${on === undefined ? "" : ` on ${on}`}`.slice(0, 2_000), {
        ...strip(ask),
        tool: name,
        input,
        ...(on === undefined ? {} : { on }),
      }),
    /** A time of a schedule has come. `also` is stored with the task, so that it comes once. */
    due: (by: By, request: string, { id, schedule, also }: { id: string; schedule: string; also: Also }): Created =>
      create(by, "ask", request, { schedule }, { id: taskId(id), also }),
    /** The same steps where an ended task did not end well; whoever tries again stands for it as if it were asked anew. */
    retry: (by: By, id: string, { machines }: RetryRequest): Created => {
      const { store } = ports;
      const task = store.get(id);
      const runs = task.revision === 0 ? [] : store.runs(task.id, task.revision);
      return create(by, task.kind, task.request, retryAsk({ task, runs, machines }));
    },
    /** What an ended task changed is taken back, from its last step to its first: a plan of its own, judged and approved anew. */
    undo: (by: By, id: string, { step, force }: UndoRequest): Created => {
      const task = ports.store.get(id);
      return create(
        by,
        "tool",
        `Undo ${step === undefined ? "" : `step ${step} of `}“${task.request}”`.slice(0, 2_000),
        {
          undoOf: task.id,
          ...(step === undefined ? {} : { undoStep: step }),
          ...(force === undefined ? {} : { force }),
        },
      );
    },
  };

  function create(
    by: By,
    kind: TaskKind,
    request: string,
    ask: Partial<Ask>,
    { id = taskId(newId()), also }: { id?: TaskId; also?: Also } = {},
  ): Created {
    if (!mayAct(by.actor.role))
      throw new AppError("forbidden", "Viewers only look.", { hint: "An operator or admin can do this." });
    if (ask.on !== undefined) parseTarget(ask.on);
    const task: Task = {
      id,
      kind,
      request,
      ask: { ...withoutScope(ask), ...whoAsks(by) },
      state: "planning",
      actor: { id: by.actor.id, name: by.actor.name },
      revision: 0,
      outcome: undefined,
      headline: undefined,
      risk: undefined,
      machines: 0,
      createdAtMs: ports.clock(),
      endedAtMs: undefined,
    };
    return { id: task.id, done: kind === "ask" && ask.retryOf === undefined ? plannedLater(task, also) : atOnce(task) };
  }

  // A planner may take its time, so the request is stored before it is asked.
  async function plannedLater(task: Task, also: Also = { do: [], audit: [] }): Promise<void> {
    await ports.db.commit({
      do: [ports.store.insertTask(rowOf(task)), ...also.do],
      events: [{ kind: "task", taskId: task.id, data: { state: "planning" } }],
      audit: [
        {
          actor: task.actor,
          origin: task.ask.origin,
          action: "task.created",
          taskId: task.id,
          data: { request: task.request },
        },
        ...also.audit,
      ],
    });
    also.stored?.();
    await conductor.advance(task.id);
  }

  // Nothing to plan: task, plan, approval by typing, runs and first attempts are one commit.
  async function atOnce(task: Task): Promise<void> {
    const outcome = await conductor.look(task, await outcomeOf(ports, task));
    if (outcome.kind === "decline")
      throw new AppError(
        "no_machine",
        outcome.reason,
        outcome.nearest[0] === undefined ? {} : { hint: outcome.nearest[0] },
      );
    const prepared = proposal({
      ports,
      task,
      outcome,
      first: conductor.first,
      move: (values) => ports.store.insertTask({ ...rowOf(task), ...values }),
    });
    await ports.db.commit(prepared);
    for (const after of prepared.after) after();
    await conductor.advance(task.id);
  }
}

/** “Edit /etc/motd”; the tool's name where its input does not fit, which is refused where it is planned. */
function titleOf(name: string, input: ToolRequest["input"]): string {
  const tool = toolNamed(name);
  const parsed = tool.input().safeParse(input);
  return parsed.success ? showHidden(tool.preview(parsed.data).title) : tool.name;
}

// `waitMs` is about the answer, not about the task.
const strip = <T extends { waitMs?: number | undefined }>({ waitMs: _waitMs, ...rest }: T): Omit<T, "waitMs"> => rest;

/** A task that is tried again goes by who tries again, not by who asked first. */
const withoutScope = ({ scope: _scope, ...rest }: Partial<Ask>): Partial<Ask> => rest;
const whoAsks = ({ actor, origin, channel }: By): Pick<Ask, "origin" | "channel" | "role" | "scope"> => ({
  origin,
  channel,
  role: actor.role,
  ...(actor.scope === undefined ? {} : { scope: actor.scope }),
});

const rowOf = (task: Task) => ({
  id: task.id,
  kind: task.kind,
  request: task.request,
  askJson: JSON.stringify(task.ask),
  state: task.state as string,
  actorId: task.actor.id,
  actorName: task.actor.name,
  revision: task.revision,
  machines: task.machines,
  createdAtMs: task.createdAtMs,
  ...(task.ask.thread === undefined ? {} : { threadId: task.ask.thread }),
});
