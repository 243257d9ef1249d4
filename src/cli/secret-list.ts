/** `ailx secret list`: names, versions, when set and when last used. */
import type { SecretView } from "../api/secret.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";

export const run: Verb = async ({ args, io }) => {
  const list = await openHub({ args, io }).get<{ items: SecretView[] }>("/api/secrets");
  const paint = paintFor(io);
  if (args.has("json")) printJson(io, list);
  else if (list.items.length === 0) io.out("There are no secrets. `ailx secret set NAME` makes one.\n");
  else
    io.out(
      table({
        columns: ["name", "version", "set", "by", "last used"],
        rows: shown(list.items).map(({ name, version, madeAt, madeBy, usedAt }) => [
          name,
          String(version),
          ageText(madeAt, Date.now()),
          madeBy,
          usedAt === undefined ? "never" : ageText(usedAt, Date.now()),
        ]),
        dress: (text, _column, row) => (row < 0 ? paint.dim(text) : text),
      }),
    );
  return exit.ok;
};
