/** Requests about the agents themselves that were read as one about the machines they run on. */
import type { Machine } from "../../../domain/machine.ts";
import type { Outcome } from "../../../domain/plan.ts";
import { compareVersions } from "../../../domain/target-version.ts";
import { decline } from "./unread.ts";

const speaksOfThem =
  /(?<!\b(?:monitoring|zabbix|guest|qemu|datadog|snmp|ssh|build|mail|transfer|node|telegraf|puppet|backup|user|elastic|wazuh|key) )\bagents?\b/i;
const asksForOld =
  /^(?:which|what|are|do|does|is|show|list|any)\b.*\bagents?\b.*\b(?:old|older|outdated|out of date|behind|not (?:on|at|running) the (?:latest|newest))\b/i;
const ofPackages = new Set(["system.updates", "package.update", "package.list"]);

/** What was planned would look at packages, or ping, where the agents are meant. */
export function agentsInstead(source: string, fleet: readonly Machine[], outcome: Outcome): Outcome {
  if (!speaksOfThem.test(source)) return outcome;
  // “the agent on web-1 is outdated, update it”, “restart all agents”: neither its packages nor the machine are meant.
  if (outcome.kind === "clarify" && /upgrade (?:all )?packages|That means: reboot/.test(outcome.question))
    return decline(
      outcome.question.includes("reboot")
        ? "Agents are not restarted for all machines, since each carries out what is asked here; on one machine it is the service ailx-agent. Nothing was planned."
        : "There is no tool for updating agents yet, so nothing was planned.",
      [],
    );
  if (outcome.kind === "decline" && asksForOld.test(source)) return outdated(fleet);
  if (outcome.kind !== "plan" || outcome.plan.steps.length === 0) return outcome;
  const tools = outcome.plan.steps.map(({ tool }) => tool);
  if (tools.every((tool) => tool === "network.ping") && !/@|\d+\.\d+\.\d+\.\d+/.test(source)) return states(fleet);
  if (!tools.every((tool) => ofPackages.has(tool))) return outcome;
  return /^(?:is|are|any|which|what|do|does|how)\b/i.test(source.trim())
    ? outdated(fleet)
    : decline(
        "There is no tool for updating agents yet, so nothing was planned. Run the line of “Add machine” again on the machine: it fetches this hub's program and keeps the machine's key and policy.",
        [],
      );
}

function states(fleet: readonly Machine[]): Outcome {
  const away = fleet.filter(({ state }) => state !== "online");
  return {
    kind: "answer",
    text: `${fleet.length - away.length} of ${fleet.length} agents are connected${away.length === 0 ? "" : `; not ${away.map(({ name }) => name).join(", ")}`}.`,
    table: {
      columns: ["Machine", "State"],
      rows: fleet.map(({ name, state }) => [name, state]),
      machineIds: fleet.map(({ id }) => id),
    },
  };
}

function outdated(fleet: readonly Machine[]): Outcome {
  const found = fleet.filter((machine) =>
    fleet.some((other) => (compareVersions(other.agentVersion, machine.agentVersion) ?? 0) > 0),
  );
  return {
    kind: "answer",
    text:
      found.length === 0
        ? "All agents are on the newest version in the fleet."
        : `${found.length} of ${fleet.length} agents are older than the newest in the fleet: ${found.map(({ name }) => name).join(", ")}.`,
    table: {
      columns: ["Machine", "Agent"],
      rows: found.map(({ name, agentVersion }) => [name, agentVersion]),
      machineIds: found.map(({ id }) => id),
    },
  };
}
