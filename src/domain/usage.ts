/** What a call's processes used, what held them together, and who of them was left behind. */
import * as z from "zod/mini";
import { once } from "../lib/once.ts";

/** Sums over all processes of the call; absent what this kind of containment cannot count. */
export const usageSchema = once(() =>
  z.object({
    /** Time on the processor, user and system, in ms. */
    cpuMs: z.optional(z.number().check(z.minimum(0))),
    /** The most memory at once: of the cgroup, or the resident set of the largest process where there is none. */
    memoryBytes: z.optional(z.number().check(z.minimum(0))),
    readBytes: z.optional(z.number().check(z.minimum(0))),
    writtenBytes: z.optional(z.number().check(z.minimum(0))),
    /** The most processes at once. */
    processes: z.optional(z.number().check(z.minimum(0))),
  }),
);
export type Usage = z.infer<ReturnType<typeof usageSchema>>;

/** cgroup2, cgroup1: no process can leave · group: a process that wipes its marks can. */
export const containments = ["cgroup2", "cgroup1", "group"] as const;
export type Containment = (typeof containments)[number];

/** A process of the call that is there after its end. */
export const survivorSchema = once(() =>
  z.object({
    pid: z.int(),
    command: z.string().check(z.maxLength(200)),
    /** The letter of `proc_pid_stat(5)`: D is stuck in the kernel. */
    state: z.string().check(z.maxLength(4)),
    /** Why it is there: "stuck in the kernel (nfs_wait), cannot be ended". */
    why: z.string().check(z.maxLength(300)),
  }),
);
export type Survivor = z.infer<ReturnType<typeof survivorSchema>>;
