/** Runs the command line with bash, its output going live to the hub. */
import { ToolError, type ToolContext } from "../define.ts";
import type { ShellOutput } from "./run.ts";

export async function run({ command }: { command: string }, ctx: ToolContext): Promise<ShellOutput> {
  const startedAtMs = ctx.nowMs();
  const argv = ["bash", "--noprofile", "--norc", "-c", command];
  const done = await ctx.spawn(argv, { live: true, maxBytes: 0, timeoutMs: 86_400_000 }).catch((cause: unknown) => {
    throw new ToolError("spawn_failed", `bash could not be started: ${String(cause)}`, "Install bash on this machine.");
  });
  return {
    exitCode: done.exitCode,
    signal: done.signal,
    timedOut: done.timedOut,
    durationMs: ctx.nowMs() - startedAtMs,
  };
}
