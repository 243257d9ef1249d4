/** The one registry. A new tool is its folder entry and one line here. */
import { AppError } from "../domain/error.ts";
import type { Tool } from "./define.ts";
import { shellRun } from "./shell/run.ts";

export const tools: readonly Tool[] = [shellRun];

const byName = new Map(tools.map((tool) => [tool.name, tool]));

/** The tool of that name, or undefined. */
export const findTool = (name: string): Tool | undefined => byName.get(name);

/** The tool of that name; throws `no_such_tool`. */
export function toolNamed(name: string): Tool {
  const tool = byName.get(name);
  if (!tool) throw new AppError("no_such_tool", `There is no tool named ${JSON.stringify(name.slice(0, 64))}.`);
  return tool;
}
