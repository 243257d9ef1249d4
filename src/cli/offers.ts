/** What a task found and what could be asked next, as text; and the choice of a person at the terminal. */
import type { FindingView } from "../api/finding.ts";
import type { TaskView } from "../api/task.ts";
import type { Io } from "./io.ts";
import type { Paint } from "./paint.ts";
import { shellWord } from "../lib/shellWord.ts";
import { shown } from "./shown.ts";

const evidenceAtMost = 4;

/** Requests that a finding or a failure suggests, the best first. */
export const offersOf = ({ summary, suggestions = [] }: Pick<TaskView, "summary" | "suggestions">): string[] => [
  ...new Set([...(summary?.findings ?? []).flatMap(({ fixes }) => fixes), ...suggestions].map(({ say }) => say)),
];

/** Each cause with how sure it is and what speaks for it (a cause that the sentence above names is not said twice): the machine, the line, and the run that `ailx task --find` searches. */
export function findingsText(findings: readonly FindingView[], told: string, paint: Paint): string {
  return shown(findings)
    .flatMap(({ certainty, machine, cause, evidence }) => [
      `\n${paint.bold(certainty)}  ${told.includes(cause) ? "by what was seen:" : `${machine}: ${cause}`}\n`,
      ...evidence
        .slice(0, evidenceAtMost)
        .map(
          ({ machine: where, line, row, text, run }) =>
            `  ${text.replaceAll("\n", " ")}  ${paint.dim(`${where}${line === undefined ? (row === undefined ? "" : `, row ${row}`) : `, line ${line}`}, run ${run.slice(-6)}`)}\n`,
        ),
    ])
    .join("");
}

/** Numbered, so that one is chosen by its number; each can be typed as well. */
export function offersText(task: TaskView, paint: Paint): string {
  const offers = offersOf(task);
  if (offers.length === 0) return "";
  const lines = shown(offers).map((say, at) => `  ${at + 1}  ${say}\n`);
  const [first = ""] = shown(offers);
  return `\n${paint.bold(task.state === "succeeded" && !task.summary?.findings ? "Check again:" : "What could help:")}\n${lines.join("")}${paint.dim(`     ailx ask --follow-up ${task.shortId} ${shellWord(first)}\n`)}`;
}

/** What is asked next; undefined: nothing. */
export async function chosenOffer(task: TaskView, io: Pick<Io, "ask" | "err">): Promise<string | undefined> {
  const offers = offersOf(task);
  if (offers.length === 0) return undefined;
  for (;;) {
    const said = (await io.ask("Plan one of them? [number, or Enter to stop] "))?.trim();
    if (said === undefined || said === "") return undefined;
    const chosen = offers[Number(said) - 1];
    if (chosen !== undefined) return chosen;
    io.err(`${shown(said)} is none of them.\n`);
  }
}
