/** `ailx runbook list`: what each answers to, and whether it is in use. */
import type { RunbookLine } from "../api/runbook.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson, shown } from "./shown.ts";
import { table } from "./table.ts";

export const run: Verb = async ({ args, io }) => {
  const list = await openHub({ args, io }).get<{ items: RunbookLine[] }>("/api/runbooks");
  const paint = paintFor(io);
  if (args.has("json")) printJson(io, list);
  else
    io.out(
      table({
        columns: ["id", "from", "state", "tests", "answers to"],
        rows: shown(list.items).map(({ id, from, active, tests, sentences, problems }) => [
          id,
          from,
          active ? "in use" : "not in use",
          `${tests.passed}/${tests.all}`,
          active ? (sentences[0] ?? "") : (problems[0]?.text ?? ""),
        ]),
        dress: (text, _column, row) => (row < 0 ? paint.dim(text) : text),
      }),
    );
  return exit.ok;
};
