/** Asks each local file system how full it is. No program is started. */
import { readFileSync, statfsSync } from "node:fs";
import { dataMounts, spaceOf } from "../../lib/proc/mounts.ts";
import type { DiskInput, DiskOutput } from "./disk.ts";

export async function run({ path }: DiskInput): Promise<DiskOutput> {
  const { local, remote } = dataMounts(readFileSync("/proc/mounts", "utf8"));
  const all = local.flatMap((mount) => spaceOf(mount) ?? []);
  const disks = (path === undefined ? all : holding(path, all)).slice(0, 256);
  return {
    disks: disks.map((disk) => ({ ...disk, ...inodesOf(disk.mount) })),
    fullestRatio: Math.max(0, ...disks.map((disk) => disk.usedRatio)),
    notLookedAt: remote.map(({ mount }) => mount).slice(0, 256),
  };
}

function inodesOf(mount: string): { inodesUsedRatio?: number } {
  try {
    const { files, ffree } = statfsSync(mount);
    return files > 0 ? { inodesUsedRatio: Math.min(1, Math.max(0, (files - ffree) / files)) } : {};
  } catch {
    // It was there a moment ago.
    return {};
  }
}

/** The one whose mount point is the longest beginning of the path. */
function holding<D extends { mount: string }>(path: string, disks: readonly D[]): D[] {
  const whole = `${path}/`;
  const [nearest] = disks
    .filter(({ mount }) => whole.startsWith(mount === "/" ? "/" : `${mount}/`))
    .toSorted((a, b) => b.mount.length - a.mount.length);
  return nearest ? [nearest] : [];
}
