/** Becomes an ordinary user for good: no groups but those that read logs, no capabilities but the ones to read, and no way back by a set-user-id program. */
import { readFileSync } from "node:fs";
import type { AsUser } from "./confining.ts";
import { must, type SystemCall } from "./libc.ts";

const prSetKeepCaps = 8;
const prSetNoNewPrivs = 38;
const prCapAmbient = 47;
const raise = 2;
const version3 = 0x2008_0522;

/**
 * CAP_DAC_READ_SEARCH and CAP_SYSLOG: files and the kernel's log. Alone they let nobody write. CAP_SYS_PTRACE would open the way
 * through /proc/PID/root into a view in which everything can be written.
 */
const readers = [2, 34];

/** Those of them that this process has: root of a container often lacks the second. */
export function readersHere(): number[] {
  const has = /^CapPrm:\s*([0-9a-f]+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1] ?? "0";
  return readers.filter((each) => (BigInt(`0x${has}`) >> BigInt(each)) & 1n);
}

export function becomeOrdinary(
  call: SystemCall,
  { user, readsAll }: { user: AsUser | undefined; readsAll: boolean },
): void {
  const isRoot = process.geteuid?.() === 0;
  const keeps = readsAll && isRoot ? readersHere() : [];
  if (user) {
    // For the kernel, -1 is "as it was".
    if (!(user.uid > 0 && user.gid > 0)) throw new Error("there is no such user");
    if (keeps.length > 0) must(call("prctl", prSetKeepCaps, 1, 0, 0, 0), "keeping capabilities");
    const groups = user.groups ?? [];
    if (!groups.every((gid) => Number.isInteger(gid) && gid > 0)) throw new Error("there is no such group");
    must(
      call("setgroups", groups.length, groups.length === 0 ? 0 : new Uint8Array(new Uint32Array(groups).buffer)),
      "groups",
    );
    must(call("setresgid", user.gid, user.gid, user.gid), `group ${user.gid}`);
    must(call("setresuid", user.uid, user.uid, user.uid), `user ${user.uid}`);
  }
  if (isRoot) {
    must(call("capset", words32([version3, 0]), words32(twice(keeps))), "capabilities");
    for (const each of keeps) must(call("prctl", prCapAmbient, raise, each, 0, 0), "capabilities to read");
  }
  must(call("prctl", prSetNoNewPrivs, 1, 0, 0, 0), "no new privileges");
}

/** Effective, permitted, inheritable; the lower 32 of them, then the upper. */
function twice(capabilities: readonly number[]): number[] {
  const half = (from: number): number =>
    capabilities
      .filter((each) => each >= from && each < from + 32)
      .reduce((sum, each) => sum | (1 << (each - from)), 0);
  return [0, 32].flatMap((from) => [half(from), half(from), half(from)]);
}

const words32 = (values: readonly number[]): Uint8Array => new Uint8Array(new Uint32Array(values).buffer);
