/** Runs one program to its end: own session, stdin closed, cleaned environment, and the whole group ended on a limit. */
import type { Spawned, SpawnOptions } from "../../tools/define.ts";
import { Kept } from "./kept.ts";
import { follow } from "./pipe.ts";
import type { Observer } from "./program.ts";
import { endStrays, marked, markName } from "./strays.ts";

/** Never inherits the agent's environment; these keep programs from asking questions. */
const quiet: Record<string, string> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LANG: "C.UTF-8",
  TERM: "dumb",
  PAGER: "cat",
  SYSTEMD_PAGER: "cat",
  SYSTEMD_COLORS: "0",
  DEBIAN_FRONTEND: "noninteractive",
  NEEDRESTART_MODE: "a",
  GIT_TERMINAL_PROMPT: "0",
  CI: "1",
};

const killAfterMs = 2_000;
/** What was killed needs a moment to be gone; what cannot die (stuck in the kernel) is not waited for. */
const killRounds = 25;
const killRoundMs = 20;
const pipeGraceMs = 250;

export type Launch = {
  argv: readonly string[];
  options: SpawnOptions;
  /** Added for every child of this call, e.g. AILX_TASK. */
  env: Record<string, string>;
  home: string;
  signal: AbortSignal;
  emit: (stream: "stdout" | "stderr", bytes: Uint8Array) => void | Promise<void>;
  /** Limits of the call that this program is part of. */
  limits?: { memoryBytes?: number | undefined; processes?: number | undefined };
  observer?: Observer;
};

/** Rejects where the program cannot be started at all. */
export async function launch({ argv, options, env, home, signal, emit }: Launch): Promise<Spawned> {
  const { timeoutMs = 30_000, maxBytes = 256 << 10, live = false } = options;
  signal.throwIfAborted();
  const child = Bun.spawn([...argv], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    detached: true,
    cwd: options.cwd ?? home,
    env: { ...quiet, HOME: home, ...env, ...options.env },
  });
  let timedOut = false;
  const ending = new Ending(child.pid, env[markName]);
  const limit = setTimeout(() => {
    timedOut = true;
    ending.begin();
  }, timeoutMs);
  const onAbort = (): void => ending.begin();
  signal.addEventListener("abort", onAbort, { once: true });

  const stdout = new Kept(maxBytes);
  const stderr = new Kept(maxBytes);
  const pipes = [
    follow(child.stdout, async (bytes) => {
      if (maxBytes > 0) stdout.add(bytes);
      if (live) await emit("stdout", bytes);
    }),
    follow(child.stderr, async (bytes) => {
      if (maxBytes > 0) stderr.add(bytes);
      if (live) await emit("stderr", bytes);
    }),
  ];
  await child.exited;
  clearTimeout(limit);
  await ending.over();
  signal.removeEventListener("abort", onAbort);
  // A background child may hold the pipes open for ever; what it writes later belongs to nobody.
  await Promise.race([Promise.all(pipes.map((pipe) => pipe.done)), Bun.sleep(pipeGraceMs)]);
  for (const pipe of pipes) pipe.stop();
  const signalled = child.signalCode === null ? null : String(child.signalCode);
  return {
    exitCode: signalled ? null : child.exitCode,
    signal: signalled,
    stdout: stdout.text(),
    stderr: stderr.text(),
    timedOut,
  };
}

/**
 * TERM to the group and to what left it, then KILL: a program that ignores the first does not outlive the second.
 */
class Ending {
  #timer: ReturnType<typeof setTimeout> | undefined;
  constructor(
    readonly pid: number,
    readonly mark: string | undefined,
  ) {}

  begin(): void {
    if (this.#timer) return;
    this.#send("SIGTERM");
    this.#timer = setTimeout(() => this.#send("SIGKILL"), killAfterMs);
  }

  /** The direct child is gone; what is left after an ending that was begun goes too, also what is forked meanwhile. */
  async over(): Promise<void> {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    for (let round = 0; round < killRounds && this.#anyLeft(); round++) {
      this.#send("SIGKILL");
      await Bun.sleep(killRoundMs);
    }
  }

  #anyLeft(): boolean {
    try {
      process.kill(-this.pid, 0);
      return true;
    } catch {
      return this.mark !== undefined && marked(this.mark).length > 0;
    }
  }

  #send(name: "SIGTERM" | "SIGKILL"): void {
    try {
      process.kill(-this.pid, name);
    } catch {
      // No such group any more: it ended by itself.
    }
    if (this.mark !== undefined) endStrays(this.mark, name);
  }
}
