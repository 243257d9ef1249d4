/** How a person wants a plan carried out: limits and rollout that were asked for beside what is to be done. */
import type { Plan, StepLimits } from "../../domain/plan.ts";
import type { Ask } from "./rows.ts";

/** The plan with the person's own limits; what they did not name stays as planned. */
export function inManner(plan: Plan, { outputBytes, memoryBytes, processes, idleMs }: Ask): Plan {
  const given: Partial<StepLimits> = {
    ...(outputBytes === undefined ? {} : { outputBytes }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(processes === undefined ? {} : { processes }),
    ...(idleMs === undefined ? {} : { idleMs }),
  };
  if (Object.keys(given).length === 0) return plan;
  return { ...plan, steps: plan.steps.map((step) => ({ ...step, limits: { ...step.limits, ...given } })) };
}
