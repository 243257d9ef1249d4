/** How far a process's anonymous memory rises above what it was, looked at ten times a second. */
import { memoryOf } from "./memory.ts";

const everyMs = 100;

export function watchGrowth(pid: number): { peakMiB: () => number } {
  const before = memoryOf(pid).anonymousMiB;
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, memoryOf(pid).anonymousMiB);
  }, everyMs);
  return {
    peakMiB: () => {
      clearInterval(timer);
      return Math.max(peak, memoryOf(pid).anonymousMiB) - before;
    },
  };
}
