/** What a model wrote into a plan is shown and logged with its secrets masked; what is sent and bound stays as it is. */
import type { Plan, Step } from "../../domain/plan.ts";
import type { PlanView } from "../../api/plan.ts";
import type { JsonObject } from "../../lib/json.ts";
import { masked, maskedJson } from "../planning/llm/cutting.ts";

/** Nobody chose these words: a person types what they may see, and other planners take it from there. */
const isModels = ({ by }: Pick<Plan, "by">): boolean => by === "llm";

/** As it stands in the audit and in lists of attempts. */
export const loggedInput = (plan: Pick<Plan, "by">, input: JsonObject): JsonObject =>
  isModels(plan) ? maskedJson(input) : input;
export const loggedText = (plan: Pick<Plan, "by">, text: string): string => (isModels(plan) ? masked(text) : text);
export const loggedSteps = (plan: Plan): Step[] =>
  isModels(plan) ? plan.steps.map((step) => ({ ...step, input: maskedJson(step.input) })) : plan.steps;

/** Risk and marks were found in what is sent; marks of a command that is shown otherwise would stand in the wrong place. */
export function shownPlan(plan: Pick<Plan, "by">, view: PlanView): PlanView {
  if (!isModels(plan)) return view;
  return {
    ...view,
    understood: masked(view.understood),
    assumptions: view.assumptions.map(masked),
    consequence: masked(view.consequence),
    steps: view.steps.map(({ marks, ...step }) => {
      const exact = masked(step.exact);
      return {
        ...step,
        title: masked(step.title),
        input: maskedJson(step.input),
        exact,
        ...(marks && exact === step.exact ? { marks } : {}),
        ...(step.precheck === undefined ? {} : { precheck: masked(step.precheck) }),
        verify: step.verify.map(masked),
        undo: masked(step.undo),
        ...(step.learnt ? { learnt: step.learnt.map((each) => ({ ...each, value: masked(each.value) })) } : {}),
      };
    }),
    ...(view.changes ? { changes: view.changes.map((each) => ({ ...each, text: masked(each.text) })) } : {}),
  };
}
