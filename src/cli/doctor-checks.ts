/** What `ailx doctor` looks at on this computer, and what a check is. Each looks at one thing and never throws: what cannot be looked at is a finding too. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import type { DoctorCheck as Check } from "../api/doctor.ts";
import { AppError } from "../domain/error.ts";
import { serviceStatus } from "./agent-status.ts";
import type { Io } from "./io.ts";
import type { Args } from "./mode.ts";
import { hubKeys } from "./hub-keys.ts";
import type { Keys } from "./setting-keys.ts";

export type ShownSetting = { name: string; value: string; from: string };
type Where = { args: Args; io: Io };

/** The settings that a hub started here would have, each with where it comes from, and its data directory. */
export async function settingChecks({ args, io }: Where): Promise<{ checks: Check[]; settings: ShownSetting[] }> {
  try {
    const { hubSettingsFrom } = await import("./hub-start.ts");
    const { origins } = await hubSettingsFrom({ args: onlyData(args), io });
    const keys: Keys = hubKeys;
    const settings = Object.entries(origins).map(([name, { value, from }]) => ({
      name,
      value: valueText(value ?? byItself[name]?.(), keys[name]?.secret),
      from,
    }));
    return {
      settings,
      checks: [{ what: "Settings", state: "ok", found: "valid" }, ...dataCheck(origins.data.value ?? "")],
    };
  } catch (error) {
    return { settings: [], checks: [failed("Settings", error)] };
  }
}

/** What a hub finds out itself where nothing is set. */
const byItself: Record<string, () => string> = {
  timeZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
};

const onlyData = (args: Args): Args => ({
  ...args,
  text: (option) => (option === "data" ? args.text(option) : undefined),
  has: () => false,
  list: () => [],
});

function valueText(value: unknown, secret: boolean | undefined): string {
  if (value === undefined) return "–";
  if (secret) return "(hidden)";
  if (Array.isArray(value)) return value.length === 0 ? "–" : value.join(", ");
  if (typeof value === "object" && value !== null && "host" in value && "port" in value)
    return `${String(value.host)}:${String(value.port)}`;
  return typeof value === "string" ? value : JSON.stringify(value);
}

function dataCheck(dir: string): Check[] {
  if (!existsSync(dir))
    return [{ what: "Data directory", state: "ok", found: `${dir} is made when a hub first starts here` }];
  try {
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    return [
      {
        what: "Data directory",
        state: "warn",
        found: `${dir} is not yours to write`,
        todo: "Only the user that runs the hub needs it. Use sudo if that is root.",
      },
    ];
  }
  const open = (statSync(dir).mode & 0o077) !== 0;
  if (open)
    return [
      { what: "Data directory", state: "warn", found: `${dir} can be read by other users`, todo: `chmod 700 ${dir}` },
    ];
  return [{ what: "Data directory", state: "ok", found: `${dir} is writable, and by nobody else` }];
}

/** The agent of this machine, where one is installed. */
export async function agentChecks(): Promise<Check[]> {
  const { installed, running, maxLevel } = await serviceStatus();
  if (!installed) return [];
  if (!running)
    return [
      {
        what: "Agent service",
        state: "fail",
        found: "installed, but it does not run",
        todo: "See `journalctl -u ailx-agent`, then `systemctl restart ailx-agent`.",
      },
    ];
  return [
    {
      what: "Agent service",
      state: "ok",
      found: `runs${maxLevel === undefined ? "" : `, permits level ${maxLevel} at most`}`,
    },
  ];
}

/** What could not be looked at, as a finding. */
export function failed(what: string, error: unknown): Check {
  if (!(error instanceof AppError))
    return { what, state: "fail", found: error instanceof Error ? error.message : String(error) };
  return { what, state: "fail", found: error.detail, ...(error.hint === undefined ? {} : { todo: error.hint }) };
}
