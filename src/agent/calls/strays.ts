/**
 * Which processes belong to a call, by /proc: what descends from its program, what is in its session or group, and what
 * carries its mark in the environment. One that wipes its environment, leaves its session and whose parent has ended is not
 * found like this; a cgroup holds that one too.
 */
import { readdirSync, readFileSync } from "node:fs";
import type { Survivor } from "../../domain/usage.ts";

/** The variable in every child's environment; its value is this call's alone. */
export const markName = "AILX_CALL";

export type Stat = { pid: number; state: string; parent: number; group: number; session: number; startedTicks: string };

/** Undefined where it is gone, or where there is no /proc. */
export function statOf(pid: number): Stat | undefined {
  const text = read(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  // The name in parentheses may hold anything, also parentheses.
  const [state = "", parent, group, session, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return {
    pid,
    state,
    parent: Number(parent),
    group: Number(group),
    session: Number(session),
    startedTicks: rest[15] ?? "",
  };
}

export const isAlive = (stat: Stat | undefined): boolean =>
  stat !== undefined && stat.state !== "Z" && stat.state !== "X";

export const allStats = (): Stat[] => pids().flatMap((pid) => statOf(pid) ?? []);

/** A program's processes that are alive. `seen` remembers them: who was one stays one, also when its parent has ended. */
export function membersOf({
  root,
  mark,
  seen,
}: {
  root: Stat;
  mark: string | undefined;
  seen: Map<number, string>;
}): number[] {
  const all = new Map(allStats().map((stat) => [stat.pid, stat]));
  const other = all.get(root.pid);
  // Somebody else's by now: the number was given away again.
  const numberIsOurs = other === undefined || other.startedTicks === root.startedTicks;
  const members = new Set<number>();
  for (const stat of all.values()) {
    const inGroup = numberIsOurs && (stat.session === root.pid || stat.group === root.pid || stat.pid === root.pid);
    if (inGroup || seen.get(stat.pid) === stat.startedTicks) members.add(stat.pid);
  }
  if (mark !== undefined) for (const pid of marked(mark, [...all.keys()])) members.add(pid);
  withDescendants(members, all);
  members.delete(process.pid);
  const alive = [...members].filter((pid) => isAlive(all.get(pid)));
  seen.clear();
  for (const pid of alive) seen.set(pid, all.get(pid)?.startedTicks ?? "");
  return alive;
}

function withDescendants(members: Set<number>, all: ReadonlyMap<number, Stat>): void {
  for (let before = -1; before !== members.size;) {
    before = members.size;
    for (const { pid, parent } of all.values()) if (members.has(parent)) members.add(pid);
  }
}

/** The process ids that carry the mark; the agent itself is never among them. */
export function marked(mark: string, among = pids()): number[] {
  const wanted = Buffer.from(`\0${markName}=${mark}\0`);
  return among.filter((pid) => pid !== process.pid && environmentOf(pid).includes(wanted));
}

/** How it is told to people; undefined where it has ended meanwhile. */
export function survivor(pid: number, why: "left" | "unkillable"): Survivor | undefined {
  const stat = statOf(pid);
  if (stat === undefined || !isAlive(stat)) return undefined;
  return { pid, command: commandOf(pid).slice(0, 200), state: stat.state, why: reason(stat, why) };
}

function reason({ pid, state }: Stat, why: "left" | "unkillable"): string {
  if (why === "left") return "left running by the command";
  const where = read(`/proc/${pid}/wchan`) ?? "";
  const at = where === "" || where === "0" ? "" : ` (${where.slice(0, 100)})`;
  return state === "D" ? `stuck in the kernel${at}, cannot be ended` : `was killed, and has not ended yet${at}`;
}

// A kernel's view of the words: with NULs between them, and empty for a process that is about to end.
function commandOf(pid: number): string {
  const words = (read(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ").trim();
  return words === "" ? `[${(read(`/proc/${pid}/comm`) ?? "").trim()}]` : words;
}

function pids(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** With a NUL before its first variable and after its last; empty where it may not be read or is gone. */
function environmentOf(pid: number): Buffer {
  try {
    return Buffer.concat([nul, readFileSync(`/proc/${pid}/environ`), nul]);
  } catch {
    return nul;
  }
}
const nul = Buffer.from([0]);
