/** The plan of a single tool: what a typed command and a tool called by name become. */
import { parseTarget, select } from "../../domain/target.ts";
import { AppError } from "../../domain/error.ts";
import { idleMsOf } from "../../domain/idle.ts";
import type { Machine } from "../../domain/machine.ts";
import { stepId, type Plan, type Rollout } from "../../domain/plan.ts";
import { secretsIn } from "../../domain/secret.ts";
import { restsOn } from "../../domain/rests.ts";
import { usualRollout } from "../../domain/rollout.ts";
import type { JsonObject } from "../../lib/json.ts";
import { limits } from "../../protocol/limits.ts";
import { toolNamed } from "../../tools/index.ts";
import { hubMachine } from "./ports.ts";

/** The plan of one tool on the machines of an expression. Throws `bad_expression`, `no_machine`, `validation`. */
export function toolPlan({
  on,
  tool: name,
  input,
  fleet,
  timeoutMs,
}: {
  on: string;
  tool: string;
  input: JsonObject;
  fleet: readonly Machine[];
  timeoutMs?: number;
}): Plan {
  const tool = toolNamed(name);
  const read = tool.input().safeParse(input);
  if (!read.success) {
    const fields = Object.fromEntries(
      read.error.issues.map((issue) => [issue.path.join(".") || "input", issue.message]),
    );
    throw new AppError("validation", `The input of ${name} does not fit.`, { fields });
  }
  const machines = tool.where === "hub" ? [] : select(parseTarget(on), fleet);
  if (tool.where === "agent" && machines.length === 0)
    throw new AppError("no_machine", `No machine matches ${JSON.stringify(on)}.`, {
      hint: "`ailx machines` lists what there is.",
    });
  const ids = tool.where === "hub" ? [hubMachine] : machines.map((machine) => machine.id).toSorted();
  const preview = tool.preview(read.data);
  const idleMs = idleMsOf(name, read.data);
  // A typed command is the person's own; what a tool changes goes out with care.
  const free = tool.access === "read" || name === "shell.run";
  const rollout: Rollout = free ? { mode: "parallel" } : usualRollout(ids.length);
  const factsUsed: Record<string, string> = {};
  if (!free)
    for (const machine of machines) Object.assign(factsUsed, restsOn({ tool: name, input: read.data }, machine));
  return {
    v: 1,
    by: "person",
    understood: `${preview.title}${tool.where === "hub" ? "" : ` on ${machines.length === 1 ? (machines[0]?.name ?? "") : `${machines.length} machines`}`}.`,
    on,
    steps: [
      {
        id: stepId("s1"),
        title: preview.title,
        tool: name,
        toolVersion: tool.version,
        input: read.data,
        access: tool.access,
        machineIds: ids,
        rollout,
        verify: tool.checks(read.data),
        undo: tool.undo(read.data),
        limits: {
          timeoutMs: timeoutMs ?? tool.timeoutMs,
          outputBytes: limits.outputBytes,
          ...(idleMs === undefined ? {} : { idleMs }),
        },
        secrets: secretsIn(read.data),
        onFailure: "stop",
      },
    ],
    excluded: [],
    assumptions: [],
    factsUsed,
  };
}
