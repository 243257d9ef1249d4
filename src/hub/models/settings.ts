/** What is stored of the endpoint: read back by a schema, because it may be of another version. */
import * as z from "zod/mini";
import { plannerChoices, presetNames } from "../../domain/modelPreset.ts";

const prices = () => z.object({ input: z.number(), output: z.number(), cached: z.optional(z.number()) });

export const storedForm = () =>
  z.object({
    planner: z.optional(z.enum(plannerChoices)),
    preset: z.optional(z.enum(presetNames)),
    url: z.optional(z.string()),
    insecure: z.optional(z.boolean()),
    model: z.optional(z.string()),
    smallModel: z.optional(z.string()),
    temperature: z.optional(z.number()),
    contextTokens: z.optional(z.number()),
    /** In micro-USD per million tokens. */
    prices: z.optional(prices()),
    smallPrices: z.optional(prices()),
    ceilings: z.object({
      monthMicroUsd: z.optional(z.number()),
      monthTokens: z.optional(z.number()),
      taskMicroUsd: z.optional(z.number()),
      taskTokens: z.optional(z.number()),
    }),
  });
export type Stored = z.infer<ReturnType<typeof storedForm>>;
export const nothingStored: Stored = { ceilings: {} };

export const probedForm = () =>
  z.object({
    /** Of what it was found; it counts for nothing else. */
    url: z.string(),
    model: z.string(),
    atMs: z.number(),
    models: z.array(z.string()),
    findings: z.array(
      z.object({
        what: z.string(),
        state: z.enum(["ok", "warn", "fail"]),
        found: z.string(),
        todo: z.optional(z.string()),
      }),
    ),
    said: z.string(),
    contextTokens: z.optional(z.number()),
    takes: z.object({
      tools: z.boolean(),
      toolChoice: z.boolean(),
      temperature: z.boolean(),
      stream: z.boolean(),
      streamUsage: z.boolean(),
      schema: z.enum(["json_schema", "json_object", "words"]),
      maxTokens: z.enum(["max_tokens", "max_completion_tokens", "none"]),
    }),
  });
export type StoredProbe = z.infer<ReturnType<typeof probedForm>>;
