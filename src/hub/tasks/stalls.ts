/** Runs that are silent: what their agents say they wait for, stored with the run, shown while it lasts. */
import type { MachineId } from "../../domain/machine.ts";
import type { Stall } from "../../domain/stall.ts";
import { runEnded } from "../../domain/task.ts";
import type { Ports } from "./ports.ts";
import type { Run } from "./rows.ts";

export function makeStalls({ store, db, log }: Pick<Ports, "store" | "db" | "log">) {
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
      .commit({
        do: [store.setStall(run.id, stall)],
        events: [
          {
            kind: "stall",
            taskId: run.taskId,
            machineId,
            data: { id: run.id, stepId: run.stepId, machine: run.machineName, ...(stall ? { stall } : {}) },
          },
        ],
      })
      .catch((error: unknown) => log.warn("stall.not_stored", { attemptId, error: String(error) }));
  }

  return {
    stalled: (machineId: MachineId, attemptId: string, stall: Stall): void => void keep(machineId, attemptId, stall),
    moving: (machineId: MachineId, attemptId: string): void => void keep(machineId, attemptId, undefined),
  };
}
