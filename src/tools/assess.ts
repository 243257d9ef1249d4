/**
 * The risk of a plan, judged from its steps, its machines and its reach: the same function for the hub's plan, the hub's
 * dispatch and the evaluation of planners. Every part can only raise.
 */
import type { Machine } from "../domain/machine.ts";
import type { Plan, Step } from "../domain/plan.ts";
import { showHidden } from "../domain/untrusted.ts";
import {
  highestLevel,
  raised,
  riskRank,
  worst,
  type Assessment,
  type Level,
  type Reason,
  type Risk,
} from "../domain/risk.ts";
import type { ToolRisk } from "./define.ts";
import { guestMachines, guestOfCommand } from "./guestCommand.ts";
import { toolNamed } from "./index.ts";
import { looksOnly } from "./looksOnly.ts";

/** Machines that others hang on: a change there is one step riskier, up to high. */
const heavyTags = new Set(["primary", "hypervisor", "gateway", "proxmox"]);
const productionTags = new Set(["production", "prod"]);
/** From this many production machines on, a change is one step riskier, up to high. */
const productionReach = 3;
/** From this many machines with one tag on, a change of all of them at once is one step riskier, up to high. */
const groupReach = 3;
/** From this many machines on, a change of more than half of the fleet is one step riskier. */
const fleetReach = 5;

/** Reads that connect to a host of their input. */
const goesOut = /^(?:web\.|network\.(?:http|dns|ping|certificate)$)/;

const learntText = ({ value, from }: { value: string; from: string }, others: number): string =>
  `“${showHidden(value).slice(0, 80)}” comes from ${showHidden(from)} alone${others > 0 ? `, and ${others} more ${others === 1 ? "value" : "values"} too` : ""}`;

/** Of one command; a plan is stored with them. */
const mostReasons = 20;

export type StepAssessment = { risk: Risk; level: Level; reasons: string[]; found: Found[] };
/** A part of a command and what it does; the words that matter are marked with it. */
type Found = NonNullable<ToolRisk["found"]>[number];

/** What one step does, without its machines. A command is rated the same whoever wrote it. */
export function assessStep(step: Pick<Step, "tool" | "input">): StepAssessment {
  const tool = toolNamed(step.tool);
  const { risk, reasons, found = [] } = tool.risk(step.input);
  // Of a command it is known that it only reads; a tool that changes something does so whatever its input is.
  const floor: Risk = tool.access === "read" || step.tool === "shell.run" ? "low" : "medium";
  return { risk: worst([risk, floor]), level: tool.level(step.input), reasons, found };
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
    level: highestLevel(plan.steps.map((step) => assessStep(step).level)),
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
 * True where a call changes nothing: a reading tool, or a command that is known to only read. Tags and reach make it no worse,
 * and nothing is lost where it runs twice.
 */
export const onlyLooks = ({ tool, input }: Pick<Step, "tool" | "input">): boolean => looksOnly(toolNamed(tool), input);

function reasonsOf(step: Step, machines: ReadonlyMap<string, Machine>, typed: boolean): Reason[] {
  const own = assessStep(step);
  const reasons: Reason[] =
    own.found.length > 0
      ? own.found
          // The worst first: what is cut off must never be what decides.
          .toSorted((a, b) => riskRank(b.risk) - riskRank(a.risk))
          .slice(0, mostReasons)
          .map((each) => ({ ...each, by: "command" }))
      : own.reasons.map((text) => ({ risk: own.risk, text, by: "command" }));
  if (riskRank(worst(reasons.map(({ risk }) => risk))) < riskRank(own.risk) || reasons.length === 0)
    reasons.push({ risk: own.risk, text: step.title, by: "command" });
  const [chosen, ...further] = step.learnt ?? [];
  // A look is no worse for it, unless it speaks to a host that a machine's text chose.
  if (chosen && (!onlyLooks(step) || goesOut.test(step.tool)))
    reasons.push({ risk: raised(own.risk), text: learntText(chosen, further.length), by: "planner" });
  if (onlyLooks(step)) return reasons;
  // Whom it touches makes a change high; critical is what it does, or that it reaches most of the fleet.
  const more = (risk: Risk): Risk => (risk === "high" ? "high" : raised(risk));
  // What a person typed for many machines is asked once more; only what it does makes it critical, which is never typed.
  const most = (risk: Risk): Risk => (typed ? more(risk) : raised(risk));
  const targets = step.machineIds.flatMap((id) => machines.get(id) ?? []);
  // Starting or saving one guest touches that guest: its own tags count, not those of the node that carries all of them.
  const vmid = step.tool === "shell.run" ? guestOfCommand(step.input["command"]) : undefined;
  const touched = (vmid === undefined ? undefined : guestMachines(vmid, targets, machines)) ?? targets;
  const tagged = (tags: ReadonlySet<string>): Machine[] =>
    touched.filter((machine) => machine.tags.some((tag) => tags.has(tag.toLowerCase())));
  const [first, ...others] = tagged(heavyTags);
  if (first) reasons.push({ risk: more(own.risk), text: heavyText(first, others.length), by: "machine" });
  const production = tagged(productionTags).length;
  if (production >= productionReach)
    reasons.push({ risk: more(own.risk), text: `changes ${production} production machines`, by: "reach" });
  if (targets.length >= fleetReach && targets.length * 2 > machines.size)
    reasons.push({
      risk: most(own.risk),
      text: `changes ${targets.length} of ${machines.size} machines`,
      by: "reach",
    });
  const group = step.rollout.mode === "parallel" ? wholeGroup(targets, machines) : undefined;
  if (group) reasons.push({ risk: more(own.risk), text: `changes ${group} at once`, by: "reach" });
  return reasons;
}

/** A tag of which every machine is among these: done at once, nothing of that kind is left to do the work meanwhile. */
function wholeGroup(targets: readonly Machine[], machines: ReadonlyMap<string, Machine>): string | undefined {
  if (targets.length < groupReach) return undefined;
  const ids = new Set(targets.map(({ id }) => id));
  const tags = new Set(targets.flatMap(({ tags: own }) => own));
  for (const tag of tags) {
    const group = [...machines.values()].filter((machine) => machine.tags.includes(tag));
    if (group.length >= groupReach && group.every(({ id }) => ids.has(id)))
      return `all ${group.length} machines tagged ${tag}`;
  }
  return undefined;
}

function heavyText(first: Machine, others: number): string {
  const tag = first.tags.find((name) => heavyTags.has(name.toLowerCase())) ?? "";
  return others === 0
    ? `${first.name} is tagged ${tag}`
    : `${first.name} and ${others} more are tagged ${tag} or the like`;
}
