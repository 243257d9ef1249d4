/** A memory limit where no cgroup can hold it: on the address space of each process alone, set by the shell that becomes it. */
import { existsSync } from "node:fs";

const shell = "/bin/sh";

/** The same program under the limit; as it was where there is no shell to set it. */
export function withMemoryLimit(argv: readonly string[], bytes: number): readonly string[] {
  if (!existsSync(shell)) return argv;
  const kib = String(Math.ceil(bytes / 1_024));
  return [shell, "-c", 'ulimit -v "$0" 2>/dev/null; exec "$@"', kib, ...argv];
}
