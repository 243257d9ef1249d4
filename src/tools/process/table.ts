/** Everything that runs, as one look at /proc shows it, with who is whose child. */
import { readFileSync } from "node:fs";
import { parseBootTime } from "../../lib/proc/cpu.ts";
import {
  parseUsers,
  readCommand,
  readStat,
  readUserId,
  ticksPerSecond,
  type ProcessStat,
} from "../../lib/proc/processes.ts";
import { pidsOf } from "../../lib/proc/sockets.ts";
import { ToolError, type ToolContext } from "../define.ts";

/** After so many the agent looks after its connection before it goes on. */
const atOnce = 200;

export async function allStats(ctx: ToolContext, root = "/proc"): Promise<ProcessStat[]> {
  const stats: ProcessStat[] = [];
  for (const [index, pid] of pids(root).entries()) {
    if (index > 0 && index % atOnce === 0) await ctx.sleep(0);
    const stat = readStat(pid, root);
    if (stat) stats.push(stat);
  }
  if (stats.length === 0)
    throw new ToolError("not_supported", "The processes of this machine cannot be read from /proc.");
  return stats;
}

function pids(root: string): number[] {
  try {
    return pidsOf(root);
  } catch {
    // No /proc here.
    return [];
  }
}

/** The kernel's own threads have no program: neither a command line nor memory. Zombies have none either any more. */
export const isKernels = (stat: ProcessStat): boolean =>
  stat.state !== "Z" && stat.residentPages === 0 && readCommand(stat.pid) === "";

export function userNames(): (pid: number) => string {
  const users = parseUsers(textOf("/etc/passwd"));
  return (pid) => {
    const id = readUserId(pid);
    return id === undefined ? "" : (users.get(id) ?? String(id)).slice(0, 64);
  };
}

/** Epoch ms at which a process began, from ticks after boot. */
export function startTimes(): (stat: ProcessStat) => number {
  const bootedAtMs = parseBootTime(textOf("/proc/stat")) ?? 0;
  return ({ startedTicks }) => bootedAtMs + (startedTicks * 1_000) / ticksPerSecond;
}

/** A process and all below it, the process first. */
export function withChildren(pid: number, stats: readonly ProcessStat[]): ProcessStat[] {
  const children = Map.groupBy(stats, ({ parent }) => parent);
  const found: ProcessStat[] = stats.filter((stat) => stat.pid === pid);
  for (let at = 0; at < found.length; at++) found.push(...(children.get(found[at]?.pid ?? -1) ?? []));
  return found;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Without it users show as numbers and starts as times since boot.
    return "";
  }
}
