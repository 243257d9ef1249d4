/** Where a sample's numbers come from on this system: /proc on Linux, the runtime's own elsewhere. */
import { cpus, freemem, loadavg, totalmem } from "node:os";
import type { Disk } from "../../domain/metric.ts";
import { parseCpu, parseLoad, type CpuTimes } from "../../lib/proc/cpu.ts";
import { procFile } from "../../lib/proc/file.ts";
import { parseMemory, type Memory } from "../../lib/proc/memory.ts";
import { dataMounts, spaceOf, type Mount } from "../../lib/proc/mounts.ts";
import { parseTraffic, type Traffic } from "../../lib/proc/network.ts";

export type Readers = {
  /** Undefined where it cannot be read now. */
  cpu: () => CpuTimes | undefined;
  memory: () => Pick<Memory, "totalBytes" | "usedBytes" | "swapTotalBytes" | "swapUsedBytes">;
  load1: () => number;
  traffic: () => Traffic | undefined;
  disks: () => Disk[];
};

/** Files under `root` stay open between two samples; the list of mounts is worked out again only when it changes. */
export function linuxReaders(root = "/proc"): Readers {
  const stat = procFile(`${root}/stat`);
  const meminfo = procFile(`${root}/meminfo`);
  const loadavg = procFile(`${root}/loadavg`);
  const netDev = procFile(`${root}/net/dev`);
  const mounts = procFile(`${root}/mounts`);
  let known: { text: string; local: Mount[] } = { text: "", local: [] };
  return {
    cpu: () => parseCpu(stat() ?? ""),
    memory: () => parseMemory(meminfo() ?? ""),
    load1: () => parseLoad(loadavg() ?? "").load1,
    traffic: () => {
      const text = netDev();
      return text === undefined ? undefined : parseTraffic(text);
    },
    disks: () => {
      const text = mounts() ?? "";
      if (text !== known.text) known = { text, local: dataMounts(text).local };
      return known.local.slice(0, 64).flatMap((mount) => {
        const space = spaceOf(mount);
        if (!space) return [];
        const { freeBytes: _free, ...disk } = space;
        return [disk];
      });
    },
  };
}

/** macOS and Windows: no traffic, and only the disk with the system on it. */
export const otherReaders = (): Readers => ({
  cpu: () => {
    const times = cpus().map((core) => core.times);
    const idle = times.reduce((sum, { idle }) => sum + idle, 0);
    const total = times.reduce((sum, { user, nice, sys, irq, idle }) => sum + user + nice + sys + irq + idle, 0);
    return { busy: total - idle, total };
  },
  memory: () => ({ totalBytes: totalmem(), usedBytes: totalmem() - freemem(), swapTotalBytes: 0, swapUsedBytes: 0 }),
  load1: () => loadavg()[0] ?? 0,
  traffic: () => undefined,
  disks: () => {
    const mount = process.platform === "win32" ? "C:\\" : "/";
    const space = spaceOf({ mount, device: mount, fileSystem: "" });
    if (!space) return [];
    const { freeBytes: _free, ...disk } = space;
    return [disk];
  },
});
