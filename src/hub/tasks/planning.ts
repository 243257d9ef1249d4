/** Plans tasks that are `planning`: at once where that is quick, beside everything else where a planner looks first. */
import type { TaskId } from "../../domain/task.ts";
import type { Desks } from "./desk.ts";
import type { Ports } from "./ports.ts";
import { propose, type First } from "./propose.ts";
import type { Look } from "./look.ts";
import type { Task } from "./rows.ts";

type Parts = {
  ports: Ports;
  desks: Desks;
  first: First;
  look: Look;
  advance: (id: TaskId) => Promise<void>;
  failed: (id: TaskId, error: unknown) => Promise<void>;
};

/** True where the task was planned and there may be more to do; false while planning goes on by itself. */
export function makePlanning({ ports, desks, first, look, advance, failed }: Parts): (task: Task) => Promise<boolean> {
  const going = new Set<TaskId>();

  return async (task) => {
    if (going.has(task.id)) return false;
    going.add(task.id);
    const open = desks.open(task);
    const planned = propose({ ports, task, first, look, desk: open.desk }).finally(() => {
      open.close();
      going.delete(task.id);
    });
    const slow = open.begun.then(() => "slow" as const);
    const quick = await Promise.race([planned, slow]);
    if (quick !== "slow") return quick;
    void planned.then(
      (more) => (more ? advance(task.id) : undefined),
      (error: unknown) => (open.signal.aborted ? undefined : failed(task.id, error)),
    );
    return false;
  };
}
