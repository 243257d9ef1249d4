/** What a line of shell would be rated, for those who want to know before they ask for it. */
import * as z from "zod/mini";
import { level, risk } from "./common.ts";
import { mark } from "./plan.ts";

export const rateRequest = () => z.strictObject({ command: z.string().check(z.minLength(1), z.maxLength(262_144)) });

export const ratingView = () =>
  z.object({
    risk: risk(),
    level: level(),
    /** Of the text that was rated. */
    sha256: z.string(),
    /** The highest first; empty where all of it only reads. */
    found: z.array(z.object({ ...mark().shape, level: level() })),
    /** What it does, part by part. */
    effects: z.array(z.object({ kind: z.string(), what: z.string(), from: z.int(), to: z.int() })),
    /** What it would be held to while it runs; absent where it is not low, or needs more than that. */
    confine: z.optional(z.enum(["local", "network-read"])),
  });
export type RatingView = z.infer<ReturnType<typeof ratingView>>;
