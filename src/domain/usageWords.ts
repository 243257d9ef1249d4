/** What a run used, what held it together and what it left behind, in words. */
import { bytesText } from "../lib/bytes.ts";
import { durationText } from "../lib/duration.ts";
import type { Containment, Survivor, Usage } from "./usage.ts";

const holders: Record<Containment, string> = {
  cgroup2: "held by a control group",
  cgroup1: "held by a control group",
  group: "held by its process group alone",
};

/** "1.2 s CPU, 34.0M memory, 3 processes at most, held by a control group"; empty where nothing was counted. */
export function usageText({
  usage = {},
  containedBy,
}: {
  usage?: Usage | undefined;
  containedBy?: Containment | undefined;
}): string {
  const { cpuMs, memoryBytes, writtenBytes, processes } = usage;
  return [
    ...(cpuMs === undefined ? [] : [`${cpuText(cpuMs)} CPU`]),
    ...(memoryBytes === undefined ? [] : [`${bytesText(memoryBytes)} memory`]),
    ...(writtenBytes === undefined || writtenBytes === 0 ? [] : [`${bytesText(writtenBytes)} written`]),
    ...(processes === undefined || processes < 2 ? [] : [`${processes} processes at most`]),
    ...(containedBy === undefined ? [] : [holders[containedBy]]),
  ].join(", ");
}

const cpuText = (ms: number): string =>
  ms >= 1_000 && ms < 10_000 ? `${(ms / 1_000).toFixed(1)} s` : durationText(ms);

/** "sleep 300 (pid 812), left running by the command". */
export const survivorText = ({ pid, command, why }: Survivor): string => `${command} (pid ${pid}), ${why}`;
