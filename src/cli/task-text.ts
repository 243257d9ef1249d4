/** How a task came out, for people: the sentence, what was done and not done, and the table. */
import type { RunView, SummaryView, TaskView } from "../api/task.ts";
import { showHidden } from "../lib/hidden.ts";
import type { Paint } from "./paint.ts";
import { shown } from "./shown.ts";
import { table } from "./table.ts";

export function outcomeText(task: TaskView, paint: Paint): string {
  const { state, summary, declined, error, rejectedBecause } = shown(task);
  if (declined) return declinedText(declined, paint);
  if (error)
    return `${paint.red("failed")}  ${error.detail}\n${error.hint === undefined ? "" : `        ${error.hint}\n`}`;
  if (state === "rejected") return `${paint.amber("rejected")}${rejectedBecause ? `  ${rejectedBecause}` : ""}\n`;
  return summary ? summaryText(summary, state, paint) : `${stateWord(state, paint)}\n`;
}

function declinedText({ reason, nearest }: NonNullable<TaskView["declined"]>, paint: Paint): string {
  const nearby = nearest.length === 0 ? [] : ["Nearest to it:", ...nearest.map((text) => `  ${text}`)];
  return [`${paint.amber("declined")}  ${reason}`, "Nothing was done.", ...nearby].map((line) => `${line}\n`).join("");
}

function summaryText({ headline, lines, table: result }: SummaryView, state: TaskView["state"], paint: Paint): string {
  return [
    `${stateWord(state, paint)}  ${headline}\n`,
    ...lines.map((line) => `  ${line}\n`),
    ...(result && result.rows.length > 0
      ? ["\n", table({ ...result, dress: (text, _column, row) => (row < 0 ? paint.dim(text) : text) })]
      : []),
  ].join("");
}

export function stateWord(state: string, paint: Paint): string {
  const word = state.replaceAll("_", " ");
  if (["succeeded", "ok", "online"].includes(state)) return paint.green(word);
  if (["failed", "partly_failed", "unreachable", "unknown", "revoked"].includes(state)) return paint.red(word);
  if (["needs_approval", "needs_answer", "rejected", "cancelled", "expired", "declined", "quarantined"].includes(state))
    return paint.amber(word);
  return paint.dim(word);
}

/** One run as it ended: `web-1  ok  active, pid 812`. */
export const runLine = (
  { machine, state, line, width }: { machine: string; state: string; line: string; width: number },
  paint: Paint,
): string =>
  `${showHidden(machine).padEnd(width)}  ${stateWord(state, paint)}${line === "" ? "" : `  ${showHidden(line.replaceAll("\n", " "))}`}\n`;

export function runsTable(runs: readonly RunView[], paint: Paint): string {
  return table({
    columns: ["step", "machine", "state", "result"],
    rows: runs.map((run) => [
      run.stepId,
      run.machineName,
      run.state.replaceAll("_", " "),
      run.error ? `${run.line}${run.error.hint === undefined ? "" : ` (${run.error.hint})`}` : run.line,
    ]),
    dress: (text, column, row) => (row < 0 ? paint.dim(text) : column === 2 ? stateOf(text, paint) : text),
  });
}

/** Colours a padded state. */
export const stateOf = (padded: string, paint: Paint): string =>
  stateWord(padded.trim().replaceAll(" ", "_"), paint) + padded.slice(padded.trimEnd().length);
