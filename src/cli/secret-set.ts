/** `ailx secret set NAME`: a new version of a secret. Its value never stands in the arguments, where every user of this computer sees it. */
import { isatty } from "node:tty";
import type { SecretView } from "../api/secret.ts";
import { openHub } from "./client.ts";
import { exit, usageError } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { askSecret } from "./prompt.ts";
import { printJson, shown } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const name = args.positionals[0] ?? "";
  const value = await valueOf(name);
  if (!value) throw usageError("There is no value.", "Type it, or pipe it in: ailx secret set NAME < FILE");
  const hub = openHub({ args, io });
  const made = await hub.send<SecretView>("PUT", `/api/secrets/${encodeURIComponent(name)}`, { value });
  if (args.has("json")) printJson(io, made);
  else io.out(`Secret ${shown(made.name)} is set, version ${made.version}.\n`);
  return exit.ok;
};

async function valueOf(name: string): Promise<string | undefined> {
  if (isatty(0)) return await askSecret(`Value of ${shown(name)}: `);
  return (await Bun.stdin.text()).replace(/\r?\n$/, "");
}
