/** Asks the engine for the log and takes its frames apart. */
import { forHtml } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { containerNamed } from "./asking.ts";
import { identityOf, logOf } from "./changing.ts";
import type { LogEntry } from "./entries.ts";
import { defaultLines, type LogsInput, type LogsOutput } from "./logs.ts";
import { sinceMs } from "../../lib/since.ts";

/** Of text in all: a result has to fit into one message. */
const textMax = 400_000;

export async function run(
  { container, lines = defaultLines, since }: LogsInput,
  ctx: ToolContext,
): Promise<LogsOutput> {
  const fromMs = since === undefined ? undefined : sinceMs(since, ctx.nowMs());
  if (since !== undefined && fromMs === undefined) throw new ToolError("bad_input", `${since} is no time.`);
  const found = await containerNamed(container, ctx);
  const all = await logOf(found, { lines, ...(fromMs === undefined ? {} : { sinceMs: fromMs }) }, ctx);
  const wanted = all.slice(-lines);
  const entries = newest(wanted);
  return { ...identityOf(found), entries, truncated: entries.length < wanted.length };
}

function newest(entries: LogEntry[]): LogEntry[] {
  let length = 0;
  const from = entries.findLastIndex(({ text }) => (length += forHtml(text).length + 60) > textMax);
  return entries.slice(from + 1);
}
