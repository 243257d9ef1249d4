/** What a planner did on its way to a plan, part by part, as pages and programs read it; texts of models and machines are shown escaped. */
import * as z from "zod/mini";
import { id, time } from "./common.ts";

const part = () =>
  z.union([
    /** `thinking` and `said` grow while they stream: the same `seq` comes again with more text. */
    z.object({ kind: z.literal("thinking"), by: z.string(), text: z.string() }),
    z.object({ kind: z.literal("said"), by: z.string(), text: z.string() }),
    z.object({ kind: z.literal("delegated"), by: z.string(), to: z.string(), goal: z.string() }),
    z.object({
      kind: z.literal("call"),
      by: z.string(),
      id: z.string(),
      tool: z.string(),
      input: z.record(z.string(), z.json()),
      on: z.array(z.string()),
    }),
    z.object({
      kind: z.literal("found"),
      by: z.string(),
      /** The `id` of its call. */
      call: z.string(),
      state: z.enum(["ok", "failed", "refused", "repeated", "not_made"]),
      line: z.string(),
      /** What can be opened as evidence. */
      runs: z.array(z.object({ id: id(), machine: z.string() })),
    }),
    z.object({ kind: z.literal("steered"), name: z.string(), text: z.string() }),
    z.object({
      kind: z.literal("note"),
      code: z.enum(["fallback", "budget", "repeat", "unusable", "retry", "injection", "stopped", "pruned", "silent"]),
      text: z.string(),
    }),
    z.object({
      kind: z.literal("usage"),
      by: z.string(),
      model: z.string(),
      inputTokens: z.int(),
      cachedTokens: z.int(),
      outputTokens: z.int(),
      /** The endpoint did not say, so it is counted by length. */
      estimated: z.boolean(),
      costMicroUsd: z.optional(z.number()),
      ms: z.number(),
    }),
  ]);
export type TurnPartView = z.infer<ReturnType<typeof part>>;

export const turnView = () => z.object({ seq: z.int(), revision: z.int(), at: time(), part: part() });
export type TurnView = z.infer<ReturnType<typeof turnView>>;

/** GET /api/tasks/:id/turns */
export const turnList = () => z.object({ items: z.array(turnView()) });
