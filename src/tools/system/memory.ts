/** `system.memory`: how much memory and swap is in use. */
import * as z from "zod/mini";
import { bytesText } from "../../lib/bytes.ts";
import { once } from "../../lib/once.ts";
import { percentText } from "../../lib/percent.ts";
import { agentTool } from "../define.ts";

const size = () => z.number().check(z.minimum(0));
const input = once(() => z.strictObject({}).check(z.meta({ examples: [{}] })));
const output = once(() =>
  z.object({
    totalBytes: size(),
    /** Total minus available. */
    usedBytes: size(),
    /** What programs could still get without swapping. */
    availableBytes: size(),
    /** Holds files, and is freed when needed. */
    cachedBytes: size(),
    swapTotalBytes: size(),
    swapUsedBytes: size(),
    /** usedBytes / totalBytes, 0..1. */
    usedRatio: z.number(),
  }),
);
export type MemoryOutput = z.infer<ReturnType<typeof output>>;

export const memoryTable = (memory: MemoryOutput) => ({
  columns: ["Size", "Used", "Available", "Use", "Swap", "Swap used"],
  rows: [
    [
      bytesText(memory.totalBytes),
      bytesText(memory.usedBytes),
      bytesText(memory.availableBytes),
      percentText(memory.usedRatio),
      bytesText(memory.swapTotalBytes),
      bytesText(memory.swapUsedBytes),
    ],
  ],
});

export const systemMemory = agentTool({
  name: "system.memory",
  version: 1,
  does: "Shows how much memory and swap is in use.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: () => ({ title: "Look at the memory", exact: "read /proc/meminfo" }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ usedBytes, totalBytes, usedRatio }) =>
    `${bytesText(usedBytes)} of ${bytesText(totalBytes)} used, ${percentText(usedRatio)}`,
  table: memoryTable,
  timeoutMs: 10_000,
  load: { run: () => import("./memory.run.ts"), view: () => import("./memory.view.tsx") },
});
