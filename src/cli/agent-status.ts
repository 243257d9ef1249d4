/** `ailx agent status`: whether the service runs, and where its parts lie. */
import { existsSync, readFileSync } from "node:fs";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { command, initSystem, policyPath, settingsPath } from "./service.ts";
import { readLine } from "./agent-start.ts";
import { printJson, shown } from "./shown.ts";

export type ServiceStatus = {
  installed: boolean;
  running: boolean;
  service?: string;
  settings: string;
  policy: string;
  maxLevel?: number;
  /** What its log says last of the hub; absent where it says nothing, or may not be read. */
  hub?: LinkWord;
};

export type LinkWord = { connected: true; as?: string } | { connected: false; code: string; why: string };

export const run: Verb = async ({ args, io }) => {
  const status = await serviceStatus();
  if (args.has("json")) printJson(io, status);
  else if (!status.installed)
    io.out("The agent is not installed as a service here. `ailx agent install --help` shows how.\n");
  else
    io.out(
      `The agent's service ${status.running ? "runs" : "does not run"} (${status.service ?? ""}).\n` +
        `Settings: ${status.settings}\nPolicy:   ${status.policy}${status.maxLevel === undefined ? "" : `, level ${status.maxLevel} at most`}\n${status.hub ? `Hub:      ${hubText(status.hub)}\n` : ""}`,
    );
  return status.running ? exit.ok : exit.failed;
};

/** The last that an agent's log says of its connection. */
export function lastWord(log: string): LinkWord | undefined {
  for (const text of log.split("\n").toReversed()) {
    const { event, machine, code = "", detail = "", fingerprint = "" } = readLine(text);
    if (event === "join.waiting")
      return { connected: false, code: "waiting", why: `it waits for a person to let in the key ${fingerprint}.` };
    if (event === "link.up") return { connected: true, ...(machine === undefined ? {} : { as: machine }) };
    if (event === "link.ended") return { connected: false, code, why: detail };
  }
  return undefined;
}

const todos: Readonly<Record<string, string>> = {
  unknown_machine: "Join it again with the line of a new token, unless the hub gets its newer data back.",
  machine_revoked: "Join it again with the line of a new token.",
  waiting: "On the hub: Machines, or `ailx machine approve`.",
  machine_quarantined: "An admin of the hub has to look at it.",
};

function hubText(word: LinkWord): string {
  if (word.connected) return `connected${word.as === undefined ? "" : ` as ${shown(word.as)}`}`;
  return `not connected: ${shown(word.why)} It goes on trying.${todos[word.code] ? ` ${todos[word.code]}` : ""}`;
}

export async function serviceStatus(): Promise<ServiceStatus> {
  const init = initSystem();
  const installed = init !== undefined && existsSync(init.path);
  const maxLevel = permitted();
  const hub = installed ? lastWord((await command(init.log)).said) : undefined;
  return {
    installed,
    running: installed && (await command(init.isRunning)).ok,
    ...(installed ? { service: init.path } : {}),
    settings: settingsPath,
    policy: policyPath,
    ...(maxLevel === undefined ? {} : { maxLevel }),
    ...(hub ? { hub } : {}),
  };
}

/** Undefined where the policy is not there or may not be read, as by anyone but root. */
function permitted(): number | undefined {
  try {
    const found = /^maxLevel:\s*([1-4])\s*$/m.exec(readFileSync(policyPath, "utf8"))?.[1];
    return found === undefined ? undefined : Number(found);
  } catch {
    return undefined;
  }
}
