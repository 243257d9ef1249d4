/** Why a run was left out or waits, in the words that the run keeps; who reads them again asks here what they mean. */
import type { Run } from "./rows.ts";

const stoppedAfter = "stopped after ";
const brokenStep = " did not work on ";
const skippedBy = "skipped by ";

const words: Partial<Record<Run["state"], string>> = {
  unreachable: "was not reached",
  unknown: "was lost",
  cancelled: "was cancelled",
};

/** `failed`: the runs that stopped the others, at least one. */
export function stoppedWhy(failed: readonly Pick<Run, "machineName" | "state">[], of: number): string {
  const [first] = failed;
  return failed.length === 1 && first
    ? `${stoppedAfter}${first.machineName} ${words[first.state] ?? "failed"}`
    : `${stoppedAfter}${failed.length} of ${of} machines failed`;
}

export const brokenWhy = (title: string, machine: string): string => `“${title}”${brokenStep}${machine}`;
export const skippedWhy = (person: string): string => `${skippedBy}${person}`;

type Told = Pick<Run, "state" | "line">;
/** It was not begun because others did not end well. */
export const wasStopped = ({ state, line }: Told): boolean =>
  state === "skipped" && (line.startsWith(stoppedAfter) || (line.startsWith("“") && line.includes(brokenStep)));
/** A person left it out. */
export const wasSkipped = ({ state, line }: Told): boolean => state === "skipped" && line.startsWith(skippedBy);

/** "14:00 UTC", with the day where it is not today. */
export function untilText(atMs: number, nowMs: number): string {
  const [day = "", time = ""] = new Date(atMs).toISOString().split("T");
  const today = new Date(nowMs).toISOString().startsWith(day);
  return `${today ? "" : `${day} `}${time.slice(0, 5)} UTC`;
}
