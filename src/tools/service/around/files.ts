/** Files that processes hold open for writing. */
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";

/** Path → size, of regular files below / that still have their name. */
export function filesWritten(pids: readonly number[], root = "/proc"): Map<string, number> {
  const found = new Map<string, number>();
  for (const pid of pids)
    for (const fd of entries(`${root}/${pid}/fd`)) {
      const path = linkOf(`${root}/${pid}/fd/${fd}`);
      if (!path.startsWith("/") || /^\/(?:dev|proc|sys)\//.test(path) || path.endsWith(" (deleted)")) continue;
      const size = found.has(path) || !writes(`${root}/${pid}/fdinfo/${fd}`) ? undefined : sizeOf(path);
      if (size !== undefined) found.set(path, size);
    }
  return found;
}

/** Of a regular file; undefined where there is none. */
export function sizeOf(path: string): number | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? found.size : undefined;
}

/** Flags as in open(2), octal: the lowest two bits are 0 for reading alone. */
function writes(fdinfo: string): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)$/m.exec(readFileSync(fdinfo, "utf8"))?.[1] ?? "0";
    return (Number.parseInt(flags, 8) & 3) !== 0;
  } catch {
    return false;
  }
}

function entries(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    // It has ended, or this user may not look.
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}
