/** `ailx memory list`: what people have confirmed that ailx may remember. */
import type { MemoryView } from "../api/memory.ts";
import { ageText } from "./ages.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";

const words = { alias: "name", preference: "preference", fact: "fact" } as const;

export const run: Verb = async ({ args, io }) => {
  const list = await openHub({ args, io }).get<{ items: MemoryView[] }>("/api/memory");
  const paint = paintFor(io);
  if (args.has("json")) printJson(io, list);
  else if (list.items.length === 0)
    io.out('Nothing is remembered. `ailx memory add "the download server" --machine sab-1` adds a name.\n');
  else
    io.out(
      table({
        columns: ["id", "what", "text", "machines", "by", "used"],
        rows: shown(list.items).map(({ id, kind, text, machines, by, usedAt, note }) => [
          id.slice(-6),
          words[kind],
          note === undefined ? text : `${text} (${note})`,
          machines.map(({ name }) => name).join(", "),
          by,
          kind !== "alias" ? "" : usedAt === undefined ? "never" : ageText(usedAt, Date.now()),
        ]),
        dress: (text, _column, row) => (row < 0 ? paint.dim(text) : text),
      }),
    );
  return exit.ok;
};
