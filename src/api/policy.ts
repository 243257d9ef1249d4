/** Policies of the hub: rules, read-only switches, standing permissions, and what would happen if. */
import * as z from "zod/mini";
import { policyAnswers, policyRuleSchema, rulesAtMost } from "../domain/policy.ts";
import { once } from "../lib/once.ts";
import { id, level, risk, role, time } from "./common.ts";

const storedRule = () =>
  z.object({
    rule: policyRuleSchema(),
    /** Where refusals say that it is written. */
    where: z.string(),
    changedBy: z.string(),
    changedAt: time(),
    /** What its author should know of it. */
    notes: z.array(z.string()),
  });
export type StoredRuleView = z.infer<ReturnType<typeof storedRule>>;
const readOnlySwitch = () =>
  z.object({
    /** A machine's name; absent: the whole hub. */
    machine: z.optional(z.string()),
    reason: z.string(),
    by: z.string(),
    since: time(),
  });
export type ReadOnlyView = z.infer<ReturnType<typeof readOnlySwitch>>;

/** GET /api/policies */
export const policyList = () => z.object({ items: z.array(storedRule()), readOnly: z.array(readOnlySwitch()) });
export type PolicyList = z.infer<ReturnType<typeof policyList>>;
export const policyRuleView = storedRule;
export const policyRuleRequest = policyRuleSchema;

/** PUT /api/policies: these rules and no others. */
export const policiesRequest = once(() =>
  z.strictObject({ rules: z.array(policyRuleSchema()).check(z.maxLength(rulesAtMost)) }),
);

/** POST /api/policies/check: what a rule would mean; nothing is stored. What is no rule at all is 400 `validation`. */
export const policyCheck = () =>
  z.object({
    ok: z.boolean(),
    /** A sentence a field. */
    fields: z.optional(z.record(z.string(), z.string())),
    /** The machines that it names now. */
    machines: z.optional(z.array(z.string())),
    tools: z.optional(z.array(z.string())),
    notes: z.array(z.string()),
  });
export type PolicyCheck = z.infer<ReturnType<typeof policyCheck>>;

/** PUT /api/policies/read-only */
export const readOnlyRequest = once(() =>
  z.strictObject({
    on: z.boolean(),
    /** Only this machine, by name or id; absent: the whole hub. */
    machine: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
    reason: z.optional(z.string().check(z.maxLength(500))),
  }),
);
export type ReadOnlyRequest = z.infer<ReturnType<typeof readOnlyRequest>>;

export const permitView = () =>
  z.object({
    id: id(),
    shortId: z.string(),
    tool: z.string(),
    input: z.record(z.string(), z.json()),
    /** In words: the exact bytes, or the arguments. */
    exact: z.string(),
    machines: z.string(),
    person: z.optional(z.string()),
    risk: risk(),
    until: time(),
    createdAt: time(),
    createdBy: z.string(),
    task: z.optional(id()),
    used: z.int(),
    lastUsedAt: z.optional(time()),
    state: z.enum(["open", "expired", "revoked"]),
    /** Whether the caller may revoke it. */
    mine: z.boolean(),
  });
export type PermitView = z.infer<ReturnType<typeof permitView>>;
/** GET /api/permits, newest first. */
export const permitList = () => z.object({ items: z.array(permitView()) });

/** POST /api/policies/simulation: one of `request`, `command` and `tool`. Nothing runs and nothing is stored. */
export const simulationRequest = once(() =>
  z.strictObject({
    /** The name of an account; absent: the caller, or nobody in particular of a role. */
    person: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
    role: z.optional(role()),
    request: z.optional(z.string().check(z.minLength(1), z.maxLength(2_000))),
    command: z.optional(z.string().check(z.minLength(1), z.maxLength(65_536))),
    tool: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
    input: z.optional(z.record(z.string(), z.json())),
    on: z.optional(z.string().check(z.minLength(1), z.maxLength(1_000))),
    /** As if it were then: ISO 8601; absent: now. */
    at: z.optional(z.iso.datetime({ offset: true })),
  }),
);
export type SimulationRequest = z.infer<ReturnType<typeof simulationRequest>>;

const said = () => ({
  decision: z.enum(policyAnswers),
  rule: z.string(),
  where: z.string(),
  /** Of a refusal. */
  why: z.optional(z.string()),
});
export const simulation = () =>
  z.object({
    who: z.object({ name: z.string(), role: role() }),
    at: time(),
    /** What planning came to, where that is no plan: an answer, a question, or why not. */
    unplanned: z.optional(z.string()),
    /** Of the whole; absent without a plan. */
    whole: z.optional(
      z.object({ ...said(), understood: z.string(), risk: risk(), level: level(), reasons: z.array(z.string()) }),
    ),
    steps: z.array(z.object({ title: z.string(), tool: z.string(), exact: z.string(), risk: risk(), level: level() })),
    machines: z.array(
      z.object({
        machine: z.string(),
        ...said(),
        risk: risk(),
        level: level(),
        /** The level that the machine permits at most. */
        permits: level(),
        /** Its own policy file, where its agent told one. */
        policyFile: z.optional(z.string()),
      }),
    ),
  });
export type Simulation = z.infer<ReturnType<typeof simulation>>;
