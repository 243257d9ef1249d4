/** `metrics.now`: the numbers that say at a glance how a machine is. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { percentText, percentUp } from "../../lib/percent.ts";
import { agentTool } from "../define.ts";

const share = () => z.number().check(z.minimum(0), z.maximum(1));
const input = once(() => z.strictObject({}).check(z.meta({ examples: [{}] })));
const output = once(() =>
  z.object({
    /** Share of all cores that was busy over 200 ms. */
    cpuRatio: share(),
    memoryRatio: share(),
    /** 0 where there is no swap. */
    swapRatio: share(),
    fullestDiskRatio: share(),
    /** Where the fullest disk is mounted; empty where there is none. */
    fullestDisk: machineText(1_024),
    load1: z.number(),
  }),
);
export type NowOutput = z.infer<ReturnType<typeof output>>;

export const nowTable = (now: NowOutput) => ({
  columns: ["CPU", "Memory", "Swap", "Fullest disk", "Load"],
  rows: [
    [
      percentText(now.cpuRatio),
      percentText(now.memoryRatio),
      percentText(now.swapRatio),
      `${percentUp(now.fullestDiskRatio)} ${forHtml(now.fullestDisk)}`.trim(),
      now.load1.toFixed(2),
    ],
  ],
});

export const metricsNow = agentTool({
  name: "metrics.now",
  version: 1,
  does: "Measures CPU, memory, swap, the fullest disk and load now.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: () => ({
    title: "Measure CPU, memory and disks",
    exact:
      "read /proc/stat twice within 200 ms, /proc/meminfo, /proc/loadavg; statfs of each file system in /proc/mounts",
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: (now) =>
    `CPU ${percentText(now.cpuRatio)}, memory ${percentText(now.memoryRatio)}, fullest disk ${percentUp(now.fullestDiskRatio)}`,
  table: nowTable,
  timeoutMs: 15_000,
  load: { run: () => import("./now.run.ts"), view: () => import("./now.view.tsx") },
});
