/** How a task came out, for people: the sentence, what was done and not done, and the table. */
import type { SummaryView } from "../api/summary.ts";
import type { RunView, TaskView } from "../api/task.ts";
import { citedAt } from "../domain/cited.ts";
import { heldText } from "../domain/confinement.ts";
import { doubtedParts } from "../domain/doubt.ts";
import { survivorText, usageText } from "../domain/usageWords.ts";
import { bytesText } from "../lib/bytes.ts";
import { showHidden } from "../lib/hidden.ts";
import type { Paint } from "./paint.ts";
import { findingsText, offersText } from "./offers.ts";
import { shown } from "./shown.ts";
import { endedByText } from "./stall-text.ts";
import { table } from "./table.ts";

/** `verbose`: what a diagnosis looked at as well; otherwise its answer alone. */
export function outcomeText(task: TaskView, paint: Paint, verbose = false): string {
  const { shortId, state, summary, declined, error, rejectedBecause, paused, pausedBy } = shown(task);
  if (declined) return declinedText(declined, paint);
  if (error)
    return `${paint.red("failed")}  ${error.detail}\n${error.hint === undefined ? "" : `        ${error.hint}\n`}${offersText(task, paint)}`;
  if (state === "rejected") return `${paint.amber("rejected")}${rejectedBecause ? `  ${rejectedBecause}` : ""}\n`;
  if (pausedBy === "budget" && summary)
    return `${summaryText(summary, { state, verbose }, paint)}${paint.amber(paused ?? "")} \`ailx resume ${shortId}\` goes on with a new budget, and with --take ends it with this.\n`;
  return `${summary ? summaryText(summary, { state, verbose }, paint) : `${stateWord(state, paint)}\n`}${offersText(task, paint)}`;
}

function declinedText({ reason, nearest }: NonNullable<TaskView["declined"]>, paint: Paint): string {
  const nearby = nearest.length === 0 ? [] : ["Nearest to it:", ...nearest.map((text) => `  ${text}`)];
  return [`${paint.amber("declined")}  ${reason}`, "Nothing was done.", ...nearby].map((line) => `${line}\n`).join("");
}

function summaryText(
  { headline, lines, table: result, findings = [], looked = [], unseen, judged }: SummaryView,
  { state, verbose }: { state: TaskView["state"]; verbose: boolean },
  paint: Paint,
): string {
  const words = (text: string): string =>
    doubtedParts(text, unseen)
      .map((part) => (part.mark === undefined ? part.text : `${part.text} ${paint.amber(part.mark)}`))
      .join("");
  return [
    `${stateWord(state, paint)}  ${words(headline)}\n`,
    ...lines.map((line) => `  ${words(line)}\n`),
    ...(judged?.evidence ?? []).map((each) => `  ${paint.dim(`${citedAt(each)}:`)} ${each.text}\n`),
    findingsText(findings, headline, paint),
    ...(verbose && looked.length > 0
      ? [`\n${paint.bold("Looked at:")}\n`, ...looked.map(({ what, found }) => `  ${what}  ${paint.dim(found)}\n`)]
      : []),
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
      `${run.line === run.state ? "" : run.line}${endedByText(run)}${run.error?.hint === undefined ? "" : ` (${run.error.hint})`}`,
    ]),
    dress: (text, column, row) => (row < 0 ? paint.dim(text) : column === 2 ? stateOf(text, paint) : text),
  });
}

/** Colours a padded state. */
export const stateOf = (padded: string, paint: Paint): string =>
  stateWord(padded.trim().replaceAll(" ", "_"), paint) + padded.slice(padded.trimEnd().length);

const survivorsAtMost = 10;

/** What is to be known of runs beside their results: who was left behind, what a machine warns of, what is missing. */
export function afterLines({ machineName, survivors = [], warnings = [], leftOutBytes, masked }: RunView): string[] {
  const left = survivors.slice(0, survivorsAtMost).map((each) => `still there: ${survivorText(each)}`);
  const more = survivors.length - left.length;
  return [
    ...left,
    ...(more > 0 ? [`and ${more} more processes`] : []),
    ...warnings.map(({ detail }) => detail),
    ...(masked ? [`masked in its output: ${masked} ${masked === 1 ? "place" : "places"}`] : []),
    ...(leftOutBytes > 0 ? [`${bytesText(leftOutBytes)} of its output was left out`] : []),
  ].map((line) => `${machineName}: ${line}`);
}

const usedAtMost = 20;

/** Below the table of runs: what they left behind, and what each of them used. */
export function afterText(runs: readonly RunView[], paint: Paint): string {
  const notes = runs.flatMap(afterLines).map((line) => paint.amber(line));
  const used = runs.flatMap((run) => {
    const text = usageText(run);
    const lines = [
      ...(text === "" ? [] : [`${run.machineName} used ${text}`]),
      ...(run.heldBy ? [`${run.machineName}: ${heldText(run.heldBy)}`] : []),
    ];
    return lines.map((line) => paint.dim(line));
  });
  const more = used.length - usedAtMost;
  return [...notes, ...used.slice(0, usedAtMost), ...(more > 0 ? [paint.dim(`and ${more} more; --json has all`)] : [])]
    .map((line) => `${line}\n`)
    .join("");
}
