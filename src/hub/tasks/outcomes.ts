/** The tools' own views of what came out, loaded on first use, keyed by run. */
import type { Child } from "hono/jsx";
import type { TaskView } from "../../api/task.ts";
import type { JsonObject } from "../../lib/json.ts";
import { findTool } from "../../tools/index.ts";

/** One tool's view of one output; undefined where the tool or its view is gone. */
export async function outcomeOf(toolName: string, output: JsonObject): Promise<Child | undefined> {
  const tool = findTool(toolName);
  if (!tool) return undefined;
  const { Outcome } = await tool.load.view();
  return Outcome({ output }) as Child;
}

/** Of at most `most` runs: beyond that a page would be longer than anybody reads. */
export async function outcomesOf(task: TaskView, most = 60): Promise<Record<string, Child>> {
  const toolOf = new Map(task.plan?.steps.map((step) => [step.id, step.tool]));
  const shown = task.runs.filter((run) => run.output).slice(0, most);
  const pairs = await Promise.all(
    shown.map(async (run) => [run.id, await outcomeOf(toolOf.get(run.stepId) ?? "", run.output ?? {})] as const),
  );
  return Object.fromEntries(pairs.flatMap(([id, child]) => (child === undefined ? [] : [[id, child]])));
}
