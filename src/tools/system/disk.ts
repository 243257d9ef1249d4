/** `system.disk`: how full the disks are. */
import * as z from "zod/mini";
import { diskSchema } from "../../domain/metric.ts";
import { showHidden } from "../../domain/untrusted.ts";
import { bytesText } from "../../lib/bytes.ts";
import { once } from "../../lib/once.ts";
import { percentUp } from "../../lib/percent.ts";
import { agentTool } from "../define.ts";

const input = once(() =>
  z
    .strictObject({
      path: z.optional(
        z
          .string()
          .check(
            z.maxLength(1_024),
            z.regex(/^\/[^\0]*$/, "is no absolute path"),
            z.describe("Only the file system that holds this path."),
          ),
      ),
    })
    .check(z.meta({ examples: [{}, { path: "/var" }] })),
);
export type DiskInput = z.infer<ReturnType<typeof input>>;
const output = once(() =>
  z.object({
    /** Local file systems that can be written, each device once, in the order they were mounted. */
    disks: z
      .array(
        z.extend(diskSchema(), {
          freeBytes: z.number().check(z.minimum(0)),
          /** Of the places for files that the file system has; absent where it makes them as they are needed. */
          inodesUsedRatio: z.optional(z.number().check(z.minimum(0), z.maximum(1))),
        }),
      )
      .check(z.maxLength(256)),
    /** The highest `usedRatio`; 0 where there is no disk. */
    fullestRatio: z.number(),
    /** Places where another machine's file system is mounted: not looked at, because one that hangs would hang this. */
    notLookedAt: z.array(z.string().check(z.maxLength(1_024))).check(z.maxLength(256)),
  }),
);
export type DiskOutput = z.infer<ReturnType<typeof output>>;

export const diskTable = ({ disks }: DiskOutput) => ({
  columns: ["Mount", "Size", "Used", "Free", "Use", "Inodes"],
  rows: disks.map((disk) => [
    showHidden(disk.mount),
    bytesText(disk.totalBytes),
    bytesText(disk.usedBytes),
    bytesText(disk.freeBytes),
    percentUp(disk.usedRatio),
    disk.inodesUsedRatio === undefined ? "" : percentUp(disk.inodesUsedRatio),
  ]),
});

export const systemDisk = agentTool({
  name: "system.disk",
  version: 1,
  does: "Shows size, use and free space of each disk.",
  input,
  output,
  access: "read",
  platforms: ["linux"],
  risk: () => ({ risk: "low", reasons: ["only reads"] }),
  level: () => 1,
  preview: () => ({ title: "Look at the disks", exact: "statfs of each file system in /proc/mounts" }),
  checks: () => [],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ disks, fullestRatio }) => {
    const fullest = disks.find((disk) => disk.usedRatio === fullestRatio);
    return fullest ? `${showHidden(fullest.mount)} ${percentUp(fullestRatio)}` : "no disks";
  },
  table: diskTable,
  timeoutMs: 15_000,
  load: { run: () => import("./disk.run.ts"), view: () => import("./disk.view.tsx") },
});
