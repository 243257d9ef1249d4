/** Begins a task of reads that belongs to another one: judged, dispatched and audited like any other, and never asked about. */
import { errorBody, type ErrorBody } from "../../domain/error.ts";
import type { Plan } from "../../domain/plan.ts";
import { taskId, type TaskId } from "../../domain/task.ts";
import { newId } from "../../lib/ids.ts";
import type { Ports } from "./ports.ts";
import { proposal, type First } from "./propose.ts";
import type { Task } from "./rows.ts";

/** Why it was not begun: a rule refuses it, or somebody would have to be asked first. */
export type Begun = { id: TaskId } | { refused: ErrorBody };

export async function beginLook({
  ports,
  first,
  task,
  plan,
  title,
  quiet = false,
}: {
  ports: Ports;
  first: First;
  task: Task;
  plan: Plan;
  title: string;
  /** One that is refused leaves no trace: nobody asked for it by itself. */
  quiet?: boolean;
}): Promise<Begun> {
  const { retryOf: _retry, undoOf: _undo, planOnly: _plan, ...ask } = task.ask;
  const look: Task = {
    ...task,
    id: taskId(newId()),
    kind: "look",
    ask,
    state: "planning",
    revision: 0,
    outcome: undefined,
  };
  let told: Record<string, unknown> = {};
  const prepared = proposal({
    ports,
    task: look,
    outcome: { kind: "plan", plan },
    first,
    move: (values) => {
      told = values;
      return ports.store.insertTask({
        id: look.id,
        kind: look.kind,
        request: title.slice(0, 2_000),
        askJson: JSON.stringify(ask),
        actorId: look.actor.id,
        actorName: look.actor.name,
        revision: 0,
        machines: 0,
        createdAtMs: ports.clock(),
        ...values,
      });
    },
  });
  if (told["state"] === "needs_approval")
    return {
      refused: { code: "forbidden", detail: `“${plan.understood}” needs somebody's approval, so it is no look.` },
    };
  if (quiet && prepared.after.length === 0) return { refused: errorBody(undefined) };
  // Machines that are away are runs that end at once.
  await ports.db.commit(prepared);
  for (const after of prepared.after) after();
  if (told["state"] !== "failed") return { id: look.id };
  const { outcome } = ports.store.get(look.id);
  return { refused: outcome?.kind === "error" ? outcome.error : errorBody(undefined) };
}
