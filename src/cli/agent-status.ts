/** `ailx agent status`: whether the service runs, and where its parts lie. */
import { existsSync, readFileSync } from "node:fs";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { command, initSystem, policyPath, settingsPath } from "./service.ts";
import { printJson } from "./shown.ts";

export type ServiceStatus = {
  installed: boolean;
  running: boolean;
  service?: string;
  settings: string;
  policy: string;
  maxLevel?: number;
};

export const run: Verb = async ({ args, io }) => {
  const status = await serviceStatus();
  if (args.has("json")) printJson(io, status);
  else if (!status.installed)
    io.out("The agent is not installed as a service here. `ailx agent install --help` shows how.\n");
  else
    io.out(
      `The agent's service ${status.running ? "runs" : "does not run"} (${status.service ?? ""}).\n` +
        `Settings: ${status.settings}\nPolicy:   ${status.policy}${status.maxLevel === undefined ? "" : `, level ${status.maxLevel} at most`}\n`,
    );
  return status.running ? exit.ok : exit.failed;
};

export async function serviceStatus(): Promise<ServiceStatus> {
  const init = initSystem();
  const installed = init !== undefined && existsSync(init.path);
  const maxLevel = permitted();
  return {
    installed,
    running: installed && (await command(init.isRunning)).ok,
    ...(installed ? { service: init.path } : {}),
    settings: settingsPath,
    policy: policyPath,
    ...(maxLevel === undefined ? {} : { maxLevel }),
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
