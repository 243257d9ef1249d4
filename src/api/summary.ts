/** What came of a task: computed from facts, shown alike on the page, on the command line and to a program. */
import * as z from "zod/mini";
import { findingView } from "./finding.ts";

export const summaryView = () =>
  z.object({
    /** The result in one sentence, computed from facts. */
    headline: z.string(),
    /** One line each: what was done, not done, and why. */
    lines: z.array(z.string()),
    table: z.optional(z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) })),
    /** What a diagnosis looked at: the run, and what it said in a line. */
    looked: z.optional(z.array(z.object({ run: z.string(), what: z.string(), found: z.string() }))),
    /** Sentences of a model above that hold what was not seen in what it read; each has its mark behind it there. */
    unseen: z.optional(z.array(z.object({ text: z.string(), values: z.array(z.string()) }))),
    /** Causes that what was looked at speaks for, the surest first. */
    findings: z.optional(z.array(findingView())),
  });
export type SummaryView = z.infer<ReturnType<typeof summaryView>>;
