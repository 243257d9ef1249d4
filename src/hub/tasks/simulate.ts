/** What would happen if this person asked for that: planned, judged and decided as ever, and nothing stored or sent. */
import type { Simulation, SimulationRequest } from "../../api/policy.ts";
import type { Actor } from "../../domain/account.ts";
import { decide, type Decision } from "../../domain/decide.ts";
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import type { Outcome } from "../../domain/plan.ts";
import type { Assessment, Level } from "../../domain/risk.ts";
import { showHidden } from "../../domain/untrusted.ts";
import { taskId, type TaskKind } from "../../domain/task.ts";
import { iso } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import { assess } from "../../tools/assess.ts";
import { loggedText } from "./masks.ts";
import { toolNamed } from "../../tools/index.ts";
import { inManner } from "./manner.ts";
import { partsOf } from "./parts.ts";
import type { Ports } from "./ports.ts";
import { outcomeOf } from "./outcome.ts";
import type { Ask, Task } from "./rows.ts";

type Asked = Omit<SimulationRequest, "person" | "role" | "at">;
export type Simulate = (asked: Asked, by: { actor: Actor; nowMs: number }) => Promise<Simulation>;

/** Throws `validation`, `bad_expression`, `no_machine`, `no_such_tool` as asking for it would. */
export function makeSimulate(ports: Ports): Simulate {
  return async (asked, { actor, nowMs }) => {
    const task = taskOf(asked, actor, nowMs);
    const outcome = await outcomeOf(ports, task);
    const who = { name: actor.name, role: actor.role };
    const bare = { who, at: iso(nowMs), steps: [], machines: [] };
    if (outcome.kind !== "plan") return { ...bare, unplanned: showHidden(unplanned(outcome)) };
    const plan = inManner(outcome.plan, task.ask);
    const fleet = ports.fleet.list(actor.scope);
    const machines = new Map(fleet.map((machine) => [String(machine.id), machine]));
    const typed = task.kind === "exec";
    const assessment = assess({ plan, machines, typed });
    const stored = { plan, assessment };
    const parts = partsOf(stored, machines);
    const question = { ...task.ask, actor, kind: task.kind, assessment, standing: ports.policy.standing(), nowMs };
    const whole = leveled(decide({ ...question, parts }), { assessment, machines: [...reached(parts)] });
    return {
      ...bare,
      whole: {
        ...told(whole),
        understood: showHidden(plan.understood),
        risk: assessment.risk,
        level: assessment.level,
        reasons: assessment.reasons.map(({ text }) => showHidden(text)),
      },
      steps: plan.steps.map((step, at) => ({
        title: showHidden(step.title),
        tool: step.tool,
        exact: showHidden(loggedText(plan, toolNamed(step.tool).preview(step.input).exact)),
        risk: parts[at]?.risk ?? assessment.risk,
        level: parts[at]?.level ?? assessment.level,
      })),
      machines: [...reached(parts)].map((machine) => {
        const own = parts
          .filter((part) => part.machines.includes(machine))
          .map((part) => ({ ...part, machines: [machine] }));
        const level = Math.max(1, ...own.map((part) => part.level)) as Level;
        const decision = leveled(decide({ ...question, parts: own }), {
          assessment: { ...assessment, level },
          machines: [machine],
        });
        return {
          machine: machine.name,
          ...told(decision),
          risk: assessment.risk,
          level,
          permits: machine.maxLevel,
          ...(machine.policy && machine.policy.file !== "" ? { policyFile: machine.policy.file } : {}),
        };
      }),
    };
  };
}

const reached = (parts: readonly { machines: readonly Machine[] }[]): Set<Machine> =>
  new Set(parts.flatMap(({ machines }) => machines));

/** Machines that do not permit the level refuse it, whatever the hub decides. */
function leveled(
  decision: Decision,
  { assessment: { level }, machines }: { assessment: Pick<Assessment, "level">; machines: readonly Machine[] },
): Decision {
  const [first] = machines;
  if (decision.kind === "refuse" || !first || machines.some((machine) => machine.maxLevel >= level)) return decision;
  const line = first.policy?.level ? `:${first.policy.level.line}` : "";
  const where = `${first.name}:${first.policy?.file || "/etc/ailx/policy.yaml"}${line}`;
  return {
    kind: "refuse",
    rule: "maxLevel",
    where,
    why: `It needs level ${level}; ${first.name} permits ${first.maxLevel}.`,
  };
}

const told = (decision: Decision) => ({
  decision: decision.kind,
  rule: decision.rule,
  where: decision.where,
  ...(decision.kind === "refuse" ? { why: showHidden(decision.why) } : {}),
});

function taskOf({ request, command, tool, input, on }: Asked, actor: Actor, nowMs: number): Task {
  const given = [request, command, tool].filter((each) => each !== undefined);
  if (given.length !== 1)
    throw new AppError("validation", "Say what would be done: one of a request, a command and a tool.", {
      fields: { request: "is one of request, command and tool" },
    });
  const kind: TaskKind = command !== undefined ? "exec" : tool !== undefined ? "tool" : "ask";
  const ask: Ask = {
    origin: "simulation",
    channel: "api",
    role: actor.role,
    ...(actor.scope === undefined ? {} : { scope: actor.scope }),
    ...(on === undefined ? {} : { on }),
    ...(command === undefined ? {} : { command }),
    ...(tool === undefined ? {} : { tool, input: input ?? {} }),
  };
  return {
    id: taskId(newId()),
    kind,
    request: given[0] ?? "",
    ask,
    state: "planning",
    actor: { id: actor.id, name: actor.name },
    revision: 0,
    outcome: undefined,
    headline: undefined,
    risk: undefined,
    machines: 0,
    createdAtMs: nowMs,
    endedAtMs: undefined,
  };
}

function unplanned(outcome: Exclude<Outcome, { kind: "plan" }>): string {
  switch (outcome.kind) {
    case "answer":
      return `It is answered from what the hub knows; nothing runs: ${outcome.text}`;
    case "clarify":
      return `It would be asked first: ${outcome.question}`;
    case "decline":
      return `It would not be planned: ${outcome.reason}`;
  }
}
