/** Reads all of /proc twice, 200 ms apart: what was used between is what is used now. */
import { readFileSync } from "node:fs";
import { untrusted } from "../../domain/untrusted.ts";
import { parseBootTime } from "../../lib/proc/cpu.ts";
import {
  parseUsers,
  readCommand,
  readPageBytes,
  readStat,
  readUserId,
  ticksPerSecond,
  type ProcessStat,
} from "../../lib/proc/processes.ts";
import { pidsOf } from "../../lib/proc/sockets.ts";
import { ToolError, type ToolContext } from "../define.ts";
import type { ProcessInput, ProcessOutput } from "./list.ts";

const measureMs = 200;
/** After so many the agent looks after its connection before it goes on. */
const atOnce = 200;

export async function run(input: ProcessInput, ctx: ToolContext): Promise<ProcessOutput> {
  const before = new Map((await readAll(ctx)).map((stat) => [stat.pid, stat.cpuTicks]));
  const startedMs = performance.now();
  await ctx.sleep(measureMs);
  const stats = await readAll(ctx);
  const seconds = (performance.now() - startedMs) / 1_000;
  if (stats.length === 0)
    throw new ToolError("not_supported", "The processes of this machine cannot be read from /proc.");

  const cpuRatio = (stat: ProcessStat): number => {
    const ticks = stat.cpuTicks - (before.get(stat.pid) ?? 0);
    return Math.max(0, ticks / ticksPerSecond / Math.max(seconds, measureMs / 1_000));
  };
  const use = input.sort === "memory" ? (stat: ProcessStat) => stat.residentPages : cpuRatio;
  const fitting = stats.filter((stat) => fits(stat, input));
  const shown = fitting
    .map((stat) => ({ stat, use: use(stat) }))
    .toSorted((a, b) => b.use - a.use || b.stat.residentPages - a.stat.residentPages)
    .slice(0, input.limit ?? 20);
  const describe = describer();
  return {
    processes: shown.map(({ stat }) => ({ ...describe(stat), cpuRatio: Math.round(cpuRatio(stat) * 1_000) / 1_000 })),
    matched: fitting.length,
    total: stats.length,
    zombies: stats.filter((stat) => stat.state === "Z").length,
  };
}

async function readAll(ctx: ToolContext): Promise<ProcessStat[]> {
  const stats: ProcessStat[] = [];
  for (const [index, pid] of pidsOf().entries()) {
    if (index > 0 && index % atOnce === 0) await ctx.sleep(0);
    const stat = readStat(pid);
    if (stat) stats.push(stat);
  }
  return stats;
}

function fits(stat: ProcessStat, { match, state }: ProcessInput): boolean {
  if (state === "zombie" && stat.state !== "Z") return false;
  if (state === "waiting" && stat.state !== "D") return false;
  if (match === undefined) return true;
  const wanted = match.toLowerCase();
  return stat.name.toLowerCase().includes(wanted) || readCommand(stat.pid).toLowerCase().includes(wanted);
}

function describer(): (stat: ProcessStat) => Omit<ProcessOutput["processes"][number], "cpuRatio"> {
  const users = parseUsers(textOf("/etc/passwd"));
  const pageBytes = readPageBytes();
  const bootedAtMs = parseBootTime(textOf("/proc/stat")) ?? 0;
  return (stat) => {
    const userId = readUserId(stat.pid);
    const command = readCommand(stat.pid).slice(0, 1_000) || `[${stat.name}]`;
    return {
      pid: stat.pid,
      parent: stat.parent,
      user: untrusted((users.get(userId ?? -1) ?? String(userId ?? "")).slice(0, 64)),
      name: untrusted(stat.name.slice(0, 64)),
      command: untrusted(command),
      state: stat.state,
      memoryBytes: stat.residentPages * pageBytes,
      threads: stat.threads,
      startedAtMs: bootedAtMs + (stat.startedTicks * 1_000) / ticksPerSecond,
    };
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Without it users show as numbers and starts as times since boot.
    return "";
  }
}
