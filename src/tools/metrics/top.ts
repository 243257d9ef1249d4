/** `metrics.top`: which machines are busiest or fullest. Answered by the hub from the newest samples; no machine is asked. */
import * as z from "zod/mini";
import { machineName } from "../../domain/machine.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { once } from "../../lib/once.ts";
import { percentText, percentUp } from "../../lib/percent.ts";
import { hubTool } from "../define.ts";

export const measures = ["cpu", "memory", "disk", "load"] as const;

const share = () => z.number().check(z.minimum(0), z.maximum(1));
const input = once(() =>
  z
    .strictObject({
      by: z
        .enum(measures)
        .check(z.describe("What the machines are ordered by, the highest first; disk: the fullest one of each.")),
      limit: z.optional(
        z.int().check(z.minimum(1), z.maximum(200), z.describe("How many machines at most; default 10.")),
      ),
      on: z.optional(
        z.string().check(z.minLength(1), z.maxLength(1_000), z.describe("A target expression; default all machines.")),
      ),
    })
    .check(z.meta({ examples: [{ by: "memory", limit: 5 }] })),
);
const output = once(() =>
  z.object({
    by: z.enum(measures),
    machines: z
      .array(
        z.object({
          name: z.string().check(z.regex(machineName)),
          /** Absent in the first sample of a connection. */
          cpuRatio: z.optional(share()),
          memoryRatio: share(),
          diskRatio: share(),
          /** Where the fullest disk is mounted. */
          disk: machineText(1_024),
          load1: z.number(),
          cpus: z.int(),
          sampledAtMs: z.number(),
        }),
      )
      .check(z.maxLength(200)),
    /** Machines that were compared. */
    compared: z.int(),
    /** Those that are not online, or have told no numbers yet. */
    without: z.array(z.string().check(z.regex(machineName))).check(z.maxLength(200)),
  }),
);
export type TopInput = z.infer<ReturnType<typeof input>>;
export type TopOutput = z.infer<ReturnType<typeof output>>;
type Line = TopOutput["machines"][number];

const texts: Record<TopOutput["by"], (line: Line) => string> = {
  cpu: ({ cpuRatio }) => `${percentText(cpuRatio ?? 0)} CPU`,
  memory: ({ memoryRatio }) => `${percentText(memoryRatio)} memory`,
  disk: ({ diskRatio, disk }) => `${percentUp(diskRatio)} of ${forHtml(disk)}`,
  load: ({ load1, cpus }) => `load ${load1.toFixed(2)} on ${cpus} ${cpus === 1 ? "core" : "cores"}`,
};

export const topTable = ({ machines }: TopOutput) => ({
  columns: ["Machine", "CPU", "Memory", "Fullest disk", "Load", "Cores", "Mounted at"],
  rows: machines.map(({ name, cpuRatio, memoryRatio, diskRatio, disk, load1, cpus }) => [
    name,
    cpuRatio === undefined ? "–" : percentText(cpuRatio),
    percentText(memoryRatio),
    percentUp(diskRatio),
    load1.toFixed(2),
    String(cpus),
    forHtml(disk),
  ]),
});

export const metricsTop = hubTool({
  name: "metrics.top",
  version: 1,
  does: "Shows which machines use most CPU, memory, disk or have the highest load.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin", "windows"],
  risk: () => ({ risk: "low", reasons: ["only reads what the hub knows"] }),
  level: () => 1,
  preview: ({ by, on = "all" }) => ({
    title: `Find the machines with most ${by === "cpu" ? "CPU use" : by}`,
    exact: `the newest sample of ${on}, by ${by}`,
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ machines, by, without }) => {
    const first = machines.slice(0, 3).map((line) => `${line.name} ${texts[by](line)}`);
    const silent = without.length === 0 ? "" : `; ${without.length} without numbers`;
    return first.length === 0 ? "no machine has told its numbers" : `${first.join(", ")}${silent}`;
  },
  table: topTable,
  timeoutMs: 5_000,
  load: { run: () => import("./top.run.ts"), view: () => import("./top.view.tsx") },
});
