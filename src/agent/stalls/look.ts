/** Looks at all processes of a silent call several times, and tells what was the same in every look. */
import { readStat, ticksPerSecond, type ProcessStat } from "../../lib/proc/processes.ts";
import { filesOf, parseCall, type Call } from "./calls.ts";
import { lockOf, upMs } from "./locks.ts";
import type { File, Seen } from "./seen.ts";
import { socketsOf } from "./sockets.ts";
import { terminalOf } from "./terminal.ts";
import { linkOf, namesIn, textOf } from "./text.ts";

const mostProcesses = 200;
const mostThreads = 64;
const mostFiles = 512;

type Glance = { stat: ProcessStat; state: string; wchan: string; call: Call | undefined; dir: string; bytes: number };

/** One look: cheap enough for a tree of hundreds. */
export type Glances = { atMs: number; byPid: ReadonlyMap<number, Glance> };

export function glance(pids: readonly number[], nowMs: number): Glances {
  const found = withChildren(pids)
    .slice(0, mostProcesses)
    .flatMap((pid): [number, Glance][] => {
      const stat = readStat(pid);
      return stat ? [[pid, glanceAt(stat)]] : [];
    });
  return { atMs: nowMs, byPid: new Map(found) };
}

/** A child that has ended and was not collected is no process of the call any more, and what its parent has to do with it is. */
const withChildren = (pids: readonly number[]): number[] => [
  ...new Set([
    ...pids,
    ...pids
      .flatMap((pid) => textOf(`/proc/${pid}/task/${pid}/children`).split(" ").map(Number))
      .filter((pid) => pid > 0),
  ]),
];

function glanceAt(stat: ProcessStat): Glance {
  const dir = `/proc/${stat.pid}`;
  const main = threadAt(dir);
  const told = { stat, state: stat.state, bytes: bytesOf(dir) };
  if (stat.threads <= 1 || main.call?.name !== "futex") return { ...told, ...main };
  // A main thread that waits for its others tells nothing; the one that does not wait for a thread does.
  for (const tid of namesIn(`${dir}/task`).slice(0, mostThreads)) {
    const thread = threadAt(`${dir}/task/${tid}`);
    if (thread.call && thread.call.name !== "futex") return { ...told, ...thread };
  }
  return { ...told, ...main };
}

const threadAt = (dir: string): Pick<Glance, "wchan" | "call" | "dir"> => ({
  dir,
  wchan: textOf(`${dir}/wchan`).replace(/^0$/, ""),
  call: parseCall(textOf(`${dir}/syscall`)),
});

/** What it asked the kernel to read and write, files and pipes alike. */
function bytesOf(dir: string): number {
  const text = textOf(`${dir}/io`);
  return [...text.matchAll(/^(?:rchar|wchar): (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Only processes that were there in every look; what differs between looks is told as it was in the last. */
export async function seenIn(looks: readonly Glances[]): Promise<Seen[]> {
  const [first] = looks;
  const last = looks.at(-1);
  if (!first || !last) return [];
  const inCall = (pid: number): boolean => last.byPid.has(pid);
  const all: Seen[] = [];
  for (const [pid, now] of last.byPid) {
    const then = first.byPid.get(pid);
    // A number that has been given to another process since is another process.
    const known = then?.stat.startedTicks === now.stat.startedTicks ? then : undefined;
    const always = looks.every((look) => look.byPid.get(pid)?.state === now.state);
    const seconds = Math.max(0.001, (last.atMs - first.atMs) / 1_000);
    const files = filesIn(now.dir);
    const linkAt = (fd: number): string => files.find((file) => file.fd === fd)?.link ?? "";
    const waiting = now.call ? filesOf(now.call, now.dir) : [];
    const sockets = [...socketsOf(pid, files).values()];
    const writes = now.call?.name === "write" || now.call?.name === "send";
    const call = now.call?.name ?? "";
    const lock = lockOf({
      pid,
      name: now.stat.name,
      sleeps: call === "sleep",
      inCall,
      file: call === "flock" || call === "fcntl" ? linkAt(waiting[0] ?? -1) : undefined,
    });
    const terminal = await terminalOf({ pid, files });
    all.push({
      pid,
      parent: now.stat.parent,
      name: now.stat.name,
      argv: argvOf(pid),
      // Stuck is who always is; passing through the kernel is no state to tell.
      state: now.state === "D" && !always ? "S" : now.state,
      wchan: now.wchan,
      call,
      waitsOn: writes ? [] : waiting.map((fd) => ({ fd, link: linkAt(fd) })),
      ...(writes ? { writesTo: linkAt(waiting[0] ?? -1) } : {}),
      files,
      sockets,
      ...(terminal ? { terminal } : {}),
      ...(lock ? { lock } : {}),
      waitsForPids: pidfdsOf(now.dir, files).filter(({ pid: other }) => !inCall(other)),
      cpu: known ? Math.max(0, now.stat.cpuTicks - known.stat.cpuTicks) / ticksPerSecond / seconds : 0,
      bytesPerSecond: known ? Math.max(0, now.bytes - known.bytes) / seconds : 0,
      ageMs: Math.max(0, upMs() - (now.stat.startedTicks * 1_000) / ticksPerSecond),
    });
  }
  return all;
}

const filesIn = (dir: string): File[] =>
  namesIn(`${dir}/fd`)
    .slice(0, mostFiles)
    .map((fd) => ({ fd: Number(fd), link: linkOf(`${dir}/fd/${fd}`) }));

const argvOf = (pid: number): string[] => textOf(`/proc/${pid}/cmdline`).replace(/\0+$/, "").split("\0");

const pidfdsOf = (dir: string, files: readonly File[]): { pid: number; name: string }[] =>
  files
    .filter(({ link }) => link.includes("pidfd"))
    .map(({ fd }) => Number(/^Pid:\s+(\d+)/m.exec(textOf(`${dir}/fdinfo/${fd}`))?.[1] ?? 0))
    .filter((pid) => pid > 0)
    .map((pid) => ({ pid, name: readStat(pid)?.name ?? "?" }));
