/**
 * Named pipes that programs write to. The runtime's own pipes are sockets, which nobody can open a second time: under them
 * `echo oops >/dev/stderr` and `tee /dev/stdout` fail with "No such device or address".
 */
import { closeSync, constants, mkdirSync, mkdtempSync, openSync, readdirSync, rmSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "../../lib/once.ts";

/** One call takes two. Made by one program at a time, ahead of need: 0.03 ms each, where one alone costs 1 ms. */
const batch = 64;
const refillBelow = 16;
const prefix = "ailx-pipes-";

/** `read` is the agent's end, already unlinked, so that no other program ever meets it; `write` is for the child. */
export type Fifo = { read: number; write: number };

let ready: string[] = [];
let filling: Promise<void> | undefined;
let made = 0;

/** As many as asked for; undefined where this machine cannot make any. */
export async function fifos(count: number): Promise<Fifo[] | undefined> {
  if (ready.length < count) await fill();
  if (ready.length < count) return undefined;
  const names = ready.splice(0, count);
  if (ready.length < refillBelow) void fill();
  const opened: Fifo[] = [];
  try {
    for (const name of names) opened.push(open(name));
    return opened;
  } catch {
    // The directory was swept away, or no descriptor is left: new names next time.
    for (const { read, write } of opened) [read, write].forEach((end) => closeSync(end));
    ready = [];
    return undefined;
  }
}

/** Made before the first call needs them. */
export const warmFifos = (): Promise<void> => fill();

function open(name: string): Fifo {
  const read = openSync(name, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    return { read, write: openSync(name, constants.O_WRONLY) };
  } catch (error) {
    closeSync(read);
    throw error;
  } finally {
    unlinkSync(name);
  }
}

function fill(): Promise<void> {
  filling ??= makeMore().finally(() => (filling = undefined));
  return filling;
}

async function makeMore(): Promise<void> {
  const dir = directory();
  if (dir === undefined) return;
  const names = Array.from({ length: batch }, () => join(dir, String(++made)));
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    // Its directory keeps others out; a child of another user may open its own once more through /dev/stdout.
    const child = Bun.spawn(["mkfifo", "-m", "666", ...names], {
      stdio: ["ignore", "ignore", "ignore"],
      env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
    });
    if ((await child.exited) === 0) ready.push(...names);
  } catch {
    // No such program, or no room: the runtime's own pipes do.
  }
}

/** In memory where that is possible, and only for this user. What agents that are gone left is swept away. */
const directory = once((): string | undefined => {
  const base = process.platform === "linux" && process.geteuid?.() === 0 ? "/run" : tmpdir();
  try {
    for (const name of readdirSync(base)) sweep(base, name);
    const dir = mkdtempSync(join(base, `${prefix}${process.pid}-`));
    process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
    return dir;
  } catch {
    return undefined;
  }
});

function sweep(base: string, name: string): void {
  const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
  if (!Number.isInteger(pid) || pid === process.pid) return;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") return;
    rmSync(join(base, name), { recursive: true, force: true });
  }
}
