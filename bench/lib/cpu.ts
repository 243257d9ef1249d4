/** How much processor time a process has used so far, in ms, all of its threads together. */
import { readdirSync, readFileSync } from "node:fs";

/** Source: /proc/PID/task/TID/schedstat, in ns: far finer than the ticks of /proc/PID/stat. */
export function cpuMsOf(pid: number): number {
  let ns = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    try {
      ns += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]);
    } catch {
      // The thread has ended since the folder was read.
    }
  }
  return ns / 1e6;
}
