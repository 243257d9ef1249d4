/**
 * One helper that is started ahead of need and waits: what holds a command takes 5 ms to start and 2 to do its work. It is there from
 * the first command that was held until a minute after the last, so that an agent that idles has none.
 */
import { closeSync, statSync, writeSync } from "node:fs";
import { jobFd, type Job } from "../confine/confining.ts";
import { fifos, type Fifo } from "./fifos.ts";

/** Of which program it became, its process, and where its output comes. */
export type Ahead = { child: Bun.Subprocess; pipes: readonly Fifo[]; job: number };

const idleMs = 60_000;
/** What its pipe takes at once; a longer job has a helper of its own. */
const mostJobBytes = 64 << 10;

let waiting: Ahead | undefined;
let starting: Promise<void> | undefined;
let idle: ReturnType<typeof setTimeout> | undefined;

/** The one that waits, which is then the caller's to use or to end. */
export function takeAhead(): Ahead | undefined {
  const taken = waiting;
  waiting = undefined;
  taken?.child.ref();
  if (!taken || isThere(taken)) return taken;
  endAhead(taken);
  return undefined;
}

/** It becomes this program; false where it cannot be told, and it is then to be ended. */
export function becomes({ job: fd }: Ahead, job: Job): boolean {
  const bytes = Buffer.from(JSON.stringify(job));
  try {
    if (bytes.length > mostJobBytes || !statSync(job.cwd).isDirectory()) return false;
    if (writeSync(fd, bytes) !== bytes.length) return false;
    // It begins at the end of what it is told, so half of a job is none.
    closeSync(fd);
    return true;
  } catch {
    return false;
  }
}

/** The next one, for what comes within a minute. Resolves once it is started, which is before it is ready: it finds its job then. */
export function readyAhead(helper: readonly string[]): Promise<void> {
  clearTimeout(idle);
  idle = setTimeout(stopAhead, idleMs);
  idle.unref();
  if (waiting) return Promise.resolve();
  return (starting ??= begun(helper).finally(() => (starting = undefined)));
}

/** None waits any more. */
export function stopAhead(): void {
  clearTimeout(idle);
  const ended = waiting;
  waiting = undefined;
  if (ended) endAhead(ended);
}

export function endAhead({ child, pipes, job }: Ahead): void {
  child.kill("SIGKILL");
  for (const fd of [job, ...pipes.map(({ read }) => read)]) closeSync(fd);
}

async function begun(helper: readonly string[]): Promise<void> {
  const pipes = await fifos(2);
  const [out, err] = pipes ?? [];
  if (!pipes || !out || !err) return;
  try {
    const child = Bun.spawn([...helper], {
      // Nothing of the agent's own: it is told the program's environment with its job.
      env: { PATH: "/usr/bin:/bin" },
      cwd: "/",
      stdio: ["ignore", out.write, err.write, "pipe"],
      detached: true,
    });
    // What the agent has of its pipe closes with the agent, and ends it.
    child.unref();
    const job: unknown = child.stdio[jobFd];
    if (typeof job !== "number") throw new Error("there is no pipe to it");
    waiting = { child, pipes, job };
  } catch {
    for (const { read } of pipes) closeSync(read);
  } finally {
    for (const { write } of pipes) closeSync(write);
  }
}

const isThere = ({ child }: Ahead): boolean => child.exitCode === null && child.signalCode === null;
