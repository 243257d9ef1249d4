/** The plan of one look from a planner's desk: a single read on machines in reach. Throws where it is anything else. */
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import { stepId, type Plan } from "../../domain/plan.ts";
import { limits } from "../../protocol/limits.ts";
import { assessStep } from "../../tools/assess.ts";
import { toolNamed } from "../../tools/index.ts";
import type { LookCall } from "../planning/planner.ts";
import { masked } from "../planning/llm/cutting.ts";
import { hubMachine } from "./ports.ts";

/** Throws `no_such_tool`, `forbidden`, `validation`, `no_machine`. */
export function deskPlan({ tool: name, input, machineIds }: LookCall, reach: readonly Machine[]): Plan {
  const tool = toolNamed(name);
  if (tool.access !== "read")
    throw new AppError("forbidden", `${name} changes something, so it is proposed and not looked at.`);
  const read = tool.input().safeParse(input);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new AppError("validation", `The input of ${name} does not fit: ${issue?.path.join(".")} ${issue?.message}.`);
  }
  // A look is nobody's wish in so many words: what was allowed beforehand does not count for it.
  if (assessStep({ tool: tool.name, input: read.data }).risk !== "low")
    throw new AppError(
      "forbidden",
      `“${tool.preview(read.data).title}” is more than a look, so a person is asked: propose it.`,
    );
  const here = new Map(reach.map((machine) => [machine.id, machine]));
  const ids = tool.where === "hub" ? [hubMachine] : [...new Set(machineIds)].toSorted();
  if (ids.length === 0) throw new AppError("no_machine", `${name} needs a machine to look at.`);
  if (tool.where === "agent" && !ids.every((id) => here.has(id)))
    throw new AppError("forbidden", "A machine outside of what this request may reach was named.");
  const title = masked(tool.preview(read.data).title);
  return {
    v: 1,
    by: "llm",
    understood: title,
    on: ids.map((id) => here.get(id)?.name ?? "").join(" or "),
    steps: [
      {
        id: stepId("s1"),
        title,
        tool: tool.name,
        toolVersion: tool.version,
        input: read.data,
        access: "read",
        machineIds: ids,
        rollout: { mode: "parallel" },
        verify: [],
        undo: { kind: "nothing" },
        limits: { timeoutMs: tool.timeoutMs, outputBytes: limits.outputBytes },
        secrets: [],
        onFailure: "continue",
      },
    ],
    excluded: [],
    assumptions: [],
    factsUsed: {},
  };
}
