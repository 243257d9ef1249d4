/** Which task an undo means: the one it was called for, the one that words name, or the person's own last change. */
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import type { Plan } from "../../domain/plan.ts";
import type { Ports } from "./ports.ts";
import type { Task } from "./rows.ts";
import { undoPlan, type Undoing } from "./undo.ts";
import { undoStore } from "./undoStore.ts";
import { undoWords } from "./undoWords.ts";

/** Undefined where the task asks for no undo. Throws what `undoPlan` throws, `not_found`, and `wrong_state` where nothing is meant. */
export function undoAsked(ports: Ports, task: Task, fleet: readonly Machine[]): Plan | undefined {
  const { ask } = task;
  if (ask.undoOf !== undefined)
    return planOf(ports, ports.store.get(ask.undoOf), fleet, { step: ask.undoStep, force: ask.force });
  const words = task.kind === "ask" ? undoWords(task.request) : undefined;
  if (!words) return undefined;
  const meant =
    words.task === undefined
      ? undoStore(ports).lastOf(task.actor.id, task.id)
      : named(ports, words.task, ask.scope === undefined ? undefined : fleet);
  if (!meant)
    throw new AppError("wrong_state", "None of your last tasks changed anything that is not undone already.", {
      hint: "To undo another one, name it: undo task 4f09c2.",
    });
  return planOf(ports, meant, fleet, words);
}

/** Words pass no door: what touched a machine outside of the scope is, as at the doors, a task that is not there. */
function named({ store }: Ports, wanted: string, within: readonly Machine[] | undefined): Task {
  const task = store.get(wanted);
  if (within === undefined) return task;
  const here = new Set<string>(within.map(({ id }) => id));
  const touched = Array.from({ length: task.revision }, (_, at) => store.plan(task.id, at + 1)?.plan.steps ?? [])
    .flat()
    .flatMap(({ machineIds }) => machineIds);
  if (touched.length > 0 && touched.every((id) => here.has(id))) return task;
  throw new AppError("not_found", `There is no task ${JSON.stringify(wanted)}.`);
}

const planOf = (
  ports: Ports,
  task: Task,
  fleet: readonly Machine[],
  { step, force }: { step?: string | undefined; force?: boolean | undefined },
): Plan => undoPlan({ undoing: undoingOf(ports, task), fleet, step, force });

/** Everything that is known of taking a task back. */
export const undoingOf = (ports: Pick<Ports, "store" | "clock">, task: Task): Undoing => {
  const stored = task.revision === 0 ? undefined : ports.store.plan(task.id, task.revision);
  return {
    task,
    stored,
    runs: stored ? ports.store.runs(task.id, task.revision) : [],
    ways: ports.store.ways(task.id),
    nowMs: ports.clock(),
  };
};
