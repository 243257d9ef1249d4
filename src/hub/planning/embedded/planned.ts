/** The plan that a sketch came to. */
import type { Outcome } from "../../../domain/plan.ts";
import type { PlanRequest } from "../planner.ts";
import { nearestTo } from "./nearest.ts";
import type { Sketch } from "./sketch.ts";
import type { Repair } from "./typos.ts";
import { decline } from "./unread.ts";

export function planOf(
  sketch: Sketch,
  { repairs, request }: { repairs: Repair[]; request: Pick<PlanRequest, "text" | "fleet"> },
): Outcome {
  if (sketch.steps.length === 0)
    return decline("There is nothing to do in this.", nearestTo(request.text, request.fleet));
  const fixes = repairs.filter(({ undone }) => !undone).map(({ typed, meant }) => `“${typed}” is read as “${meant}”`);
  const assumptions = [...new Set([...sketch.assumptions, ...fixes])];
  return {
    kind: "plan",
    plan: {
      v: 1,
      by: "embedded",
      understood: [
        ...sketch.understood.map(changesIn(sketch) ? withoutPromise : asIs),
        ...assumptions.map(sentence),
      ].join(" "),
      on: [...new Set(sketch.on)].join(", ") || "all",
      steps: sketch.steps,
      excluded: sketch.excluded.filter(
        ({ machineId }) => !sketch.steps.some((step) => step.machineIds.includes(machineId)),
      ),
      assumptions,
      ...(sketch.plannerRisk ? { plannerRisk: sketch.plannerRisk } : {}),
      ...(sketch.diagnosis && !changesIn(sketch) ? { diagnosis: sketch.diagnosis } : {}),
      factsUsed: sketch.factsUsed,
    },
  };
}

const asIs = (text: string): string => text;
/** A diagnosis beside a change is no promise that nothing is changed. */
const withoutPromise = (text: string): string => text.replace(/, and nothing is changed\.$/, ".");
const changesIn = ({ steps }: Sketch): boolean => steps.some(({ access }) => access === "change");
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
