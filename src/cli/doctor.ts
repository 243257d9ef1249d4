/** `ailx doctor`: looks at the installation from where you are, and says of everything that is wrong what to do. */
import { exit } from "./exit.ts";
import type { DoctorCheck as Check } from "../api/doctor.ts";
import { agentChecks, settingChecks } from "./doctor-checks.ts";
import { hubChecks } from "./doctor-hub.ts";
import type { Verb } from "./mode.ts";
import { paintFor, type Paint } from "./paint.ts";
import { printJson, shown } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const settings = await settingChecks({ args, io });
  const checks: Check[] = [...settings.checks, ...(await agentChecks()), ...(await hubChecks({ args, io }))];
  if (args.has("json"))
    printJson(io, { ok: !checks.some(({ state }) => state === "fail"), checks, settings: settings.settings });
  else {
    const paint = paintFor(io);
    const width = Math.max(...settings.settings.map(({ name }) => name.length));
    io.out(
      `${paint.bold("Settings of a hub here")}\n${settings.settings.map(({ name, value, from }) => `  ${name.padEnd(width)}  ${value}  ${paint.dim(from)}\n`).join("")}\n`,
    );
    io.out(checks.map((check) => lineOf(check, paint)).join(""));
  }
  return checks.some(({ state }) => state === "fail") ? exit.failed : exit.ok;
};

function lineOf({ what, state, found, todo }: Check, paint: Paint): string {
  const word = { ok: paint.green("ok  "), warn: paint.amber("warn"), fail: paint.red("fail") }[state];
  return `${word}  ${paint.bold(what.charAt(0).toUpperCase() + what.slice(1))}: ${shown(found)}\n${todo === undefined ? "" : `      ${shown(todo)}\n`}`;
}
