/** Reads /proc twice, 200 ms apart, and the disks. */
import { readFileSync } from "node:fs";
import { untrusted } from "../../domain/untrusted.ts";
import { busyRatio, parseCpu, parseLoad } from "../../lib/proc/cpu.ts";
import { parseMemory, ratioOf } from "../../lib/proc/memory.ts";
import { dataMounts, spaceOf } from "../../lib/proc/mounts.ts";
import type { ToolContext } from "../define.ts";
import type { NowOutput } from "./now.ts";

const measureMs = 200;

export async function run(_input: object, ctx: ToolContext): Promise<NowOutput> {
  const before = parseCpu(text("/proc/stat"));
  await ctx.sleep(measureMs);
  const after = parseCpu(text("/proc/stat"));
  const memory = parseMemory(text("/proc/meminfo"));
  const disks = dataMounts(text("/proc/mounts")).local.flatMap((mount) => spaceOf(mount) ?? []);
  const [fullest] = disks.toSorted((a, b) => b.usedRatio - a.usedRatio);
  return {
    cpuRatio: (before && after && busyRatio(before, after)) ?? 0,
    memoryRatio: ratioOf(memory.usedBytes, memory.totalBytes),
    swapRatio: ratioOf(memory.swapUsedBytes, memory.swapTotalBytes),
    fullestDiskRatio: fullest?.usedRatio ?? 0,
    fullestDisk: untrusted((fullest?.mount ?? "").slice(0, 1_024)),
    load1: parseLoad(text("/proc/loadavg")).load1,
  };
}

const text = (path: string): string => readFileSync(path, "utf8");
