/** `ailx memory remove ID`: it is forgotten. */
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { printJson, shown } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const id = args.positionals[0] ?? "";
  await openHub({ args, io }).send<unknown>("DELETE", `/api/memory/${encodeURIComponent(id)}`);
  if (args.has("json")) printJson(io, { removed: id });
  else io.out(`${shown(id)} is forgotten.\n`);
  return exit.ok;
};
