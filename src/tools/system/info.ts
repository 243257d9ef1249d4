/** `system.info`: what machine this is and how it is doing, in a few lines. */
import * as z from "zod/mini";
import { machineKinds } from "../../domain/machine.ts";
import { forHtml, machineText } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { durationText } from "../../lib/duration.ts";
import { once } from "../../lib/once.ts";
import { agentTool } from "../define.ts";

const input = once(() => z.strictObject({}).check(z.meta({ examples: [{}] })));
const output = once(() =>
  z.object({
    hostname: machineText(256),
    osName: machineText(256),
    kernel: machineText(256),
    arch: machineText(32),
    kind: z.enum(machineKinds),
    cpus: z.int(),
    /** Empty where the machine does not say. */
    cpuModel: machineText(256),
    memoryTotalBytes: z.number(),
    memoryUsedBytes: z.number(),
    load1: z.number(),
    load5: z.number(),
    load15: z.number(),
    bootedAtMs: z.number(),
    uptimeMs: z.number(),
    addresses: z.array(machineText(256)).check(z.maxLength(64)),
  }),
);
export type InfoOutput = z.infer<ReturnType<typeof output>>;

export const infoTable = (info: InfoOutput) => ({
  columns: ["Host name", "System", "Kernel", "CPUs", "Memory", "Load", "Up"],
  rows: [
    [
      forHtml(info.hostname),
      forHtml(info.osName),
      forHtml(info.kernel),
      String(info.cpus),
      bytesText(info.memoryTotalBytes),
      info.load1.toFixed(2),
      durationText(info.uptimeMs),
    ],
  ],
});

export const systemInfo = agentTool({
  name: "system.info",
  version: 1,
  does: "Shows operating system, kernel, processors, memory, load and uptime.",
  input,
  output,
  access: "read",
  platforms: ["linux", "darwin", "windows"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: () => ({
    title: "Look at the system",
    exact: "read /etc/os-release, /proc/cpuinfo, /proc/meminfo, /proc/loadavg",
  }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ osName, uptimeMs, load1 }) => `${forHtml(osName)}, up ${durationText(uptimeMs)}, load ${load1.toFixed(2)}`,
  table: infoTable,
  timeoutMs: 10_000,
  load: { run: () => import("./info.run.ts"), view: () => import("./info.view.tsx") },
});
