/** Runs a program held, as a call does. */
import type { HeldBy } from "../../../domain/confinement.ts";
import { readyAhead } from "../../calls/ahead.ts";
import { launch } from "../../calls/process.ts";
import type { Hold } from "../confiner.ts";

export async function run(
  argv: readonly string[],
  hold: Hold | undefined,
  options: { env?: Record<string, string>; terminal?: boolean } = {},
) {
  let heldBy: HeldBy | undefined;
  let pid = 0;
  // By the helper that waits, where the way that is tried has one.
  if (hold?.ahead) await readyAhead(hold.ahead.helper);
  const done = await launch({
    argv,
    options: { timeoutMs: 20_000, cwd: "/", ...options },
    env: {},
    home: "/",
    signal: new AbortController().signal,
    emit: () => {},
    observer: { begun: (program) => (pid = program.pid), ended: (_, report) => (heldBy = report.heldBy) },
    cgroup: undefined,
    hold,
  });
  return { ...done, heldBy, pid };
}
