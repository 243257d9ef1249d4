/** What changed between two revisions of a plan, for who looked at the first and is asked about the second. Pure. */
import { canonical } from "../lib/json.ts";
import type { Plan, Step } from "./plan.ts";
import type { Assessment } from "./risk.ts";

export type PlanChange = {
  kind: "added" | "removed" | "changed" | "order" | "machines" | "risk" | "facts";
  /** One line for people. */
  text: string;
  before?: string;
  after?: string;
};

type Side = { plan: Plan; assessment: Pick<Assessment, "risk" | "level"> };
type Naming = {
  nameOf: (machineId: Step["machineIds"][number]) => string;
  /** The exact bytes of a step, as the card shows them. */
  exactOf: (step: Step) => string;
};

/** Empty where the digest of both is the same; never empty where it is not. */
export function planDiff(before: Side, after: Side, naming: Naming): PlanChange[] {
  const pairs = paired(before.plan.steps, after.plan.steps);
  const { nameOf, exactOf } = naming;
  return [
    ...riskChange(before, after),
    ...before.plan.steps
      .filter((step) => !pairs.has(step))
      .map((step): PlanChange => ({ kind: "removed", text: `No longer: ${step.title}`, before: exactOf(step) })),
    ...after.plan.steps
      .filter((step) => ![...pairs.values()].includes(step))
      .map((step): PlanChange => ({
        kind: "added",
        text: `New: ${step.title} on ${step.machineIds.map(nameOf).join(", ")}`,
        after: exactOf(step),
      })),
    ...[...pairs].flatMap(([was, is]) => stepChanges(was, is, naming)),
    ...orderChange(after.plan.steps, pairs),
    ...factChanges(before.plan, after.plan, nameOf),
  ];
}

/** A step is the same where its tool and input are; else the one of its id and tool, if that is not taken. */
function paired(before: readonly Step[], after: readonly Step[]): Map<Step, Step> {
  const pairs = new Map<Step, Step>();
  const taken = new Set<Step>();
  const pair = (fits: (was: Step, is: Step) => boolean): void => {
    for (const was of before) {
      const is = pairs.has(was) ? undefined : after.find((each) => !taken.has(each) && fits(was, each));
      if (!is) continue;
      pairs.set(was, is);
      taken.add(is);
    }
  };
  pair((was, is) => was.tool === is.tool && canonical(was.input) === canonical(is.input));
  pair((was, is) => was.tool === is.tool && was.id === is.id);
  return pairs;
}

function stepChanges(was: Step, is: Step, { nameOf, exactOf }: Naming): PlanChange[] {
  const changes: PlanChange[] = [];
  const [before, after] = [exactOf(was), exactOf(is)];
  if (before !== after || canonical(was.input) !== canonical(is.input))
    changes.push({
      kind: "changed",
      text: `${is.title}: what runs is another`,
      before: before === after ? JSON.stringify(was.input) : before,
      after: before === after ? JSON.stringify(is.input) : after,
    });
  const gone = was.machineIds.filter((id) => !is.machineIds.includes(id)).map(nameOf);
  const more = is.machineIds.filter((id) => !was.machineIds.includes(id)).map(nameOf);
  if (more.length > 0) changes.push({ kind: "machines", text: `${is.title}: now also on ${more.join(", ")}` });
  if (gone.length > 0) changes.push({ kind: "machines", text: `${is.title}: no longer on ${gone.join(", ")}` });
  for (const { what, of } of aspects) {
    const [old, now] = [of(was), of(is)];
    if (canonical(old ?? null) !== canonical(now ?? null))
      changes.push({ kind: "changed", text: `${is.title}: ${what}`, before: shown(old), after: shown(now) });
  }
  return changes;
}

/** Everything else that the digest covers. */
const aspects: readonly { what: string; of: (step: Step) => unknown }[] = [
  { what: "its condition", of: (step) => step.condition },
  { what: "how it goes over the machines", of: (step) => step.rollout },
  { what: "what is checked afterwards", of: (step) => step.verify },
  { what: "the way back", of: (step) => step.undo },
  { what: "its limits", of: (step) => step.limits },
  { what: "the secrets it gets", of: (step) => step.secrets },
  { what: "what a failure means for the rest", of: (step) => step.onFailure },
  { what: "the version of its tool", of: (step) => step.toolVersion },
];
const shown = (value: unknown): string =>
  value === undefined ? "none" : typeof value === "string" ? value : JSON.stringify(value);

function riskChange({ assessment: was }: Side, { assessment: is }: Side): PlanChange[] {
  return [
    ...(was.risk === is.risk ? [] : [{ kind: "risk" as const, text: `The risk was ${was.risk} and is ${is.risk}` }]),
    ...(was.level === is.level
      ? []
      : [{ kind: "risk" as const, text: `It needed level ${was.level} and needs ${is.level}` }]),
  ];
}

function orderChange(after: readonly Step[], pairs: ReadonlyMap<Step, Step>): PlanChange[] {
  const places = [...pairs.values()].map((step) => after.indexOf(step));
  const isSame = places.every((place, at) => at === 0 || place > (places[at - 1] ?? -1));
  return isSame
    ? []
    : [{ kind: "order", text: `The order is now: ${after.map(({ title }) => title).join(", then ")}` }];
}

function factChanges(before: Plan, after: Plan, nameOf: Naming["nameOf"]): PlanChange[] {
  const keys = [...new Set([...Object.keys(before.factsUsed), ...Object.keys(after.factsUsed)])].toSorted();
  return keys.flatMap((key): PlanChange[] => {
    const [was, is] = [before.factsUsed[key], after.factsUsed[key]];
    if (was === is) return [];
    const at = key.lastIndexOf("@");
    const where = at < 0 ? "" : ` on ${nameOf(key.slice(at + 1) as Step["machineIds"][number])}`;
    const fact = at < 0 ? key : key.slice(0, at);
    return [{ kind: "facts", text: `It rests on ${fact}${where}`, before: was ?? "nothing", after: is ?? "nothing" }];
  });
}
