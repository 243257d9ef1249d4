/** A diagnosis as pages and programs read it: a cause, how sure it is, what speaks for it, and requests that would mend it. */
import * as z from "zod/mini";
import { certainties } from "../domain/finding.ts";
import { id, time } from "./common.ts";

export const findingView = () =>
  z.object({
    id: z.string(),
    machine: z.string(),
    certainty: z.enum(certainties),
    cause: z.string(),
    evidence: z.array(
      z.object({
        run: id(),
        step: z.string(),
        machine: z.string(),
        at: time(),
        text: z.string(),
        /** Of what the run printed, or of its result where that is text (a log's entries, a file), from 1. */
        line: z.optional(z.int()),
        /** Of the result's table, from 1: the items of the list in its output, in order. */
        row: z.optional(z.int()),
      }),
    ),
    /** Each is a request like any other; the best first. */
    fixes: z.array(z.object({ say: z.string(), why: z.string() })),
  });
export type FindingView = z.infer<ReturnType<typeof findingView>>;
