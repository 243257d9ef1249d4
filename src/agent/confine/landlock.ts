/** Landlock: from here on no file is written, made, renamed or removed but where it says, whatever the user may. */
import type { Confinement } from "../../domain/risk.ts";
import { cString, must, words, type SystemCall } from "./libc.ts";

/** LANDLOCK_ACCESS_FS_*. Reading and executing are not handled, and so need no rules. */
const writeFile = 1n << 1n;
const makeAndRemove = (1n << 13n) - (1n << 4n);
const refer = 1n << 13n;
const truncate = 1n << 14n;
const ioctlDev = 1n << 15n;
const bindTcp = 1n;
const connectTcp = 2n;
/** Abstract sockets and signals, of version 6. */
const scopes = 3n;

const createVersion = 1;
const pathBeneath = 1;
const oPath = 0o10_000_000;
const oCloexec = 0o2_000_000;
const atCwd = -100;

/** The newest version that this file knows. Newer kernels have all of it. */
const newest = 6;

/** Devices that take everything and keep nothing; the terminal is the program's own. */
const devices = ["/dev/null", "/dev/zero", "/dev/full", "/dev/tty"];

/** The version of the kernel's Landlock; 0 where it has none. */
export const landlockVersion = (call: SystemCall): number =>
  Math.max(0, call("landlock_create_ruleset", 0, 0, createVersion));

/** Throws where the kernel refuses: `no_new_privs` has to be set before. */
export function restrict(
  call: SystemCall,
  {
    version,
    profile,
    writable,
    terminal,
  }: { version: number; profile: Confinement; writable: string[]; terminal?: string },
): void {
  const abi = Math.min(version, newest);
  const onFile = writeFile | (abi >= 3 ? truncate : 0n) | (abi >= 5 ? ioctlDev : 0n);
  const all = onFile | makeAndRemove | (abi >= 2 ? refer : 0n);
  const network = abi >= 4 ? bindTcp | (profile === "local" ? connectTcp : 0n) : 0n;
  const fields = [all, ...(abi >= 4 ? [network] : []), ...(abi >= 6 ? [scopes] : [])];
  const ruleset = must(call("landlock_create_ruleset", words(fields), fields.length * 8, 0), "landlock_create_ruleset");
  for (const path of [...devices, ...(terminal === undefined ? [] : [terminal])]) permit(path, onFile);
  for (const path of writable) permit(path, all);
  must(call("landlock_restrict_self", ruleset, 0), "landlock_restrict_self");
  call("close", ruleset);

  function permit(path: string, access: bigint): void {
    const fd = call("openat", atCwd, cString(path), oPath | oCloexec, 0);
    if (fd < 0) return;
    // struct landlock_path_beneath_attr is packed: eight bytes and four.
    const rule = new DataView(new ArrayBuffer(12));
    rule.setBigUint64(0, access, true);
    rule.setInt32(8, fd, true);
    must(call("landlock_add_rule", ruleset, pathBeneath, new Uint8Array(rule.buffer), 0), "landlock_add_rule");
    call("close", fd);
  }
}
