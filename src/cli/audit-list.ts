/** `ailx audit list`: what was done, newest first. */
import type { AuditEntryView, AuditList } from "../api/audit.ts";
import { auditQuery } from "./audit-query.ts";
import { openHub } from "./client.ts";
import { exit } from "./exit.ts";
import type { Verb } from "./mode.ts";
import { paintFor } from "./paint.ts";
import { printJson } from "./shown.ts";
import { table } from "./table.ts";
import { countOf } from "./values.ts";

export const run: Verb = async ({ args, io }) => {
  const query = auditQuery(args, { limit: String(countOf(args, "limit") ?? 50) });
  const list = await openHub({ args, io }).get<AuditList>(`/api/audit?${query}`);
  const paint = paintFor(io);
  if (args.has("json")) printJson(io, list);
  else if (list.items.length === 0) io.out("No entry fits.\n");
  else io.out(auditTable(list.items, paint.dim));
  return exit.ok;
};

export const auditTable = (items: readonly AuditEntryView[], dim: (text: string) => string): string =>
  table({
    columns: ["entry", "when (UTC)", "who", "from", "what"],
    rows: items.map((entry) => [
      String(entry.seq),
      entry.at.slice(0, 19).replace("T", " "),
      entry.actorName,
      entry.origin,
      short(entry.says),
    ]),
    dress: (text, column, row) => (row < 0 || column < 2 ? dim(text) : text),
  });

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);
