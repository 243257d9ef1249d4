/** Who holds the lock that a process waits for: from /proc/locks, and from the lock files of package managers. */
import { statSync } from "node:fs";
import { readStat, ticksPerSecond } from "../../lib/proc/processes.ts";
import type { Lock } from "./seen.ts";
import { linkOf, namesIn, textOf } from "./text.ts";

/** One line of /proc/locks; `waits`: it is in the queue behind the line before it. */
export type Held = { waits: boolean; pid: number; device: string; inode: number };

const lineOf =
  /^\d+:( ->)* (?:POSIX|FLOCK|OFDLCK|LEASE|DELEG) .*? (?:READ|WRITE|RW|UNLCK) +(-?\d+) ([0-9a-f]+:[0-9a-f]+):(\d+) /;

export const parseLocks = (text: string): Held[] =>
  text.split("\n").flatMap((line) => {
    const [, waits, pid, device = "", inode] = lineOf.exec(line) ?? [];
    return inode === undefined ? [] : [{ waits: waits !== undefined, pid: Number(pid), device, inode: Number(inode) }];
  });

/** Package managers try again and again instead of waiting in the kernel; these are what they try for. */
const packageLocks = [
  "/var/lib/dpkg/lock-frontend",
  "/var/lib/dpkg/lock",
  "/var/lib/apt/lists/lock",
  "/var/cache/apt/archives/lock",
  "/var/lib/rpm/.rpm.lock",
  "/var/cache/dnf/metadata_lock.pid",
];
const packagePrograms = /^(apt|apt-get|aptitude|dpkg|unattended-upgr|dnf|yum|rpm|microdnf)$/;

type About = { pid: number; name: string; sleeps: boolean; inCall: (pid: number) => boolean; file: string | undefined };

/** Undefined where nobody is found to hold anything that this process wants. */
export function lockOf({ pid, name, sleeps, inCall, file }: About): Lock | undefined {
  const all = parseLocks(textOf("/proc/locks"));
  const waiting = all.find((lock) => lock.waits && lock.pid === pid);
  if (waiting) {
    const { inode, device } = waiting;
    const holder = all.find((lock) => !lock.waits && lock.inode === inode && lock.device === device);
    return { path: file ?? `inode ${inode}`, ...ownerOf(holder?.pid, { inCall, inode, self: pid }) };
  }
  if (!sleeps || !packagePrograms.test(name)) return undefined;
  for (const path of packageLocks) {
    const inode = statSync(path, { throwIfNoEntry: false })?.ino;
    const holder = all.find((lock) => !lock.waits && lock.inode === inode && lock.pid !== pid && !inCall(lock.pid));
    if (holder && inode !== undefined) return { path, ...ownerOf(holder.pid, { inCall, inode, self: pid }) };
  }
  return undefined;
}

/** The process that took a lock may have ended and left it to a child: then whoever has the file open. */
function ownerOf(
  pid: number | undefined,
  { inCall, inode, self }: { inCall: (pid: number) => boolean; inode: number; self: number },
): Pick<Lock, "owner"> {
  const found = pid !== undefined && readStat(pid) ? pid : openedBy(inode).find((other) => other !== self);
  const stat = found === undefined ? undefined : readStat(found);
  if (found === undefined || !stat) return {};
  const forMs = upMs() - (stat.startedTicks * 1_000) / ticksPerSecond;
  return { owner: { pid: found, name: stat.name, inCall: inCall(found), ...(forMs > 0 ? { forMs } : {}) } };
}

const openedBy = (inode: number): number[] =>
  namesIn("/proc")
    .map(Number)
    .filter((pid) => pid > 0)
    .filter((pid) =>
      namesIn(`/proc/${pid}/fd`).some((fd) => {
        const path = `/proc/${pid}/fd/${fd}`;
        return linkOf(path).startsWith("/") && inodeOf(path) === inode;
      }),
    );

function inodeOf(path: string): number | undefined {
  try {
    return statSync(path).ino;
  } catch {
    return undefined;
  }
}

export const upMs = (): number => Number.parseFloat(textOf("/proc/uptime")) * 1_000;
