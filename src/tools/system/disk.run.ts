/** Asks each local file system how full it is. No program is started. */
import { readFileSync } from "node:fs";
import { dataMounts, spaceOf } from "../../lib/proc/mounts.ts";
import { ToolError } from "../define.ts";
import type { DiskInput, DiskOutput } from "./disk.ts";

export async function run({ mount }: DiskInput): Promise<DiskOutput> {
  const { local, remote } = dataMounts(readFileSync("/proc/mounts", "utf8"));
  const wanted = mount === undefined ? local : local.filter((one) => one.mount === mount);
  if (mount !== undefined && wanted.length === 0)
    throw new ToolError("not_found", `No local file system is mounted at ${mount}.`);
  const disks = wanted.flatMap((one) => spaceOf(one) ?? []).slice(0, 256);
  return {
    disks,
    fullestRatio: Math.max(0, ...disks.map((disk) => disk.usedRatio)),
    notLookedAt: remote.map((one) => one.mount).slice(0, 256),
  };
}
