/** Asks the journal, or reads a file from its end; where there is no journal, the file that syslog writes. */
import { untrusted, forHtml } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { fitting } from "../fitting.ts";
import { existingUnit } from "../service/systemd.ts";
import { sinceMs, type LogEntry } from "./entry.ts";
import { fileEntries, systemLog } from "./file.ts";
import { journalEntries } from "./journal.ts";
import { asPattern } from "./pattern.ts";
import { defaultLines, type SearchInput, type SearchOutput } from "./search.ts";

/** Beyond so many that fit, nobody counts. */
const mostCounted = 5_000;

export async function run(input: SearchInput, ctx: ToolContext): Promise<SearchOutput> {
  const found = input.path === undefined ? await fromJournal(input, ctx) : undefined;
  const output = found ?? (await fromFile(input, ctx));
  const entries = newest(output.entries);
  return { ...output, entries, truncated: output.truncated || entries.length < output.entries.length };
}

async function fromJournal(
  { text, service, since, priority, lines = defaultLines }: SearchInput,
  ctx: ToolContext,
): Promise<SearchOutput | undefined> {
  const from = since === undefined ? undefined : sinceMs(since, ctx.nowMs());
  const grep = text === undefined ? undefined : asPattern(text);
  const found = await journalEntries({ lines: mostCounted, sinceMs: from, service, priority, grep }, ctx);
  if (!found) return undefined;
  if (found.entries.length === 0 && service !== undefined) await existingUnit(service, ctx);
  const wanted = text?.toLowerCase();
  const those =
    wanted === undefined || found.grepped
      ? found.entries
      : found.entries.filter((entry) => forHtml(entry.text).toLowerCase().includes(wanted));
  return {
    entries: those.slice(-lines),
    matched: those.length,
    scanned: found.entries.length,
    truncated: those.length > lines || found.entries.length >= mostCounted,
    source: untrusted("journal"),
  };
}

async function fromFile(input: SearchInput, ctx: ToolContext): Promise<SearchOutput> {
  const { text, service, since, priority, lines = defaultLines } = input;
  const path = input.path ?? systemLog();
  if (path === undefined) throw noLog();
  const from = since === undefined ? undefined : sinceMs(since, ctx.nowMs());
  const found = await fileEntries(path, { lines, sinceMs: from, text, service, priority }, ctx);
  return { ...found, source: untrusted(path) };
}

export const noLog = (): ToolError =>
  new ToolError(
    "not_supported",
    "This machine has no journal, and neither /var/log/syslog nor /var/log/messages.",
    "Name a log file in `path`.",
  );

/** The newest of them that fit into one message, oldest first. */
const newest = (entries: readonly LogEntry[]): LogEntry[] =>
  fitting(entries.toReversed(), ({ unit, text }) => [unit, text]).toReversed();
