/** A folder and processes that live as long as one bench: whatever happens in it, both are gone afterwards. */
import type { Subprocess } from "bun";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const graceMs = 3_000;

export type Started = Subprocess<"pipe" | "ignore", "pipe" | "ignore"> & {
  /** The end of what it wrote to standard error. */
  said: () => string;
};

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
    { env = {}, pipes = false }: { env?: Record<string, string>; pipes?: boolean } = {},
  ): Started {
    const errors = this.path(`stderr-${this.#ends.length}`);
    const child = Bun.spawn([...argv], {
      cwd: this.dir,
      env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", HOME: this.dir, ...env },
      stdin: pipes ? "pipe" : "ignore",
      stdout: pipes ? "pipe" : "ignore",
      stderr: Bun.file(errors),
    });
    this.onEnd(() => stop(child));
    return Object.assign(child, { said: () => readFileSync(errors, "utf8").slice(-1_000).trim() });
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
