/** A verified call becomes something to run, or is refused: its tool, its input, and what this machine permits. */
import type { Facts } from "../../domain/machine.ts";
import { highestLevel, type Level } from "../../domain/risk.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { CallPayload } from "../../protocol/call.ts";
import { ToolError, type Tool } from "../../tools/define.ts";

export type Prepared = { call: CallPayload; tool: Extract<Tool, { where: "agent" }>; input: JsonObject };

/** Throws the `ToolError` with which the call is refused. */
export function prepare(
  call: CallPayload,
  {
    findTool,
    maxLevel,
    facts,
  }: { findTool: (name: string) => Tool | undefined; maxLevel: () => Level; facts: () => Facts },
): Prepared {
  const tool = findTool(call.tool);
  if (!tool || tool.where !== "agent")
    throw new ToolError("no_such_tool", `This agent has no tool ${call.tool}.`, "Update the agent.");
  if (tool.version !== call.toolVersion)
    throw new ToolError(
      "not_supported",
      `This agent has ${call.tool} ${tool.version}, the call is for ${call.toolVersion}.`,
      "Update the agent.",
    );
  if (!tool.platforms.includes(facts().platform))
    throw new ToolError("not_supported", `${call.tool} does not work on ${facts().platform}.`);
  const read = tool.input().safeParse(call.input);
  if (!read.success) {
    const issue = read.error.issues[0];
    throw new ToolError(
      "bad_input",
      `${call.tool}: ${issue?.path.join(".") ?? "input"} ${issue?.message ?? "does not fit"}.`,
    );
  }
  const needed = highestLevel([call.level, tool.level(read.data)]);
  if (needed > maxLevel())
    throw new ToolError(
      "level_too_low",
      `This needs level ${needed}; the machine permits ${maxLevel()}.`,
      "Root on that machine can raise maxLevel in /etc/ailx/policy.yaml.",
    );
  return { call, tool, input: read.data };
}
