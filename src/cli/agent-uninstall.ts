/** `ailx agent uninstall`: the service goes; key and policy stay, so that it can come back as itself, unless purged. */
import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { AppError } from "../domain/error.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { command, initSystem, policyPath, runDir, settingsPath, stateDir } from "./service.ts";

export const run: Verb = async ({ args, io }) => {
  if (io.uid !== 0)
    throw new AppError("permission_denied", "Removing a service needs root.", { hint: "Run the same line with sudo." });
  const init = initSystem();
  const isThere = init !== undefined && existsSync(init.path);
  if (isThere) {
    for (const line of init.stop) await command(line);
    if ((await command(init.isRunning)).ok)
      throw new AppError("tool_failed", "The agent's service does not stop.", {
        hint: `See \`${init.log.join(" ")}\`.`,
      });
    rmSync(init.path, { force: true });
    if (init.name === "systemd") await command(["systemctl", "daemon-reload"]);
  }
  if (args.has("purge")) purge();
  const kept = args.has("purge")
    ? "Its settings, policy and key are removed as well. The hub lists this machine as offline until it is revoked there."
    : `Its key (${stateDir}) and settings (/etc/ailx) stay; --purge removes them.`;
  io.out(`${isThere ? "The agent's service is removed." : "There was no service of the agent."} ${kept}\n`);
  return exit.ok;
};

function purge(): void {
  for (const path of [settingsPath, policyPath, stateDir, runDir]) rmSync(path, { recursive: true, force: true });
  // A hub on this machine may have its settings in there.
  const dir = dirname(settingsPath);
  if (existsSync(dir) && readdirSync(dir).length === 0) rmdirSync(dir);
}
