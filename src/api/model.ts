/** Models: the endpoint that plans, what it can, what it may cost and what it has cost. */
import * as z from "zod/mini";
import { plannerChoices, presetNames } from "../domain/modelPreset.ts";
import { hasHidden } from "../lib/hidden.ts";
import { id, time } from "./common.ts";

const modelName = () =>
  z.string().check(
    z.minLength(1),
    z.maxLength(200),
    z.refine((name) => !hasHidden(name) && !/[\n\t]/.test(name), "holds control or invisible characters"),
  );
const tokens = () => z.int().check(z.minimum(0), z.maximum(1e12));
/** In USD. */
const money = () => z.number().check(z.minimum(0), z.maximum(1e6));
/** In USD per million tokens. Cached absent: like other input. */
const prices = () => z.strictObject({ input: money(), output: money(), cached: z.optional(money()) });
const orNone = <T extends z.ZodMiniType>(inner: T) => z.optional(z.nullable(inner));

/** PATCH /api/models: what is absent stays, null takes away. */
export const modelPatch = () =>
  z.strictObject({
    planner: orNone(z.enum(plannerChoices)),
    preset: z.optional(z.enum(presetNames)),
    /** Absent with a preset: where that provider usually is. */
    url: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
    /** Plain http outside of private networks: the key can be read on the way. */
    insecure: z.optional(z.boolean()),
    /** Never shown again, and never sent to another address than the one it was entered for. */
    key: orNone(z.string().check(z.minLength(1), z.maxLength(4_096), z.regex(/^[\x21-\x7e]+$/))),
    model: orNone(modelName()),
    /** A cheaper one of the same endpoint. */
    smallModel: orNone(modelName()),
    temperature: orNone(z.number().check(z.minimum(0), z.maximum(2))),
    contextTokens: orNone(z.int().check(z.minimum(1_000), z.maximum(100_000_000))),
    prices: orNone(prices()),
    smallPrices: orNone(prices()),
    monthUsd: orNone(money()),
    monthTokens: orNone(tokens()),
    taskUsd: orNone(money()),
    taskTokens: orNone(tokens()),
  });
export type ModelPatch = z.infer<ReturnType<typeof modelPatch>>;

export const modelFinding = () =>
  z.object({
    /** `models`, `answer`, `tool call`, `parallel calls`, `JSON`, `usage`, `window`. */
    what: z.string(),
    state: z.enum(["ok", "warn", "fail"]),
    found: z.string(),
    todo: z.optional(z.string()),
  });
export const modelProbe = () =>
  z.object({
    at: time(),
    model: z.string(),
    findings: z.array(modelFinding()),
    /** What the model said to a greeting. */
    said: z.string(),
  });
export type ModelProbe = z.infer<ReturnType<typeof modelProbe>>;

/** GET /api/models. `…From`: `here` for what was set on the page or by this API, otherwise the flag, variable or file. */
export const modelView = () =>
  z.object({
    planner: z.enum(plannerChoices),
    plannerFrom: z.string(),
    /** A model can be asked. */
    ready: z.boolean(),
    /** Why it cannot. */
    why: z.optional(z.string()),
    preset: z.optional(z.enum(presetNames)),
    url: z.optional(z.string()),
    endpointFrom: z.optional(z.string()),
    insecure: z.boolean(),
    keySet: z.boolean(),
    model: z.optional(z.string()),
    modelFrom: z.optional(z.string()),
    smallModel: z.optional(z.string()),
    temperature: z.number(),
    contextTokens: z.optional(z.int()),
    prices: z.optional(prices()),
    smallPrices: z.optional(prices()),
    monthUsd: z.optional(z.number()),
    monthTokens: z.optional(z.int()),
    taskUsd: z.optional(z.number()),
    taskTokens: z.optional(z.int()),
    /** What the endpoint said it has, when it was asked last. */
    models: z.array(z.string()),
    probe: z.optional(modelProbe()),
    /** Since the beginning of the month. */
    used: z.object({ tokens: z.int(), usd: z.number() }),
  });
export type ModelView = z.infer<ReturnType<typeof modelView>>;

const usage = {
  answers: z.int(),
  inputTokens: z.int(),
  cachedTokens: z.int(),
  outputTokens: z.int(),
  /** Of answers whose price is known. */
  usd: z.number(),
};
/** GET /api/models/usage */
export const modelUsageView = () =>
  z.object({
    /** Newest first, at most 12, by UTC. */
    months: z.array(z.object({ month: z.string(), model: z.string(), ...usage })),
    /** This month's tasks that took most, at most 20. */
    tasks: z.array(z.object({ task: id(), ...usage })),
  });
export type ModelUsageView = z.infer<ReturnType<typeof modelUsageView>>;
