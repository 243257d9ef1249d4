/**
 * A schedule whose maker named a group (“all web servers”) and not machines: who belongs to it is found anew at each time, within
 * what its approval says. Whoever joins must be like those that were approved; where the group has become another one, a person is asked.
 */
import { AppError } from "../../domain/error.ts";
import type { Machine, MachineId } from "../../domain/machine.ts";
import type { Excluded, Plan, Step } from "../../domain/plan.ts";
import { restsOn } from "../../domain/rests.ts";
import { usualRollout } from "../../domain/rollout.ts";
import { parseTarget, select } from "../../domain/target.ts";
import type { TargetNode } from "../../domain/target-node.ts";
import { parseNode } from "../../domain/target-parse.ts";
import { canonical } from "../../lib/json.ts";
import { onlyLooks } from "../../tools/assess.ts";
import { toolNamed } from "../../tools/index.ts";

/** The plan of a schedule as it is shown and approved: with its group, where the request named one and the plan is for just that. */
export function withMembers(plan: Plan, fleet: readonly Machine[]): Plan {
  const { schedule, on, by } = plan;
  // What a model took for the group, nobody has named.
  // One group for two schedules would be said twice, and may come apart.
  if (plan.later || schedule?.kind !== "cron" || by === "llm" || !isGroup(on)) return plan;
  const left = new Set(plan.excluded.map(({ machineId }) => machineId));
  const meant = ids(select(parseTarget(on), fleet).filter(({ id }) => !left.has(id)));
  if (meant.length === 0 || plan.steps.some(({ machineIds }) => machineIds.toSorted().join() !== meant.join()))
    return plan;
  return {
    ...plan,
    schedule: { ...schedule, members: on },
    assumptions: [
      ...plan.assumptions,
      `Each time it is for the machines that are “${on}” then, and not only for ${meant.length === 1 ? "this one" : `these ${meant.length}`}: who joins later and is like these is included, who left is not. Name the machines if it is to be for these alone`,
    ],
  };
}

/** The plan for the machines that belong to the group now. Throws `wrong_state` where none does. */
export function membersNow(plan: Plan, on: string, fleet: readonly Machine[]): Plan {
  const approved = new Set(plan.steps[0]?.machineIds ?? []);
  const excluded: Excluded[] = [];
  const members = select(parseTarget(on), fleet).filter((machine) => {
    const why = approved.has(machine.id) ? undefined : unlike(machine, plan);
    if (why !== undefined) excluded.push({ machineId: machine.id, name: machine.name, why });
    return why === undefined;
  });
  if (members.length === 0)
    throw new AppError("wrong_state", `No machine is “${on}” now, so there is nothing to be done.`, {
      hint: "The schedule goes on: the next time it looks again.",
    });
  const joined = members.filter(({ id }) => !approved.has(id));
  const grew = members.length > 2 * approved.size;
  const names = joined.map(({ name }) => name).join(", ");
  return {
    ...plan,
    steps: plan.steps.map((step) => ({
      ...step,
      machineIds: members.map(({ id }) => id).toSorted(),
      rollout: rolled(step, members),
    })),
    excluded: [
      ...plan.excluded.filter(
        ({ machineId }) =>
          !members.some(({ id }) => id === machineId) && !excluded.some((each) => each.machineId === machineId),
      ),
      ...excluded,
    ],
    factsUsed: Object.assign(
      {},
      plan.factsUsed,
      ...joined.flatMap((machine) =>
        plan.steps.filter((step) => !onlyLooks(step)).map((step) => restsOn(step, machine)),
      ),
    ) as Plan["factsUsed"],
    assumptions: [...plan.assumptions, ...(joined.length > 0 ? [`${names} joined since it was approved`] : [])],
    ...(grew
      ? { otherwise: `${members.length} machines are “${on}” now, and ${approved.size} were when it was approved` }
      : {}),
  };
}

const ids = (machines: readonly Machine[]): MachineId[] => machines.map(({ id }) => id).toSorted();

/** A tag, a form of names, a system, a kind, all: what stays what it is. What is measured is no group, and names alone are none. */
function isGroup(on: string): boolean {
  try {
    const node = parseNode(on === "" ? "all" : on);
    return stays(node) && names(node);
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function stays(node: TargetNode): boolean {
  switch (node.kind) {
    case "and":
    case "or":
      return node.of.every(stays);
    case "not":
      return stays(node.of);
    case "word":
      return node.field === "name" || node.field === "tag";
    case "all":
    case "os":
    case "machineKind":
      return true;
    default:
      return false;
  }
}

function names(node: TargetNode): boolean {
  switch (node.kind) {
    case "and":
      return node.of.some(names);
    case "or":
      // “tag:web or db-9”: who belongs to the one half is found anew as well.
      return node.of.some(names);
    case "not":
      return false;
    case "word":
      return node.field === "tag" || /[*?]/.test(node.pattern);
    default:
      return true;
  }
}

/** Why a machine that joined is left out: it is away, may not do this, or is not what the approved ones are. */
function unlike(machine: Machine, { steps, factsUsed }: Plan): string | undefined {
  if (machine.state !== "online") return "it is not online";
  for (const step of steps) {
    const tool = toolNamed(step.tool);
    if (!tool.platforms.includes(machine.facts.platform))
      return `${step.tool} does not work on ${machine.facts.platform}`;
    if (tool.level(step.input) > machine.maxLevel) return `it permits level ${machine.maxLevel}`;
    if (onlyLooks(step)) continue;
    const own = restsOn(step, machine);
    for (const what of kindsOf(step, factsUsed)) {
      const is = own[`${what}@${machine.id}`];
      const known = step.machineIds.map((id) => factsUsed[`${what}@${id}`]);
      if (is === undefined || !known.includes(is))
        return `it is not like those that were approved (${what}: ${is ?? "none"})`;
    }
  }
  return undefined;
}

/** What is known of the approved machines for this step: “os”, “service nginx”. */
const kindsOf = ({ machineIds }: Step, factsUsed: Plan["factsUsed"]): string[] => [
  ...new Set(
    Object.keys(factsUsed).flatMap((key) => {
      const at = key.lastIndexOf("@");
      return machineIds.some((id) => id === key.slice(at + 1)) ? [key.slice(0, at)] : [];
    }),
  ),
];

/** What was usual for so many is what is usual for as many as there are now; what a person asked for stays. */
function rolled({ rollout, machineIds }: Step, members: readonly Machine[]): Step["rollout"] {
  const isUsual = canonical({ ...rollout }) === canonical({ ...usualRollout(machineIds.length) });
  return isUsual ? usualRollout(members.length) : rollout;
}
