/** Runs the command line with bash, its output going live to the hub. */
import { ToolError, type PlannedAnswer, type ToolContext } from "../define.ts";
import { observers, plainArgv } from "../../domain/shell/guards.ts";
import type { ShellOutput } from "./run.ts";

type ShellInput = {
  command: string;
  terminal?: boolean | undefined;
  answers?: PlannedAnswer[] | undefined;
  secrets?: { secret: string; env: string }[] | undefined;
};

export async function run(
  { command, terminal = false, answers = [], secrets = [] }: ShellInput,
  ctx: ToolContext,
): Promise<ShellOutput> {
  const startedAtMs = ctx.nowMs();
  const argv = argvOf(command);
  const env = Object.fromEntries(secrets.map(({ secret, env: name }) => [name, valueOf(secret, ctx)]));
  const done = await ctx
    .spawn(argv, { live: true, maxBytes: 0, timeoutMs: 86_400_000, terminal, answers, env })
    .catch((cause: unknown) => {
      throw new ToolError(
        "spawn_failed",
        `${argv[0]} could not be started: ${cause instanceof Error ? cause.message : String(cause)}`,
        argv[0] === "bash" ? "Install bash on this machine." : undefined,
      );
    });
  return {
    exitCode: done.exitCode,
    signal: done.signal,
    timedOut: done.timedOut,
    durationMs: ctx.nowMs() - startedAtMs,
    ...(done.answered ? { answered: done.answered } : {}),
  };
}

function valueOf(secret: string, { secrets }: ToolContext): string {
  const value = secrets.get(secret);
  if (value === undefined) throw new ToolError("bad_input", `The call does not bring the secret ${secret}.`);
  return value;
}

/** A line without any shell syntax that names its program's file, or a known observer, needs no shell: half the time. */
function argvOf(command: string): string[] {
  const words = plainArgv(command);
  const program = words?.[0];
  const direct = program !== undefined && (program.startsWith("/") || observers.has(program));
  return words && direct ? words : ["bash", "--noprofile", "--norc", "-c", command];
}
