/** Orders the machines by their newest sample; what is away is named and not ranked. */
import type { Machine } from "../../domain/machine.ts";
import { parseTarget, select } from "../../domain/target.ts";
import { untrusted } from "../../domain/untrusted.ts";
import { ratioOf } from "../../lib/proc/memory.ts";
import type { HubPorts } from "../define.ts";
import type { TopInput, TopOutput } from "./top.ts";

type Line = TopOutput["machines"][number];

const ranks: Record<TopOutput["by"], (line: Line) => number> = {
  cpu: ({ cpuRatio }) => cpuRatio ?? -1,
  memory: ({ memoryRatio }) => memoryRatio,
  disk: ({ diskRatio }) => diskRatio,
  // What is much for one core is little for sixteen.
  load: ({ load1, cpus }) => load1 / cpus,
};

export async function run({ by, limit = 10, on = "all" }: TopInput, ports: HubPorts): Promise<TopOutput> {
  const machines = select(parseTarget(on), ports.machines());
  const lines = machines.flatMap(lineOf);
  const told = new Set(lines.map(({ name }) => name));
  return {
    by,
    machines: lines.toSorted((a, b) => ranks[by](b) - ranks[by](a)).slice(0, limit),
    compared: lines.length,
    without: machines
      .map(({ name }) => name)
      .filter((name) => !told.has(name))
      .slice(0, 200),
  };
}

function lineOf({ name, state, sample, facts }: Machine): Line[] {
  if (state !== "online" || !sample) return [];
  const [fullest] = sample.disks.toSorted((a, b) => b.usedRatio - a.usedRatio);
  return [
    {
      name,
      ...(sample.cpuRatio === undefined ? {} : { cpuRatio: sample.cpuRatio }),
      memoryRatio: Math.min(1, ratioOf(sample.memoryUsedBytes, sample.memoryTotalBytes)),
      diskRatio: fullest?.usedRatio ?? 0,
      disk: untrusted(fullest?.mount ?? ""),
      load1: sample.load1,
      cpus: facts.cpus,
      sampledAtMs: sample.atMs,
    },
  ];
}
