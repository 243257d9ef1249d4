/** Memory from /proc/meminfo, in bytes. */

export type Memory = {
  totalBytes: number;
  /** Total minus available: what programs hold and cannot be given to others. */
  usedBytes: number;
  /** What could be given to programs without swapping. */
  availableBytes: number;
  /** Of files, and freed when needed. */
  cachedBytes: number;
  swapTotalBytes: number;
  swapUsedBytes: number;
};

export function parseMemory(meminfo: string): Memory {
  const field = (name: string): number | undefined => {
    const at = meminfo.indexOf(`${name}:`);
    return at < 0 ? undefined : Number.parseInt(meminfo.slice(at + name.length + 1), 10) * 1_024;
  };
  const totalBytes = field("MemTotal") ?? 0;
  const cachedBytes = (field("\nCached") ?? 0) + (field("\nBuffers") ?? 0) + (field("SReclaimable") ?? 0);
  // Kernels before 3.14 do not say what is available; free and cached is what they said instead.
  const availableBytes = Math.min(totalBytes, field("MemAvailable") ?? (field("MemFree") ?? 0) + cachedBytes);
  const swapTotalBytes = field("SwapTotal") ?? 0;
  return {
    totalBytes,
    usedBytes: totalBytes - availableBytes,
    availableBytes,
    cachedBytes,
    swapTotalBytes,
    swapUsedBytes: Math.max(0, swapTotalBytes - (field("SwapFree") ?? 0)),
  };
}

/** used / total, 0 where there is nothing. */
export const ratioOf = (used: number, total: number): number =>
  total > 0 ? Math.min(1, Math.max(0, used / total)) : 0;
