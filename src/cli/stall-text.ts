/** A silent run in two lines: what it waits for, and what can be typed about it. */
import type { RunView, TaskEvent } from "../api/task.ts";
import type { Stall } from "../domain/stall.ts";
import { durationText } from "../lib/duration.ts";
import { showHidden } from "../lib/hidden.ts";

type StallEvent = Extract<TaskEvent, { kind: "stall" }>;

/** Empty where the run is at work again, or has been all the time: then nobody has to do anything. */
export function stallLine({ run, machine, stall }: Pick<StallEvent, "run" | "machine" | "stall">): string {
  if (!stall || stall.kind === "busy") return "";
  const call = `ailx run ${run.slice(-6)}`;
  return `${showHidden(machine)}: silent for ${durationText(stall.quietMs)}: ${showHidden(stall.words)}\n  ${suggested(call, stall)}\n`;
}

/** What to type for the suggested action, and what else there is. */
export function suggested(call: string, { actions, answers }: Pick<Stall, "actions" | "answers">): string {
  const [first, ...rest] = actions.map((action) => (action === "answer" ? answering(answers) : action));
  return `${call} ${first ?? "wait"}${rest.length > 0 ? `   (or: ${rest.join(", ")})` : ""}`;
}

const answering = ([first]: readonly string[] = []): string =>
  first === undefined ? "answer" : `answer ${first === "" ? "''" : showHidden(first)}`;

/** Of a run that a person ended: `, killed by maria`. */
export const endedByText = ({ endedBy }: Pick<RunView, "endedBy">): string =>
  endedBy ? `, ${endedBy.action === "kill" ? "killed" : "interrupted"} by ${showHidden(endedBy.name)}` : "";
