/** What planning a task leads to, whoever plans it: a typed command, a tool called by name, something again, or words. */
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import type { Outcome, Plan } from "../../domain/plan.ts";
import type { SecretPort } from "../../domain/secret.ts";
import { onlyLooks } from "../../tools/assess.ts";
import type { Desk } from "../planning/planner.ts";
import { membersNow, withMembers } from "./members.ts";
import type { Ports, SchedulePort } from "./ports.ts";
import { earlierPlans } from "./replan.ts";
import { restsOn } from "../../domain/rests.ts";
import { staleFact } from "./recheck.ts";
import { retryPlan } from "./retry.ts";
import type { Ask, Task } from "./rows.ts";
import { beforeOf } from "./thread.ts";
import { toolPlan } from "./toolPlan.ts";
import { undoAsked } from "./undoAsk.ts";

/** What planning leads to; a request that cannot be planned is declined with the reason, never an exception. */
export async function outcomeOf(ports: Ports, task: Task, desk?: Desk): Promise<Outcome> {
  const { ask } = task;
  const fleet = ports.fleet.list(ask.scope);
  try {
    const scheduled = ask.schedule === undefined ? undefined : ports.schedules?.of(ask.schedule);
    if (scheduled) {
      const { plan, members } = scheduled;
      return { kind: "plan", plan: asOfNow(members === undefined ? plan : membersNow(plan, members, fleet), fleet) };
    }
    if (ask.retryOf !== undefined) return { kind: "plan", plan: again(ports, task, fleet) };
    const undo = undoAsked(ports, task, fleet);
    if (undo) return { kind: "plan", plan: undo };
    if (task.kind === "exec")
      return {
        kind: "plan",
        plan: toolPlan({ ...ask, on: ask.on ?? "", tool: "shell.run", input: commandOf(ports, ask), fleet }),
      };
    if (task.kind === "tool")
      return {
        kind: "plan",
        plan: toolPlan({ ...ask, on: ask.on ?? "", tool: ask.tool ?? "", input: ask.input ?? {}, fleet }),
      };
    const remembered = await ports.memory?.asked(task, fleet);
    if (remembered) return remembered;
    const outcome = await ports.planner({
      task: task.id,
      text: task.request,
      fleet,
      nowMs: ports.clock(),
      ...(ports.timeZone === undefined ? {} : { timeZone: ports.timeZone() }),
      ...(ports.memory ? { known: ports.memory.known(task.request, ask.scope) } : {}),
      ...(ports.runbooks ? { runbooks: await ports.runbooks() } : {}),
      ...(desk ? { desk } : {}),
      ...(ask.planner === undefined ? {} : { by: ask.planner }),
      ...(ask.on === undefined ? {} : { on: ask.on }),
      ...(ask.maxLevel === undefined ? {} : { maxLevel: ask.maxLevel }),
      ...(ask.queueForMs === undefined ? {} : { awaits: true }),
      ...(ask.answers === undefined ? {} : { answers: ask.answers }),
      ...(ask.soFar === undefined ? {} : { soFar: ask.soFar }),
      ...earlierPlans(ports, task),
      ...(ask.follows === undefined ? {} : { before: beforeOf(ports, task, fleet) }),
    });
    return ports.schedules ? grouped(atSomeTime(outcome, ports.schedules), fleet) : notNow(outcome);
  } catch (error) {
    // A typed command or tool is refused with its own code; only words are answered with words.
    if (!(error instanceof AppError) || task.kind !== "ask") throw error;
    return { kind: "decline", reason: error.detail, nearest: error.hint === undefined ? [] : [error.hint] };
  }
}

/** What the plan of a schedule rests on, as it is today; what is otherwise is said, and asked about. */
function asOfNow(plan: Plan, fleet: readonly Machine[]): Plan {
  const other = staleFact(plan, new Map(fleet.map((machine) => [String(machine.id), machine])));
  if (other === undefined) return plan;
  const factsUsed = Object.assign(
    {},
    ...plan.steps
      .filter((step) => !onlyLooks(step))
      .flatMap((step) =>
        fleet.filter(({ id }) => step.machineIds.includes(id)).map((machine) => restsOn(step, machine)),
      ),
  ) as Plan["factsUsed"];
  return {
    ...plan,
    factsUsed,
    assumptions: [...plan.assumptions, `${other}, which is not what was approved`],
    otherwise: other,
  };
}

/** A time that never comes is told, whoever thought of it: nobody is asked to approve what cannot be made. */
function atSomeTime(outcome: Outcome, { wrong }: SchedulePort): Outcome {
  const { schedule, later } = outcome.kind === "plan" ? outcome.plan : {};
  const why = [schedule, later?.schedule].flatMap((when) => (when && wrong(when)) ?? [])[0];
  if (outcome.kind !== "plan" || why === undefined) return outcome;
  return {
    kind: "decline",
    reason: `${why} So nothing was scheduled and nothing was done; say a time such as “every night at 2” or “in two hours”.`,
    nearest: [],
  };
}

const grouped = (outcome: Outcome, fleet: readonly Machine[]): Outcome =>
  outcome.kind === "plan" ? { ...outcome, plan: withMembers(outcome.plan, fleet) } : outcome;

/** While no schedule can be made of it, a plan for another time is told and not carried out: it must never run now. */
const notNow = (outcome: Outcome): Outcome =>
  outcome.kind === "plan" && outcome.plan.schedule
    ? {
        kind: "decline",
        reason: `This is what is understood: ${outcome.plan.understood} ailx cannot do things at a later time yet, so nothing was planned; ask without the time to do it now.`,
        nearest: [],
      }
    : outcome;

function again({ store }: Ports, { ask: { retryOf = "", only = [] } }: Task, fleet: readonly Machine[]): Plan {
  const old = store.get(retryOf);
  const stored = store.plan(old.id, old.revision);
  if (!stored) throw new AppError("wrong_state", "That task never came to a plan.");
  return retryPlan(stored, only, fleet);
}

const commandOf = (
  { secrets }: Ports,
  { command = "", terminal = false, root = false, typed, secrets: wanted }: Ask,
) => ({
  command,
  ...(terminal ? { terminal } : {}),
  ...(root ? { root } : {}),
  ...(typed ? { answers: typed } : {}),
  ...(wanted
    ? { secrets: wanted.map(({ name, env }) => ({ secret: name, version: versionOf(secrets, name), env })) }
    : {}),
});

function versionOf(secrets: SecretPort | undefined, name: string): number {
  const version = secrets?.newest(name);
  if (version !== undefined) return version;
  throw new AppError("not_found", `There is no secret ${JSON.stringify(name)}.`, {
    hint: "`ailx secret list` shows what there is; an admin sets one with `ailx secret set NAME`.",
  });
}
