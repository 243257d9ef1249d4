/** A plan as the API, the pages and the command line show it: steps, risk, and what is asked of people. */
import * as z from "zod/mini";
import { filePreview } from "../domain/fileChange.ts";
import { id, level, risk, time } from "./common.ts";

/** A stretch of text, in UTF-16 code units, the end exclusive. */
export const mark = () => z.object({ from: z.int(), to: z.int(), risk: risk(), text: z.string(), rule: z.string() });
export type Mark = z.infer<ReturnType<typeof mark>>;

/** What a step would do on machines, as they said when it was planned. */
const previewView = () =>
  z.object({
    machines: z.array(z.string()),
    ...filePreview().shape,
    /** Why it is not known. */
    unknown: z.optional(z.string()),
  });
export type PreviewView = z.infer<ReturnType<typeof previewView>>;

export const stepView = () =>
  z.object({
    id: z.string(),
    title: z.string(),
    tool: z.string(),
    input: z.record(z.string(), z.json()),
    access: z.enum(["read", "change"]),
    /** The exact command or API call. */
    exact: z.string(),
    machines: z.array(z.object({ id: id(), name: z.string() })),
    condition: z.optional(z.string()),
    rollout: z.string(),
    precheck: z.optional(z.string()),
    verify: z.array(z.string()),
    /** In words, how to go back; or why that cannot be. */
    undo: z.string(),
    undoable: z.boolean(),
    risk: risk(),
    level: level(),
    reasons: z.array(z.string()),
    /** Which characters of `exact` are meant by which reason; of commands only. */
    marks: z.optional(z.array(mark())),
    timeoutMs: z.int(),
    /** Looked at before it was asked about; of tools that can tell, and the first machines only. */
    previews: z.optional(z.array(previewView())),
    /** Values of the input that machines said and nobody named, and where they come from. */
    learnt: z.optional(z.array(z.object({ value: z.string(), from: z.string() }))),
  });
export type StepView = z.infer<ReturnType<typeof stepView>>;

export const planView = () =>
  z.object({
    revision: z.int(),
    digest: z.string(),
    by: z.string(),
    understood: z.string(),
    on: z.string(),
    steps: z.array(stepView()),
    excluded: z.array(z.object({ name: z.string(), why: z.string() })),
    assumptions: z.array(z.string()),
    risk: risk(),
    level: level(),
    reasons: z.array(
      z.object({ risk: risk(), text: z.string(), by: z.enum(["command", "machine", "reach", "planner"]) }),
    ),
    decidedBy: z.string(),
    /** What approving would mean, in one sentence. */
    consequence: z.string(),
    /** Set where the approver must type this name (critical). */
    typeName: z.optional(z.string()),
    expiresAt: z.optional(time()),
    /** Who has said yes so far, and how many have to; while an approval is open. */
    approvals: z.optional(
      z.object({ needed: z.int(), given: z.array(z.object({ id: id(), name: z.string(), at: time() })) }),
    ),
    /** What decided that somebody is asked, or that nobody had to be, and where that is written. */
    rule: z.optional(z.object({ id: z.string(), where: z.string() })),
    /** Approving it makes this schedule; nothing runs now. `next`: the times it is carried out first, as far as they are known. */
    schedule: z.optional(
      z.object({
        text: z.string(),
        cron: z.optional(z.string()),
        timeZone: z.optional(z.string()),
        next: z.array(time()),
      }),
    ),
    /** The steps from this one on have a time of their own: approving makes a second schedule. */
    later: z.optional(
      z.object({
        from: z.string(),
        schedule: z.object({
          text: z.string(),
          cron: z.optional(z.string()),
          timeZone: z.optional(z.string()),
          next: z.array(time()),
        }),
      }),
    ),
    /** What `changes` are told against: the plan that was shown before, or the one that a person wanted another way. */
    changedFrom: z.optional(z.enum(["shown", "rejected"])),
    /** Since the revision before, which is no longer what would run. */
    changes: z.optional(
      z.array(
        z.object({
          kind: z.enum(["added", "removed", "changed", "order", "machines", "risk", "facts"]),
          text: z.string(),
          before: z.optional(z.string()),
          after: z.optional(z.string()),
        }),
      ),
    ),
  });
export type PlanView = z.infer<ReturnType<typeof planView>>;
