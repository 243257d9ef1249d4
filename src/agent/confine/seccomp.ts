/** Installs a filter of system calls for this thread, which is the one that becomes the program. */
import { addressOf, must, words, type SystemCall } from "./libc.ts";

const prSetSeccomp = 22;
const modeFilter = 2;

/** Throws where the kernel refuses, an empty one too: `no_new_privs` has to be set before. */
export function filterCalls(call: SystemCall, program: Uint8Array): void {
  // struct sock_fprog: a 16-bit length, and behind its padding the address.
  const header = words([BigInt(program.length / 8), addressOf(program)]);
  must(call("prctl", prSetSeccomp, modeFilter, header), "seccomp");
}

/** Whether the kernel has it: an address it cannot read is refused as such, and an unknown request as one. */
export const hasSeccomp = (call: SystemCall): boolean => call("prctl", prSetSeccomp, modeFilter, 0) === -14;
