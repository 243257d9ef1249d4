/** The audit trail over the API: entries, what looking it over found, and the report of a period. */
import * as z from "zod/mini";
import { role, time } from "./common.ts";

export const auditEntry = () =>
  z.object({
    seq: z.int(),
    at: time(),
    actorId: z.string(),
    actorName: z.string(),
    /** Address, `hub.sock`, or `hub` for ailx itself. */
    origin: z.string(),
    /** `noun.verb` */
    action: z.string(),
    /** The same as a sentence. */
    says: z.string(),
    taskId: z.optional(z.string()),
    machineId: z.optional(z.string()),
    /** Its name today. */
    machine: z.optional(z.string()),
    data: z.record(z.string(), z.json()),
    /** Hash of the entry before, and its own. */
    prevHash: z.string(),
    hash: z.string(),
  });
export type AuditEntryView = z.infer<ReturnType<typeof auditEntry>>;

export const auditList = () =>
  z.object({ items: z.array(auditEntry()), /** For `cursor`; absent: no older ones. */ next: z.optional(z.string()) });
export type AuditList = z.infer<ReturnType<typeof auditList>>;

const fault = () =>
  z.object({
    kind: z.enum(["changed", "removed", "inserted", "moved", "rewritten", "truncated", "checkpoint"]),
    seq: z.int(),
    toSeq: z.optional(z.int()),
    why: z.string(),
    by: z.enum(["chain", "checkpoint", "machine"]),
    machine: z.optional(z.string()),
  });

export const auditVerification = () =>
  z.object({
    at: time(),
    ok: z.boolean(),
    entries: z.int(),
    head: z.object({ seq: z.int(), hash: z.string() }),
    faults: z.array(fault()),
    faultCount: z.int(),
    explained: z.array(z.string()),
    checkpoints: z.object({ fitting: z.int(), throughSeq: z.int() }),
    machines: z.object({ fitting: z.int(), asked: z.int(), throughSeq: z.int() }),
    notes: z.array(z.string()),
  });
export type AuditVerification = z.infer<ReturnType<typeof auditVerification>>;

/** POST /api/audit/explanation */
export const auditExplanation = () =>
  z.strictObject({ reason: z.string().check(z.minLength(3, "say why"), z.maxLength(500)) });

export const auditPeriod = () =>
  z.object({
    from: time(),
    to: time(),
    counts: z.array(z.object({ action: z.string(), count: z.int() })),
    /** Runs that changed something or may have; at most 500, newest first. */
    changes: z.array(auditEntry()),
    approvals: z.array(auditEntry()),
    refusals: z.array(auditEntry()),
    /** Changes of policy, people, keys, tokens, machines and secrets, and reveals. */
    rules: z.array(auditEntry()),
    /** Who could do what at the time of the report. */
    people: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(["person", "key"]),
        role: role(),
        active: z.boolean(),
        since: time(),
        lastSeenAt: z.optional(time()),
      }),
    ),
    verification: z.optional(auditVerification()),
  });
export type AuditPeriod = z.infer<ReturnType<typeof auditPeriod>>;
