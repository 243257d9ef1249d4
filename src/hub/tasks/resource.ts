/** What a change has to itself on its machine: two changes of the same thing there run one after another. */
import type { Step } from "../../domain/plan.ts";
import { findTool } from "../../tools/index.ts";
import type { Run } from "./rows.ts";
import type { Out } from "./watch.ts";

const packages = /(?:^|[\s;&|(])(?:apt|apt-get|aptitude|dpkg|dnf|yum|rpm|zypper|apk|pacman)\s/;

/** In a person's words: the service, or "packages". Undefined where nothing is known to be in the way of anything. */
export function resourceOf({ tool, input, access }: Pick<Step, "tool" | "input" | "access">): string | undefined {
  if (access === "read") return undefined;
  const service = tool.startsWith("service.") ? input["service"] : undefined;
  if (typeof service === "string") return service;
  if (tool.startsWith("package.")) return "packages";
  if (tool.startsWith("firewall.")) return "the firewall";
  if (tool.startsWith("user.")) return "users";
  if (tool === "system.reboot") return "the machine";
  const command = tool === "shell.run" ? input["command"] : undefined;
  return typeof command === "string" && packages.test(`${command} `) ? "packages" : undefined;
}

/** As its call is watched while it is out. */
export const heldBy = ({ taskId }: Pick<Run, "taskId">, step: Step): Pick<Out, "holds" | "awayMs"> => {
  const resource = resourceOf(step);
  const awayMs = findTool(step.tool)?.awayMs;
  return {
    ...(resource === undefined ? {} : { holds: { resource, taskId } }),
    ...(awayMs === undefined ? {} : { awayMs }),
  };
};
