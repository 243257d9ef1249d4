/** Asks each local file system how full it is. No program is started. */
import { readFileSync } from "node:fs";
import { dataMounts, spaceOf } from "../../lib/proc/mounts.ts";
import type { DiskOutput } from "./disk.ts";

export async function run(): Promise<DiskOutput> {
  const { local, remote } = dataMounts(readFileSync("/proc/mounts", "utf8"));
  const disks = local.flatMap((mount) => spaceOf(mount) ?? []).slice(0, 256);
  return {
    disks,
    fullestRatio: Math.max(0, ...disks.map((disk) => disk.usedRatio)),
    notLookedAt: remote.map(({ mount }) => mount).slice(0, 256),
  };
}
