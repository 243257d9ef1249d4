/** What is read from a machine's newest numbers for showing. */
import type { MachineView } from "../../src/api/machine.ts";
import type { Disk, Sample } from "../../src/domain/metric.ts";
import { diskShare } from "../../src/lib/percent.ts";

/** Its use as `df` tells it. */
export function fullestDisk(sample: Sample | undefined): Disk | undefined {
  const disk = sample?.disks.toSorted((a, b) => b.usedRatio - a.usedRatio)[0];
  return disk && { ...disk, usedRatio: diskShare(disk.usedRatio) };
}

export const memoryRatio = (sample: Sample | undefined): number | undefined =>
  sample && sample.memoryTotalBytes > 0 ? sample.memoryUsedBytes / sample.memoryTotalBytes : undefined;

/** Numbers of a machine that is not connected are old, and are shown as that. */
export const isLive = (machine: Pick<MachineView, "state">): boolean => machine.state === "online";
