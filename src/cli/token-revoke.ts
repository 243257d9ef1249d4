/** `ailx token revoke ID`: nobody can join by it any more. */
import type { TokenView } from "../api/token.ts";
import { AppError } from "../domain/error.ts";
import { shortId } from "../lib/ids.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { printJson } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const hub = openHub({ args, io });
  const named = args.positionals[0] ?? "";
  const { items } = await hub.get<{ items: TokenView[] }>("/api/tokens");
  const [token, second] = items.filter(({ id }) => id === named || shortId(id) === named);
  if (!token)
    throw new AppError("not_found", `There is no join token ${JSON.stringify(named)}.`, {
      hint: "`ailx token list` shows them.",
    });
  if (second)
    throw new AppError("conflict", `${named} is the end of several ids.`, {
      hint: `Give the whole one: ${token.id} or ${second.id}.`,
    });
  await hub.send("DELETE", `/api/tokens/${token.id}`);
  if (args.has("json")) printJson(io, { id: token.id, state: "revoked" });
  else io.out(`Join token ${shortId(token.id)} is revoked. Machines that joined by it stay.\n`);
  return exit.ok;
};
