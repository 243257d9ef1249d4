/**
 * The risk of a plan, judged from its steps, its machines and its reach: the same function for the hub's plan, the hub's
 * dispatch and the evaluation of planners. Every part can only raise.
 */
import type { Machine } from "../domain/machine.ts";
import type { Plan, Step } from "../domain/plan.ts";
import {
  atLeast,
  highestLevel,
  raised,
  riskRank,
  worst,
  type Assessment,
  type Level,
  type Reason,
  type Risk,
} from "../domain/risk.ts";
import { toolNamed } from "./index.ts";

/** Tags that make a change on a machine one step riskier. */
const heavyTags = new Set(["production", "prod", "primary", "hypervisor", "gateway", "proxmox"]);
/** From this many machines on, a change is one step riskier. */
export const wideReach = 3;

export type StepAssessment = { risk: Risk; level: Level; reasons: string[] };

/** What one step's command does, without its machines. `typed`: a person wrote the command, no planner did. */
export function assessStep(step: Pick<Step, "tool" | "input">, { typed }: { typed: boolean }): StepAssessment {
  const tool = toolNamed(step.tool);
  const { risk, reasons } = tool.risk(step.input);
  const floor: Risk = tool.access === "read" ? "low" : "medium";
  const level = tool.level(step.input);
  if (step.tool === "shell.run" && !typed && !atLeast(risk, "high"))
    return { risk: "high", level, reasons: ["a command that a planner wrote", ...reasons] };
  return { risk: worst([risk, floor]), level, reasons };
}

export function assess({
  plan,
  machines,
  typed,
}: {
  plan: Plan;
  machines: ReadonlyMap<string, Machine>;
  typed: boolean;
}): Assessment {
  const reasons: Reason[] = plan.steps.flatMap((step) => reasonsOf(step, machines, typed));
  if (plan.plannerRisk) reasons.push({ risk: plan.plannerRisk, text: "the planner thinks so", by: "planner" });
  const risk = worst(reasons.map((reason) => reason.risk));
  const sorted = reasons.toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk));
  return {
    risk,
    level: highestLevel(plan.steps.map((step) => assessStep(step, { typed }).level)),
    reasons: sorted,
    decidedBy: sorted.find((reason) => reason.risk === risk)?.by ?? "command",
  };
}

function reasonsOf(step: Step, machines: ReadonlyMap<string, Machine>, typed: boolean): Reason[] {
  const own = assessStep(step, { typed });
  const reasons: Reason[] = own.reasons.map((text) => ({ risk: own.risk, text, by: "command" }));
  if (reasons.length === 0) reasons.push({ risk: own.risk, text: step.title, by: "command" });
  if (step.access === "read" || (typed && own.risk === "medium")) return reasons;
  // Of what a person typed, tags and reach alone make nothing critical: that is for what the command itself destroys.
  const more = (risk: Risk): Risk => (typed && risk !== "critical" ? worst([risk, "high"]) : raised(risk));
  const heavy = step.machineIds
    .map((id) => machines.get(id))
    .filter((machine) => machine?.tags.some((tag) => heavyTags.has(tag.toLowerCase())));
  const [first] = heavy;
  if (first) reasons.push({ risk: more(own.risk), text: heavyText(first, heavy.length), by: "machine" });
  if (step.machineIds.length >= wideReach)
    reasons.push({ risk: more(own.risk), text: `changes ${step.machineIds.length} machines`, by: "reach" });
  return reasons;
}

function heavyText(first: Machine, count: number): string {
  const tag = first.tags.find((name) => heavyTags.has(name.toLowerCase())) ?? "";
  return count === 1
    ? `${first.name} is tagged ${tag}`
    : `${first.name} and ${count - 1} more are tagged ${tag} or the like`;
}
