/** A run is looked at once more right before it is sent: time has passed, and its machine may no longer be what was approved. */
import { mayAct } from "../../domain/account.ts";
import { refusedOn, ruleFor, type Question } from "../../domain/decide.ts";
import { machineRefusal } from "../../domain/machinePolicy.ts";
import { noLonger } from "../../domain/rests.ts";
import { AppError, type ErrorCode } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import type { Plan, Step } from "../../domain/plan.ts";
import { parseScope } from "../../domain/scope.ts";
import { parseTarget } from "../../domain/target.ts";
import { toolNamed } from "../../tools/index.ts";
import { partOf } from "./parts.ts";
import type { Ports } from "./ports.ts";
import type { StoredPlan, Task } from "./rows.ts";

/** The run ends so instead of being sent. */
export type Refusal =
  | { state: "failed"; code: ErrorCode; detail: string; hint: string }
  | { state: "skipped"; detail: string };

/** Who asked may have been shut out since, or be a viewer by now, or see fewer machines: then nothing more is done for them. */
export function noLongerTheirs(
  { account }: Pick<Ports, "account">,
  { actor }: Pick<Task, "actor">,
  machine: Machine | undefined,
): Refusal | undefined {
  // Whoever asked over hub.sock, or by a key that was made there, has no account.
  if (!account || actor.id.startsWith("uid:")) return undefined;
  const now = account(actor.id);
  if (!now || !mayAct(now.role))
    return {
      state: "failed",
      code: "forbidden",
      detail: `${actor.name}, who asked for this, may not run anything any more.`,
      hint: "Ask for it yourself.",
    };
  if (machine === undefined || now.scope === undefined || parseScope(now.scope).covers(machine)) return undefined;
  return { state: "skipped", detail: `${machine.name} is no longer in the scope of who asked` };
}

export function recheck({
  task,
  plan,
  step,
  machine,
}: {
  task: Pick<Task, "ask">;
  plan: Plan;
  step: Step;
  machine: Machine;
}): Refusal | undefined {
  // Whoever asked must still be allowed to know of it.
  if (task.ask.scope !== undefined && !parseScope(task.ask.scope).covers(machine))
    return { state: "skipped", detail: `${machine.name} is no longer in the scope of who asked` };
  const level = toolNamed(step.tool).level(step.input);
  if (level > machine.maxLevel)
    return {
      state: "failed",
      code: "level_too_low",
      detail: `This needs level ${level}; ${machine.name} permits ${machine.maxLevel}.`,
      hint: "Root on that machine can raise maxLevel in its policy file.",
    };
  if (task.ask.queueForMs !== undefined && !stillMeant(plan.on, machine))
    return { state: "skipped", detail: `${machine.name} no longer fits ${plan.on}` };
  const other = noLonger(step, machine, plan.factsUsed);
  return other === undefined
    ? undefined
    : {
        state: "failed",
        code: "stale_plan",
        detail: `${other}; the plan was made for how it was.`,
        hint: "Ask again.",
      };
}

// That it was away when it was chosen is no reason to leave it out once it is back; a planner's words may be no expression.
function stillMeant(on: string, machine: Machine): boolean {
  try {
    const { test } = parseTarget(on === "" ? "all" : on);
    return test(machine) || test({ ...machine, state: "offline" });
  } catch (error) {
    if (error instanceof AppError) return true;
    throw error;
  }
}

/**
 * What was decided a while ago is asked for again: a rule, a switch or the machine's own file may say something else by now.
 * `needed`: how many people the approval was given by.
 */
export function refusedSince({
  task,
  stored,
  step,
  machine,
  needed,
  standing,
  nowMs,
}: {
  task: Pick<Task, "ask" | "actor" | "kind">;
  stored: StoredPlan;
  step: Step;
  machine: Machine | undefined;
  needed: number;
  standing: NonNullable<Question["standing"]>;
  nowMs: number;
}): Refusal | undefined {
  const part = partOf(stored, step, machine);
  const question = { actor: { ...task.actor, role: task.ask.role }, standing, nowMs };
  const refused = (detail: string, hint: string): Refusal => ({
    state: "failed",
    code: "refused_by_policy",
    detail,
    hint,
  });
  const byHub = refusedOn(question, part, machine);
  if (byHub) return refused(byHub.why, byHub.hint ?? "");
  const rule = ruleFor(question, part, machine);
  if (rule?.then === "two" && needed < 2)
    return refused(`The rule “${rule.title}” asks two people by now; this was allowed by one.`, "Ask again.");
  const byMachine = machine?.policy && machineRefusal(machine.policy, part, { nowMs });
  if (!machine || !byMachine) return undefined;
  const { rule: id, where, why } = byMachine;
  return refused(
    `${machine.name} refuses this by ${id} in ${where}: ${why}.`,
    `Only root on ${machine.name} can change that.`,
  );
}

/** What no longer holds of a whole plan, for who is about to approve it. A machine less is no reason. */
export function staleFact({ steps, factsUsed }: Plan, machines: ReadonlyMap<string, Machine>): string | undefined {
  for (const step of steps)
    for (const id of step.machineIds) {
      const machine = machines.get(id);
      const other = machine && noLonger(step, machine, factsUsed);
      if (other !== undefined) return other;
    }
  return undefined;
}
