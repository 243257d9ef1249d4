/** Runs the command line with bash, its output going live to the hub. */
import { ToolError, type PlannedAnswer, type ToolContext } from "../define.ts";
import type { ShellOutput } from "./run.ts";

type ShellInput = {
  command: string;
  terminal?: boolean | undefined;
  root?: boolean | undefined;
  answers?: PlannedAnswer[] | undefined;
  secrets?: { secret: string; env: string }[] | undefined;
};

export async function run(
  { command, terminal = false, answers = [], secrets = [] }: ShellInput,
  ctx: ToolContext,
): Promise<ShellOutput> {
  const startedAtMs = ctx.nowMs();
  const { argv, alone } = programOf(command);
  const env = Object.fromEntries(secrets.map(({ secret, env: name }) => [name, valueOf(secret, ctx)]));
  const done = await ctx
    .spawn(argv, { live: true, maxBytes: 0, timeoutMs: 86_400_000, terminal, answers, env, alone })
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

/** Programs that are often asked for and are no builtin of bash: a line of plain words starts them in half the time. */
const observers: ReadonlySet<string> = new Set(
  "arch df free groups id lsblk lscpu lsmem nproc ps tty uname uptime w who whoami".split(" "),
);
const plainWords = /^[A-Za-z0-9_./:@%+,-]+( +[A-Za-z0-9_./:=@%+,-]+)*$/;

/** A line without any shell syntax that names its program's file, or a known observer, needs no shell. */
function programOf(command: string): { argv: string[]; alone: boolean } {
  const words = plainWords.test(command.trim()) ? command.trim().split(/ +/) : undefined;
  const program = words?.[0];
  const alone = program !== undefined && observers.has(program);
  const isDirect = alone || program?.startsWith("/") === true;
  return { argv: words && isDirect ? words : ["bash", "--noprofile", "--norc", "-c", command], alone };
}
