/** The tries of a run. */
import * as z from "zod/mini";
import { id, time } from "./common.ts";

export const attemptList = () =>
  z.object({
    items: z.array(
      z.object({
        id: id(),
        number: z.int(),
        /** What was sent to the machine. */
        input: z.json(),
        state: z.string(),
        /** What it reported; absent until then. */
        result: z.optional(z.json()),
        /** How the hub judged it. */
        verdict: z.optional(z.json()),
        sentAt: z.optional(time()),
        endedAt: z.optional(time()),
      }),
    ),
  });
