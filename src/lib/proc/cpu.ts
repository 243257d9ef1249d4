/** CPU time and load from /proc. */

/** Clock ticks since boot, over all cores: not idle, and in all. */
export type CpuTimes = { busy: number; total: number };

/**
 * The `cpu` line of /proc/stat (`proc_stat(5)`). Waiting for a disk counts as idle; guest time is left out because user
 * time has it already. Undefined where the text has no such line.
 */
export function parseCpu(stat: string): CpuTimes | undefined {
  if (!stat.startsWith("cpu ")) return undefined;
  const end = stat.indexOf("\n");
  const line = (end < 0 ? stat : stat.slice(0, end)).trim();
  const [user = 0, nice = 0, system = 0, idle = 0, ioWait = 0, irq = 0, softIrq = 0, steal = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number);
  const busy = user + nice + system + irq + softIrq + steal;
  return { busy, total: busy + idle + ioWait };
}

/** Share of time that the CPUs were busy between two readings, 0..1; undefined where no time passed. */
export function busyRatio(before: CpuTimes, after: CpuTimes): number | undefined {
  const total = after.total - before.total;
  if (!(total > 0)) return undefined;
  return Math.min(1, Math.max(0, (after.busy - before.busy) / total));
}

/** The first three fields of /proc/loadavg: the load over 1, 5 and 15 minutes. */
export function parseLoad(loadavg: string): { load1: number; load5: number; load15: number } {
  const [load1 = 0, load5 = 0, load15 = 0] = loadavg.split(" ", 3).map((field) => Number(field) || 0);
  return { load1, load5, load15 };
}

/** Epoch ms of the boot, from /proc/stat; undefined where it is not said. */
export function parseBootTime(stat: string): number | undefined {
  const seconds = /^btime (\d+)$/m.exec(stat)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1_000;
}
