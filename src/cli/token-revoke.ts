/** `ailx token revoke ID`: nobody can join by it any more. */
import type { TokenView } from "../api/token.ts";
import { shortId } from "../lib/ids.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { printJson } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const path = `/api/tokens/${encodeURIComponent(args.positionals[0] ?? "")}`;
  const token = await openHub({ args, io }).send<TokenView>("DELETE", path);
  if (args.has("json")) printJson(io, token);
  else io.out(`Join token ${shortId(token.id)} is revoked. Machines that joined by it stay.\n`);
  return exit.ok;
};
