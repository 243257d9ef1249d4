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
    /** Whether a model that planned it sees the goal as reached, and what it cites for that: of the run's text a line, of its table a row. */
    judged: z.optional(
      z.object({
        verdict: z.enum(["met", "not_met", "unsure"]),
        evidence: z.array(
          z.object({
            run: z.string(),
            machine: z.string(),
            text: z.string(),
            line: z.optional(z.int()),
            row: z.optional(z.int()),
          }),
        ),
      }),
    ),
    /** Causes that what was looked at speaks for, the surest first. */
    findings: z.optional(z.array(findingView())),
  });
export type SummaryView = z.infer<ReturnType<typeof summaryView>>;
