/** A conversation: tasks that go on from each other. A request in it is planned with what was said and done before. */
import type { Machine, MachineId } from "../../domain/machine.ts";
import { taskId } from "../../domain/task.ts";
import type { Before } from "../planning/planner.ts";
import type { Ports } from "./ports.ts";
import type { Ask, Task } from "./rows.ts";

/** So many earlier turns are told to a planner. */
const turnsAtMost = 10;

/** The conversation that a follow-up belongs to. Throws `not_found`. */
export function threadOf(
  { store }: Pick<Ports, "store">,
  follows: string | undefined,
): Pick<Ask, "follows" | "thread"> {
  if (follows === undefined) return {};
  const earlier = store.get(follows);
  return { follows: earlier.id, thread: earlier.ask.thread ?? earlier.id };
}

/**
 * The turns before a task, oldest first, back along what each goes on from. Machines outside of the fleet that it is planned for
 * are left out, and a turn that was about such machines alone with them.
 */
export function beforeOf({ store }: Pick<Ports, "store">, { ask }: Task, fleet: readonly Machine[]): Before[] {
  const here = new Set<MachineId>(fleet.map(({ id }) => id));
  const turns: Before[] = [];
  for (let at = ask.follows; at !== undefined && turns.length < turnsAtMost;) {
    const task = store.find(taskId(at));
    if (!task) break;
    at = task.ask.follows;
    const plan = task.revision === 0 ? undefined : store.plan(task.id, task.revision)?.plan;
    const machineIds = [...new Set(plan ? plan.steps.flatMap((step) => step.machineIds) : answeredAbout(task))];
    if (machineIds.length > 0 && !machineIds.some((id) => here.has(id))) continue;
    turns.push({
      task: task.id,
      request: task.request,
      state: task.state,
      told: task.headline ?? "",
      ...(plan && machineIds.every((id) => here.has(id)) ? { plan } : {}),
      machineIds: machineIds.filter((id) => here.has(id)),
    });
  }
  return turns.toReversed();
}

const answeredAbout = ({ outcome }: Task): MachineId[] =>
  outcome?.kind === "summary" ? (outcome.table?.machineIds ?? []) : [];
