/** Whether a call changes nothing. Apart from the registry, so that an agent asks it without loading all tools. */
import type { JsonObject } from "../lib/json.ts";
import type { Tool } from "./define.ts";

/** A reading tool, or a command that is known to only read. */
export const looksOnly = (tool: Tool, input: JsonObject): boolean =>
  tool.access === "read" || (tool.name === "shell.run" && tool.risk(input).risk === "low");
