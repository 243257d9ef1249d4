/** What is found in the output of a run. */
import * as z from "zod/mini";

/** GET /api/runs/:id/output/matches */
export const outputMatches = () =>
  z.object({
    items: z.array(
      z.object({
        stream: z.enum(["stdout", "stderr"]),
        /** Counted from 1 within its stream. */
        line: z.int(),
        /** Where in its stream the line begins, in bytes. */
        offset: z.number(),
        /** The line, cut to 500 characters around the match; control characters are shown escaped. */
        text: z.string(),
      }),
    ),
    /** There are more than were asked for. */
    more: z.boolean(),
  });
export type OutputMatches = z.infer<ReturnType<typeof outputMatches>>;
