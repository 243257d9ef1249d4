/** Reads the journal as JSON; an unknown unit is an error, a silent one is not. */
import { forHtml } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { sinceMs } from "../log/entry.ts";
import { defaultLines, type LogsInput, type LogsOutput } from "./logs.ts";
import { existingUnit, journal } from "./systemd.ts";
import { shortName, type LogLine } from "./unit.ts";

/** Of text in all: a result has to fit into one message. */
const textMax = 400_000;

export async function run(input: LogsInput, ctx: ToolContext): Promise<LogsOutput> {
  const { service, lines: wanted = defaultLines, errorsOnly = false, since } = input;
  const from = since === undefined ? {} : { fromMs: sinceMs(since, ctx.nowMs()) };
  const found = await journal({ service, lines: wanted, errorsOnly, ...from }, ctx);
  if (!found.mayRead) {
    const hint = "The agent's user must be root or in the group systemd-journal.";
    throw new ToolError("permission_denied", `The agent may not read the journal of ${service}.`, hint);
  }
  if (found.lines.length === 0) await existingUnit(service, ctx);
  const lines = newest(found.lines.slice(-wanted));
  return { service: shortName(service), lines, cut: lines.length < Math.min(found.lines.length, wanted) };
}

function newest(lines: LogLine[]): LogLine[] {
  let length = 0;
  const from = lines.findLastIndex(({ text }) => (length += forHtml(text).length + 60) > textMax);
  return lines.slice(from + 1);
}
