/** `ailx secret remove NAME`: no step can use it any more. */
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { printJson, shown } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const name = args.positionals[0] ?? "";
  await openHub({ args, io }).send<unknown>("DELETE", `/api/secrets/${encodeURIComponent(name)}`);
  if (args.has("json")) printJson(io, { removed: name });
  else io.out(`Secret ${shown(name)} is removed, with all its versions.\n`);
  return exit.ok;
};
