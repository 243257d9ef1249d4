/** One reading of a machine's vital numbers. Shares are 0..1, sizes bytes, rates per second. */
import * as z from "zod/mini";
import { once } from "../lib/once.ts";
import { roughInstant } from "./instant.ts";

const share = () => z.number().check(z.minimum(0), z.maximum(1));
const size = () => z.number().check(z.minimum(0));

export const diskSchema = once(() =>
  z.object({
    mount: z.string().check(z.maxLength(1_024)),
    device: z.string().check(z.maxLength(1_024)),
    fileSystem: z.string().check(z.maxLength(64)),
    totalBytes: size(),
    usedBytes: size(),
    /** used / (used + available to ordinary users), as `df` prints it. */
    usedRatio: share(),
  }),
);
export type Disk = z.infer<ReturnType<typeof diskSchema>>;

/** Source: /proc/stat, /proc/meminfo, /proc/loadavg, /proc/net/dev, statvfs of real mounts. */
export const sampleSchema = once(() =>
  z.object({
    atMs: roughInstant(),
    /** Share of time the CPUs were busy since the previous sample; absent in the first one. */
    cpuRatio: z.optional(share()),
    load1: z.number().check(z.minimum(0)),
    memoryTotalBytes: size(),
    /** Total minus MemAvailable. */
    memoryUsedBytes: size(),
    swapTotalBytes: size(),
    swapUsedBytes: size(),
    disks: z.array(diskSchema()).check(z.maxLength(64)),
    /** Since the previous sample, all interfaces but loopback; absent in the first one. */
    receivedBytesPerSecond: z.optional(size()),
    sentBytesPerSecond: z.optional(size()),
  }),
);
export type Sample = z.infer<ReturnType<typeof sampleSchema>>;
