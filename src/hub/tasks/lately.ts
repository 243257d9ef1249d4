/** What ailx itself changed lately on the machines of a task that explains something. */
import { and, desc, eq, gte, inArray, ne } from "drizzle-orm";
import type { MachineId } from "../../domain/machine.ts";
import type { Plan } from "../../domain/plan.ts";
import type { TaskId } from "../../domain/task.ts";
import { firstIdAt } from "../../lib/ids.ts";
import { onlyLooks } from "../../tools/assess.ts";
import type { Earlier } from "../planning/diagnosis/looked.ts";
import type { Ports } from "./ports.ts";
import { runOf } from "./rows.ts";
import { run } from "./table.ts";

/** As far back as a diagnosis looks for changes. */
const lateMs = 24 * 3_600_000;
/** A run is made with its plan, which may have waited for a yes. */
const waitedMs = 7 * lateMs;
const mostMachines = 50;
const mostRuns = 100;
/** Those that did something, and those of which nobody knows. */
const counted = ["ok", "failed", "unknown"] as const;

/** Empty where the plan explains nothing. The oldest first; what left everything as it was is left out. */
export function lately(
  { db, store }: Pick<Ports, "db" | "store">,
  { taskId, plan, nowMs }: { taskId: TaskId; plan: Plan; nowMs: number },
): Earlier[] {
  if (!plan.diagnosis) return [];
  const machineIds = [...new Set(plan.steps.flatMap((step) => step.machineIds))].slice(0, mostMachines);
  return machineIds
    .flatMap((id) => changesOn({ db, store }, { id, taskId, from: nowMs - lateMs }))
    .toSorted((a, b) => a.atMs - b.atMs);
}

function changesOn(
  { db, store }: Pick<Ports, "db" | "store">,
  { id, taskId, from }: { id: MachineId; taskId: TaskId; from: number },
): Earlier[] {
  const rows = db.read
    .select()
    .from(run)
    .where(
      and(
        eq(run.machineId, id),
        ne(run.taskId, taskId),
        gte(run.id, firstIdAt(from - waitedMs)),
        gte(run.startedAtMs, from),
        inArray(run.state, [...counted]),
      ),
    )
    .orderBy(desc(run.id))
    .limit(mostRuns)
    .all();
  return rows.map(runOf).flatMap((each): Earlier[] => {
    const step = store
      .plan(each.taskId, each.revision)
      ?.plan.steps.find((one) => one.id === each.stepId && !onlyLooks(one));
    const task = step && store.find(each.taskId);
    if (!step || !task || each.output?.["changed"] === false) return [];
    const { title, tool, input } = step;
    const { id: runId, stepId, machineId, machineName, state } = each;
    const atMs = each.endedAtMs ?? each.startedAtMs ?? 0;
    return [{ id: runId, stepId, machineId, machineName, state, atMs, title, tool, input, by: task.actor.name }];
  });
}
