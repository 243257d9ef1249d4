/** Processes as /proc shows them (`proc_pid_stat(5)`). */
import { readFileSync, statSync } from "node:fs";

/** One look at /proc/PID/stat. Ticks are hundredths of a second: USER_HZ is 100 on every Linux that ailx runs on. */
export type ProcessStat = {
  pid: number;
  parent: number;
  /** At most 15 characters, as the kernel keeps it. */
  name: string;
  /** R running, S sleeping, D waiting for a device, Z zombie, T stopped, I idle kernel thread, … */
  state: string;
  cpuTicks: number;
  threads: number;
  /** After boot. */
  startedTicks: number;
  residentPages: number;
};

export const ticksPerSecond = 100;

/** The text of /proc/PID/stat; undefined where it is not one. The name is in brackets and may hold brackets itself. */
export function parseStat(text: string): ProcessStat | undefined {
  const open = text.indexOf("(");
  const close = text.lastIndexOf(")");
  if (open < 0 || close < open) return undefined;
  // Field 3 (state) is the first after the name; numbers below are those of the manual page minus three.
  const fields = text.slice(close + 2).split(" ");
  const at = (field: number): number => Number(fields[field - 3]) || 0;
  return {
    pid: Number.parseInt(text, 10),
    name: text.slice(open + 1, close),
    state: fields[0] ?? "?",
    parent: at(4),
    cpuTicks: at(14) + at(15),
    threads: at(20),
    startedTicks: at(22),
    residentPages: at(24),
  };
}

/** Undefined where the process has ended. */
export function readStat(pid: number, root = "/proc"): ProcessStat | undefined {
  try {
    return parseStat(readFileSync(`${root}/${pid}/stat`, "utf8"));
  } catch {
    return undefined;
  }
}

/** The command line with spaces between its words; empty for kernel threads and zombies. */
export function readCommand(pid: number, root = "/proc"): string {
  try {
    return readFileSync(`${root}/${pid}/cmdline`, "utf8").replace(/\0+$/, "").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

/** The numeric id of its user; undefined where the process has ended. */
export function readUserId(pid: number, root = "/proc"): number | undefined {
  return statSync(`${root}/${pid}`, { throwIfNoEntry: false })?.uid;
}

/** The names of local users by id. */
export function parseUsers(passwd: string): Map<number, string> {
  const names = new Map<number, string>();
  for (const line of passwd.split("\n")) {
    const [name, , id] = line.split(":", 3);
    if (name && id && !names.has(Number(id))) names.set(Number(id), name);
  }
  return names;
}

/** The kernel's page size, from the vector it hands to every program; 4096 where that is not readable. */
export function readPageBytes(auxv = "/proc/self/auxv"): number {
  const pageSize = 6n;
  try {
    const bytes = readFileSync(auxv);
    for (let at = 0; at + 16 <= bytes.length; at += 16) {
      if (bytes.readBigUInt64LE(at) === pageSize) return Number(bytes.readBigUInt64LE(at + 8));
    }
  } catch {
    // Not Linux, or hidden: the size that nearly all have.
  }
  return 4_096;
}
