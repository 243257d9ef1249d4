/** What a clause is about, for conditions that only say “it”: the package, the path, the account, the tool itself. */
import type { Machine } from "../../../domain/machine.ts";
import type { JsonObject } from "../../../lib/json.ts";
import type { About } from "./looks/parts.ts";
import type { Doing } from "./perform.ts";

export function aboutOf(intent: Doing, fleet: readonly Machine[]): About {
  if (intent.kind === "runbook") return { tool: intent.id };
  const found = typedOf(intent, fleet);
  if (!found) return {};
  const { tool, input } = found;
  const text = (key: string): string | undefined => {
    const value = input[key];
    return typeof value === "string" ? value : undefined;
  };
  const packages = input["packages"];
  const path = text("path") ?? text("name") ?? text("to");
  const user = text("user");
  return {
    tool,
    ...(Array.isArray(packages) ? { packages: packages.filter((name) => typeof name === "string") } : {}),
    ...(path === undefined ? {} : tool.startsWith("git.") ? { tree: path } : { path }),
    ...(user === undefined ? {} : { user }),
  };
}

/** Its tool and input, on the first machine that has them. */
function typedOf(intent: Doing, fleet: readonly Machine[]): { tool: string; input: JsonObject } | undefined {
  if (intent.kind === "read" || intent.kind === "change") {
    const { tool, input } = intent;
    const given = typeof input === "function" ? firstOf(fleet, (machine) => input(machine)) : input;
    return given && { tool, input: given };
  }
  if (intent.kind !== "shell") return undefined;
  const { as } = intent;
  const typed = typeof as === "function" ? firstOf(fleet, (machine) => as(machine)) : as;
  if (typed) return typed;
  const command = firstOf(fleet, (machine) => intent.command(machine));
  return command === undefined ? undefined : byCommand(command);
}

/** Of the few commands that are written out: the one path or tree in them. */
function byCommand(command: string): { tool: string; input: JsonObject } {
  const tree = /^git -C (\/[^\s';&|]+) /.exec(command)?.[1];
  const paths = [...command.matchAll(/(?<=^|\s)\/[^\s';&|]*(?=\s|$)/g)].map(([path]) => path);
  if (tree !== undefined) return { tool: "git.command", input: { path: tree } };
  return { tool: "shell.run", input: paths.length === 1 ? { path: paths[0] ?? "" } : {} };
}

function firstOf<T>(fleet: readonly Machine[], of: (machine: Machine) => T | undefined): T | undefined {
  for (const machine of fleet) {
    const found = of(machine);
    if (found !== undefined) return found;
  }
  return undefined;
}
