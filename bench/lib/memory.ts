/** What a process holds of the machine's memory, as the kernel counts it. */
import { readFileSync } from "node:fs";

export type Memory = {
  /** Everything mapped and present, the executable's own pages included: those are shared, and dropped when memory is short. */
  rssMiB: number;
  /** Pages with no file behind them: what the process alone costs, and what cannot be dropped. */
  anonymousMiB: number;
  /** As RSS, but what several processes share is divided among them. */
  pssMiB: number;
};

export const memoryOf = (pid: number): Memory => parseRollup(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"));

/** Source: /proc/PID/smaps_rollup, in KiB. Throws where a line is missing. */
export function parseRollup(text: string): Memory {
  return { rssMiB: mib(text, "Rss"), anonymousMiB: mib(text, "Anonymous"), pssMiB: mib(text, "Pss") };
}

function mib(text: string, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1];
  if (found === undefined) throw new Error(`smaps_rollup has no ${name}`);
  return Number(found) / 1024;
}
