/** How a person wants a plan carried out: limits and rollout that were asked for beside what is to be done. */
import type { Plan, Step, StepLimits } from "../../domain/plan.ts";
import { moreCareful } from "../../domain/rollout.ts";
import { onlyLooks } from "../../tools/assess.ts";
import type { Ask } from "./rows.ts";

type Manner = Pick<Ask, "outputBytes" | "memoryBytes" | "processes" | "idleMs" | "rollout">;

/** The plan with the person's own limits and care; what they did not name stays as planned. */
export function inManner(plan: Plan, { outputBytes, memoryBytes, processes, idleMs, rollout }: Manner): Plan {
  const given: Partial<StepLimits> = {
    ...(outputBytes === undefined ? {} : { outputBytes }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(processes === undefined ? {} : { processes }),
    ...(idleMs === undefined ? {} : { idleMs }),
  };
  if (Object.keys(given).length === 0 && rollout === undefined) return plan;
  const changed = (step: Step): Step => ({
    ...step,
    limits: { ...step.limits, ...given },
    rollout:
      rollout === undefined || step.access === "read"
        ? step.rollout
        : moreCareful(step.rollout, rollout, { machines: step.machineIds.length, looks: onlyLooks(step) }),
  });
  return { ...plan, steps: plan.steps.map(changed) };
}
