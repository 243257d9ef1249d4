/** Runbooks, as the API, the pages and the command line show them. */
import * as z from "zod/mini";

export const runbookSourceMost = 65_536;

/** own: of the data directory · built-in: part of ailx. */
export const runbookLine = () =>
  z.object({
    id: z.string(),
    title: z.string(),
    from: z.enum(["own", "built-in"]),
    /** It answers to its sentences. An own one that is not says why in `problems`. */
    active: z.boolean(),
    sentences: z.array(z.string()),
    /** One of them as somebody would say it. */
    example: z.optional(z.string()),
    /** How many of its tests pass; of built-in ones they all do. */
    tests: z.object({ passed: z.int(), all: z.int() }),
    problems: z.array(z.object({ line: z.optional(z.int()), text: z.string() })),
  });
export type RunbookLine = z.infer<ReturnType<typeof runbookLine>>;
export const runbookList = () => z.object({ items: z.array(runbookLine()) });

export const runbookView = () =>
  z.extend(runbookLine(), {
    source: z.string(),
    results: z.array(z.object({ say: z.string(), passed: z.boolean(), expected: z.string(), came: z.string() })),
  });
export type RunbookView = z.infer<ReturnType<typeof runbookView>>;

/** PUT /api/runbooks/:id, POST /api/runbooks/check */
export const runbookRequest = () =>
  z.strictObject({ source: z.string().check(z.minLength(1), z.maxLength(runbookSourceMost)) });
export type RunbookRequest = z.infer<ReturnType<typeof runbookRequest>>;

/** POST /api/runbooks/check also says what a request would come to. */
export const runbookCheckRequest = () =>
  z.extend(runbookRequest(), { say: z.optional(z.string().check(z.maxLength(2_000))) });
export const runbookCheck = () => z.extend(runbookView(), { said: z.optional(z.string()) });
export type RunbookCheck = z.infer<ReturnType<typeof runbookCheck>>;

/** GET /api/tasks/:id/runbook: what a finished task would be as a runbook; nothing is saved. */
export const runbookDraft = () => z.object({ source: z.string() });
export type RunbookDraft = z.infer<ReturnType<typeof runbookDraft>>;
