/** Reads all of /proc twice, and puts each process under the one that started it. */
import { untrusted } from "../../domain/untrusted.ts";
import { readCommand, readPageBytes, ticksPerSecond, type ProcessStat } from "../../lib/proc/processes.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { fitting } from "../fitting.ts";
import { allStats, isKernels, startTimes, userNames } from "./table.ts";
import type { TreeInput, TreeOutput } from "./tree.ts";

const measureMs = 200;
const most = 1_000;

export async function run({ pid }: TreeInput, ctx: ToolContext): Promise<TreeOutput> {
  const before = new Map((await allStats(ctx)).map((stat) => [stat.pid, stat.cpuTicks]));
  const startedMs = performance.now();
  await ctx.sleep(measureMs);
  const stats = (await allStats(ctx)).filter((stat) => !isKernels(stat));
  const seconds = Math.max(performance.now() - startedMs, measureMs) / 1_000;
  if (pid !== undefined && !stats.some((stat) => stat.pid === pid))
    throw new ToolError("not_found", `No process ${pid} runs on this machine.`, "`process.list` shows what runs.");
  const ordered = inOrder(stats, pid);
  const [userOf, startedAt, pageBytes] = [userNames(), startTimes(), readPageBytes()];
  const processes = ordered.slice(0, most).map(({ stat, depth }) => ({
    pid: stat.pid,
    ppid: stat.parent,
    name: untrusted((readCommand(stat.pid) || stat.name).slice(0, 256)),
    state: stat.state,
    user: untrusted(userOf(stat.pid)),
    cpu:
      Math.round((Math.max(0, stat.cpuTicks - (before.get(stat.pid) ?? 0)) / ticksPerSecond / seconds) * 1_000) / 1_000,
    rssBytes: stat.residentPages * pageBytes,
    startedAtMs: startedAt(stat),
    depth,
  }));
  const shown = fitting(processes, ({ name, user }) => [name, user]);
  return {
    processes: shown,
    zombies: ordered.filter(({ stat }) => stat.state === "Z").length,
    cut: ordered.length > shown.length,
  };
}

/** Without recursion: a chain of parents may be as long as there are numbers. */
function inOrder(stats: readonly ProcessStat[], root: number | undefined): { stat: ProcessStat; depth: number }[] {
  const known = new Set(stats.map(({ pid }) => pid));
  const children = Map.groupBy(stats, ({ parent }) => parent);
  const tops = stats.filter((stat) => (root === undefined ? !known.has(stat.parent) : stat.pid === root));
  const waiting = tops.toReversed().map((stat) => ({ stat, depth: 0 }));
  const ordered: { stat: ProcessStat; depth: number }[] = [];
  const seen = new Set<number>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    // Two looks at what changes meanwhile may make a circle.
    if (seen.has(next.stat.pid)) continue;
    seen.add(next.stat.pid);
    ordered.push(next);
    const depth = next.depth + 1;
    waiting.push(...(children.get(next.stat.pid) ?? []).toReversed().map((stat) => ({ stat, depth })));
  }
  return ordered;
}
