/** A folder and processes that live as long as one bench: whatever happens in it, both are gone afterwards. */
import type { Subprocess } from "bun";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const graceMs = 3_000;

export type Started = Subprocess<"pipe" | "ignore", "pipe" | "ignore", "pipe" | "ignore" | "inherit">;

export class Scratch {
  /** Short, because sockets in it may have 107 characters at most. */
  readonly dir = mkdtempSync(join(tmpdir(), "ailx-bench-"));
  readonly #ends: (() => Promise<void> | void)[] = [];

  path(...names: string[]): string {
    return join(this.dir, ...names);
  }

  /** Starts a program with an environment of its own: nothing of the caller's settings reaches it. */
  start(
    argv: readonly string[],
    {
      env = {},
      stdin = "ignore",
      stdout = "ignore",
      stderr = "ignore",
    }: {
      env?: Record<string, string>;
      stdin?: "pipe" | "ignore";
      stdout?: "pipe" | "ignore";
      stderr?: "pipe" | "ignore" | "inherit";
    } = {},
  ): Started {
    const child = Bun.spawn([...argv], {
      cwd: this.dir,
      env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME: this.dir, ...env },
      stdin,
      stdout,
      stderr,
    });
    this.onEnd(() => stop(child));
    return child;
  }

  onEnd(end: () => Promise<void> | void): void {
    this.#ends.push(end);
  }

  async end(): Promise<void> {
    for (const end of this.#ends.splice(0).toReversed()) await end();
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Asks, waits, then does not ask any more. */
export async function stop(child: Pick<Started, "kill" | "exited" | "exitCode" | "signalCode">): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), graceMs);
  await child.exited;
  clearTimeout(late);
}
