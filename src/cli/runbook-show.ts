/** `ailx runbook show ID`: its text, as it can be saved to a file and changed. */
import type { RunbookView } from "../api/runbook.ts";
import { showHidden } from "../lib/hidden.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { printJson } from "./shown.ts";

export const run: Verb = async ({ args, io }) => {
  const id = args.positionals[0] ?? "";
  const book = await openHub({ args, io }).get<RunbookView>(`/api/runbooks/${encodeURIComponent(id)}`);
  if (args.has("json")) printJson(io, book);
  else io.out(`${showHidden(book.source).trimEnd()}\n`);
  return exit.ok;
};
