/** `ailx token list`: join tokens, without their secrets. */
import type { TokenView } from "../api/token.ts";
import { shortId } from "../lib/ids.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson } from "./shown.ts";
import { table } from "./table.ts";

export const run: Verb = async ({ args, io }) => {
  const list = await openHub({ args, io }).get<{ items: TokenView[] }>("/api/tokens");
  const paint = paintFor(io);
  if (args.has("json")) printJson(io, list);
  else if (list.items.length === 0) io.out("There are no join tokens. `ailx token create` makes one.\n");
  else
    io.out(
      table({
        columns: ["id", "state", "used", "ends", "level", "tags", "label"],
        rows: list.items.map((token) => [
          shortId(token.id),
          token.state,
          `${token.used} of ${token.uses}`,
          ageText(token.expiresAt, Date.now()),
          String(token.maxLevel),
          token.tags.join(","),
          token.label,
        ]),
        dress: (text, _column, row) => (row < 0 ? paint.dim(text) : text),
      }),
    );
  return exit.ok;
};
