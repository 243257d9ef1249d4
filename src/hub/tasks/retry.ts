/** Trying again: the steps of an ended task, on the machines where it did not end well; judged and approved anew. */
import { wholeSteps } from "../../domain/condition.ts";
import { AppError } from "../../domain/error.ts";
import type { Machine, MachineId } from "../../domain/machine.ts";
import type { Plan, Step } from "../../domain/plan.ts";
import { restsOn } from "../../domain/rests.ts";
import { moreCareful, usualRollout } from "../../domain/rollout.ts";
import { runEnded, taskEnded } from "../../domain/task.ts";
import { onlyLooks } from "../../tools/assess.ts";
import { hubMachine } from "./ports.ts";
import { wasSkipped, wasStopped } from "./reasons.ts";
import type { Ask, Run, StoredPlan, Task } from "./rows.ts";
import { names } from "./summarise.ts";

/** Did not end well, and it is known that trying again doubles nothing. */
const mayRetry = (run: Run): boolean =>
  run.state === "failed" || run.state === "unreachable" || run.state === "cancelled" || wasStopped(run);
/** What nobody knows may have happened; what a person left out was left out on purpose: both only by name. */
const byNameOnly = (run: Run): boolean => run.state === "unknown" || wasSkipped(run);

const settled = (runs: readonly Run[]): boolean => runs.every((run) => runEnded(run.state));

export type Retryable = { id: MachineId; name: string };

/** The machines that are tried again where nobody names any, in the order of the runs. */
export function retryable(task: Pick<Task, "state">, runs: readonly Run[]): Retryable[] {
  if (!taskEnded(task.state) || !settled(runs)) return [];
  const dark = new Set(runs.filter((run) => run.state === "unknown").map((run) => run.machineId));
  return machinesIn(runs.filter((run) => mayRetry(run) && !dark.has(run.machineId)));
}

const machinesIn = (runs: readonly Run[]): Retryable[] => [
  ...new Map(runs.map((run) => [run.machineId, { id: run.machineId, name: run.machineName }])).values(),
];

/** What the new task asks for. Throws `wrong_state` while the old one runs or has nothing to try again, `no_machine`. */
export function retryAsk({
  task,
  runs,
  machines,
}: {
  task: Task;
  runs: readonly Run[];
  machines: readonly string[] | undefined;
}): Pick<Ask, "retryOf" | "only"> & Partial<Ask> {
  if (!taskEnded(task.state) || !settled(runs))
    throw new AppError("wrong_state", "This task still runs; it can be tried again once it has ended.");
  const chosen = machines === undefined || machines.length === 0 ? retryable(task, runs) : named(machines, runs);
  if (chosen.length === 0) {
    const dark = new Set(runs.filter((run) => run.state === "unknown").map((run) => run.machineName));
    const hint = `What was done on ${names(dark)} is not known; name it to try again.`;
    throw new AppError(
      "wrong_state",
      "There is no machine on which this has to be tried again.",
      dark.size > 0 ? { hint } : {},
    );
  }
  // What was allowed beforehand was allowed for that time; how long to wait counts from now again.
  const { approveUpTo: _allowed, planOnly: _planOnly, answers: _answers, ...ask } = task.ask;
  return { ...ask, retryOf: task.id, only: chosen.map(({ id }) => id) };
}

function named(wanted: readonly string[], runs: readonly Run[]): Retryable[] {
  const again = machinesIn(runs.filter((run) => mayRetry(run) || byNameOnly(run)));
  return [...new Set(wanted)].map((text) => {
    const found = again.find(({ id, name }) => id === text || name === text);
    if (found) return found;
    const took = runs.some((run) => run.machineId === text || run.machineName === text);
    throw took
      ? new AppError("wrong_state", `There is nothing to try again on ${text}.`)
      : new AppError("no_machine", `${JSON.stringify(text.slice(0, 64))} took no part in this task.`);
  });
}

/** The old plan for these machines, with facts as they are now. Throws `no_machine` where none of them is left. */
export function retryPlan({ plan }: StoredPlan, only: readonly MachineId[], fleet: readonly Machine[]): Plan {
  const here = new Map(fleet.map((machine) => [machine.id, machine]));
  const isHere = (id: MachineId): boolean => id === hubMachine || here.has(id);
  const wanted = new Set(only.filter(isHere));
  if (wanted.size === 0) throw new AppError("no_machine", "None of these machines is left.");
  const restricted = (step: Step): Step => ({ ...step, machineIds: step.machineIds.filter((id) => wanted.has(id)) });
  const kept = plan.steps.filter((step) => restricted(step).machineIds.length > 0);
  // A condition over all or any machines of a step needs what they all say, so that step looks everywhere again.
  const whole = new Set<string>(kept.flatMap(({ condition }) => (condition ? wholeSteps(condition) : [])));
  const steps = plan.steps.flatMap((step): Step[] => {
    if (whole.has(step.id) && step.access === "read") return [step];
    const own = restricted(step);
    return own.machineIds.length === 0 ? [] : [{ ...own, rollout: goesOn(own) }];
  });
  const machineNames = new Set([...wanted].map((id) => here.get(id)?.name ?? "the hub"));
  const factsUsed: Record<string, string> = {};
  for (const step of steps)
    for (const id of onlyLooks(step) ? [] : step.machineIds) {
      const machine = here.get(id);
      if (machine) Object.assign(factsUsed, restsOn(step, machine));
    }
  return {
    ...plan,
    understood: `Again on ${names(machineNames)}: ${plan.understood}`,
    steps,
    excluded: only.flatMap((id) =>
      isHere(id) ? [] : [{ machineId: id, name: "a removed machine", why: "it was removed" }],
    ),
    factsUsed,
  };
}

// Of fewer machines the old batch may be all of them at once; and a canary is due anew.
const goesOn = (step: Step): Step["rollout"] =>
  step.rollout.mode === "parallel"
    ? step.rollout
    : moreCareful(step.rollout, usualRollout(step.machineIds.length), {
        machines: step.machineIds.length,
        looks: onlyLooks(step),
      });
