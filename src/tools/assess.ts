/**
 * The risk of a plan, judged from its steps, its machines and its reach: the same function for the hub's plan, the hub's
 * dispatch and the evaluation of planners. Every part can only raise.
 */
import type { Machine } from "../domain/machine.ts";
import type { Plan, Step } from "../domain/plan.ts";
import type { JsonObject } from "../lib/json.ts";
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
import type { Tool } from "./define.ts";
import { toolNamed } from "./index.ts";

/** Machines that others hang on: a change there is one step riskier. */
const heavyTags = new Set(["primary", "hypervisor", "gateway", "proxmox"]);
const productionTags = new Set(["production", "prod"]);
/** From this many production machines on, a change is one step riskier. */
const productionReach = 3;
/** From this many machines on, a change of more than half of the fleet is one step riskier. */
const fleetReach = 5;

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
  if (plan.plannerRisk) reasons.push({ risk: plan.plannerRisk, text: "the planner's own estimate", by: "planner" });
  const risk = worst(reasons.map((reason) => reason.risk));
  const sorted = each(reasons).toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk));
  return {
    risk,
    level: highestLevel(plan.steps.map((step) => assessStep(step, { typed }).level)),
    reasons: sorted,
    decidedBy: sorted.find((reason) => reason.risk === risk)?.by ?? "command",
  };
}

/** Steps that are alike give the same reason; it is told once. */
const each = (reasons: readonly Reason[]): Reason[] =>
  reasons.filter(
    ({ risk, text, by }, index) =>
      reasons.findIndex((other) => other.risk === risk && other.text === text && other.by === by) === index,
  );

/**
 * True where a call changes nothing: a reading tool, or a command of the reviewed list. Tags and reach make it no worse, and
 * nothing is lost where it runs twice.
 */
export const onlyLooks = ({ tool, input }: Pick<Step, "tool" | "input">): boolean => looksOnly(toolNamed(tool), input);
export const looksOnly = (tool: Tool, input: JsonObject): boolean =>
  tool.access === "read" || (tool.name === "shell.run" && !atLeast(tool.risk(input).risk, "high"));

function reasonsOf(step: Step, machines: ReadonlyMap<string, Machine>, typed: boolean): Reason[] {
  const own = assessStep(step, { typed });
  const reasons: Reason[] = own.reasons.map((text) => ({ risk: own.risk, text, by: "command" }));
  if (reasons.length === 0) reasons.push({ risk: own.risk, text: step.title, by: "command" });
  if (onlyLooks(step)) return reasons;
  // Nothing about a free command is proved, so it is high already; tags and a few machines more make it no worse.
  const free = step.tool === "shell.run";
  const more = (risk: Risk): Risk => (free && risk !== "critical" ? worst([risk, "high"]) : raised(risk));
  const targets = step.machineIds.flatMap((id) => machines.get(id) ?? []);
  const tagged = (tags: ReadonlySet<string>): Machine[] =>
    targets.filter((machine) => machine.tags.some((tag) => tags.has(tag.toLowerCase())));
  const [first, ...others] = tagged(heavyTags);
  if (first) reasons.push({ risk: more(own.risk), text: heavyText(first, others.length), by: "machine" });
  const production = tagged(productionTags).length;
  if (production >= productionReach)
    reasons.push({ risk: more(own.risk), text: `changes ${production} production machines`, by: "reach" });
  // A planner's command on most of the fleet can take all of it down at once.
  if (targets.length >= fleetReach && targets.length * 2 > machines.size)
    reasons.push({
      risk: typed ? more(own.risk) : raised(own.risk),
      text: `changes ${targets.length} of ${machines.size} machines`,
      by: "reach",
    });
  return reasons;
}

function heavyText(first: Machine, others: number): string {
  const tag = first.tags.find((name) => heavyTags.has(name.toLowerCase())) ?? "";
  return others === 0
    ? `${first.name} is tagged ${tag}`
    : `${first.name} and ${others} more are tagged ${tag} or the like`;
}
