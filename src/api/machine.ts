/** Machines: what the fleet's pages and programs read, and the little they may change. */
import * as z from "zod/mini";
import { factsSchema, machineStates } from "../domain/machine.ts";
import { sampleSchema } from "../domain/metric.ts";
import { id, level, time } from "./common.ts";

export const machineView = () =>
  z.object({
    id: id(),
    name: z.string(),
    aliases: z.array(z.string()),
    tags: z.array(z.string()),
    state: z.enum(machineStates),
    stateReason: z.optional(z.string()),
    agentVersion: z.string(),
    maxLevel: level(),
    joinedAt: time(),
    lastSeenAt: time(),
    facts: factsSchema(),
    /** How far its clock was ahead of the hub's when it connected, in ms; negative: behind. Absent while it is not connected. */
    clockAheadMs: z.optional(z.number()),
    sample: z.optional(sampleSchema()),
    /** While it waits to be let in: the fingerprint of its key, which the machine itself shows too. */
    fingerprint: z.optional(z.string()),
  });
export type MachineView = z.infer<ReturnType<typeof machineView>>;

export const machineList = () => z.object({ items: z.array(machineView()) });

/** PATCH /api/machines/:id; what is absent stays. */
export const machinePatch = () =>
  z.strictObject({
    name: z.optional(z.string()),
    aliases: z.optional(z.array(z.string().check(z.maxLength(63))).check(z.maxLength(20))),
    tags: z.optional(z.array(z.string().check(z.maxLength(63))).check(z.maxLength(50))),
    /** Only lowers: the machine's own policy is the ceiling. */
    maxLevel: z.optional(level()),
  });
export type MachinePatch = z.infer<ReturnType<typeof machinePatch>>;

/** POST /api/agents/enrolment, by an agent that holds a join token. */
export const enrolmentRequest = () =>
  z.strictObject({
    token: z.string().check(z.minLength(1), z.maxLength(512)),
    /** Ed25519 public key, SPKI in base64. */
    publicKey: z.string().check(z.maxLength(256)),
    instanceId: z.string().check(z.maxLength(64)),
    machineIdHash: z.string().check(z.maxLength(64)),
    version: z.string().check(z.maxLength(64)),
    maxLevel: level(),
    name: z.optional(z.string().check(z.maxLength(63))),
    /** Suggestions only: tags come from the token or the hub. */
    tags: z.optional(z.array(z.string().check(z.maxLength(63))).check(z.maxLength(50))),
    facts: factsSchema(),
  });
export type EnrolmentRequest = z.infer<ReturnType<typeof enrolmentRequest>>;

export const enrolmentAnswer = () =>
  z.object({ machine: id(), name: z.string(), hubKey: z.string(), maxLevel: level() });
export type EnrolmentAnswer = z.infer<ReturnType<typeof enrolmentAnswer>>;

/** 202: a person has to let this machine in; asking again with the same key and token shows whether one did. */
export const enrolmentPending = () =>
  z.object({ pending: z.literal(true), machine: id(), name: z.string(), fingerprint: z.string() });
export type EnrolmentPending = z.infer<ReturnType<typeof enrolmentPending>>;

/** POST /api/machines/:id/admission. `fingerprint`: the key that the person compared; another one is refused. */
export const admissionRequest = () =>
  z.strictObject({ admit: z.boolean(), fingerprint: z.optional(z.string().check(z.maxLength(100))) });
