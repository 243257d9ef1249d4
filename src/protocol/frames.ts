/**
 * Every JSON control frame on the hub–agent wire. One text message holds one frame `{kind, id?, …}`. Unknown fields are
 * dropped; a frame of unknown kind is ignored where it says `optional: true`, and closes the connection otherwise.
 */
import * as z from "zod/mini";
import { checkpointSchema } from "../domain/auditCheckpoint.ts";
import { instant } from "../domain/instant.ts";
import { factsSchema } from "../domain/machine.ts";
import { machinePolicySchema } from "../domain/machinePolicy.ts";
import { sampleSchema } from "../domain/metric.ts";
import { stallSchema } from "../domain/stall.ts";
import { once } from "../lib/once.ts";
import { callResultSchema } from "./call.ts";

const id = () => z.string().check(z.minLength(1), z.maxLength(64));
const words = (max: number) => z.string().check(z.maxLength(max));

/** What the agent tells of a call it still holds, at hello. */
const heldCall = () =>
  z.object({
    id: id(),
    /** queued or running: work goes on · ended: the result follows at once. */
    state: z.enum(["queued", "running", "ended"]),
  });

/** Number and hash of the newest entry of an agent's own record of what it ran. */
const recordHead = () =>
  z.object({ seq: z.int().check(z.minimum(1)), hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)) });

/** hub → agent */
export const hubFrames = once(() => ({
  /** First frame after the upgrade. `proof` signs the agent's nonce (header `x-ailx-nonce`) with the hub's key. */
  challenge: z.object({
    kind: z.literal("challenge"),
    capability: z.int(),
    hub: words(128),
    nonce: words(128),
    proof: words(256),
  }),
  /** Answers the hello. Since capability 3 it may come again, without `resume`, where what it says has changed. */
  welcome: z.object({
    kind: z.literal("welcome"),
    machine: id(),
    name: words(64),
    /** The hub's clock, for skew. */
    nowMs: z.number(),
    /** Highest level that the hub grants; the machine's own policy may be lower, never is it raised by this. */
    maxLevel: z.int().check(z.minimum(1), z.maximum(4)),
    /** For calls the agent holds: their channel on this connection and how many output frames the hub has already. */
    resume: z.optional(z.record(z.string(), z.object({ channel: z.int(), frames: z.int() }))),
    sampleEveryMs: z.optional(z.int().check(z.minimum(500), z.maximum(3_600_000))),
    /** After a loss, the first new try comes at a random moment within this. Since capability 3. */
    spreadMs: z.optional(z.int().check(z.minimum(0), z.maximum(3_600_000))),
  }),
  call: z.object({
    kind: z.literal("call"),
    id: id(),
    /** The channel of this call's binary frames on this connection. */
    channel: z.int().check(z.minimum(1), z.maximum(0xffff_ffff)),
    payload: words(1 << 20),
    /** Ed25519 over the payload's signed bytes, base64. */
    signature: words(128),
  }),
  /** The result of this call is stored on the hub; the agent may forget its output. */
  settled: z.object({ kind: z.literal("settled"), id: id() }),
  /** Every output frame below `frames` is stored; the agent may let go of them and send that much further. Since capability 3. */
  ack: z.object({ kind: z.literal("ack"), id: id(), frames: z.int().check(z.minimum(0)) }),
  cancel: z.object({ kind: z.literal("cancel"), id: id() }),
  /** Something is done to a running call: the payload is an `Act`, signed. Since capability 3. */
  act: z.object({ kind: z.literal("act"), id: id(), payload: words(16_384), signature: words(128) }),
  /** The hub's newest checkpoint of its audit trail, for the agent to keep: after a welcome, and as they are made. Since capability 3. */
  checkpoint: z.extend(checkpointSchema(), { kind: z.literal("checkpoint"), optional: z.literal(true) }),
  ping: z.object({ kind: z.literal("ping") }),
  /** The connection ends and why; `again: false` means that trying again is useless (revoked, quarantined). */
  bye: z.object({
    kind: z.literal("bye"),
    code: words(64),
    detail: words(1_024),
    again: z.boolean(),
    /** The slot in which this agent may come again. Since capability 3. */
    afterMs: z.optional(z.int().check(z.minimum(0), z.maximum(3_600_000))),
  }),
}));

/** agent → hub */
export const agentFrames = once(() => ({
  /** Answers the challenge. `proof` is an EdDSA JWT over the hub's nonce, single use. */
  hello: z.object({
    kind: z.literal("hello"),
    capability: z.int(),
    version: words(64),
    proof: words(4_096),
    /** Random per state directory: tells a cloned disk from a restart. */
    instanceId: id(),
    bootId: words(64),
    /** SHA-256 of /etc/machine-id; empty where there is none. */
    machineIdHash: words(64),
    /** What this machine's own policy permits at most. */
    maxLevel: z.int().check(z.minimum(1), z.maximum(4)),
    /** The rules of that policy, so that the hub says beforehand what this agent would refuse. Since capability 3. */
    policy: z.optional(machinePolicySchema()),
    facts: factsSchema(),
    calls: z.array(heldCall()).check(z.maxLength(1_024)),
    nowMs: z.number(),
    /** Of the hub's checkpoints that it keeps: the newest, and some older ones. Since capability 3. */
    checkpoints: z.optional(z.array(checkpointSchema()).check(z.maxLength(32))),
    /** Absent: it has run nothing yet. Since capability 3. */
    record: z.optional(recordHead()),
  }),
  /** The call is verified and held; sent before it starts. */
  accepted: z.object({ kind: z.literal("accepted"), id: id() }),
  /** The call will not run, and never did. */
  refused: z.object({
    kind: z.literal("refused"),
    id: id(),
    code: words(64),
    detail: words(4_096),
    hint: z.optional(words(1_024)),
  }),
  started: z.object({ kind: z.literal("started"), id: id(), atMs: instant() }),
  /** A call's program has been silent, and this is what it waits for. Told again when that changes. Since capability 3. */
  stalled: z.object({ kind: z.literal("stalled"), id: id(), stall: stallSchema() }),
  /** A call that was stalled is at work again. Since capability 3. */
  moving: z.object({ kind: z.literal("moving"), id: id() }),
  result: z.object({ kind: z.literal("result"), id: id(), result: callResultSchema() }),
  sample: z.object({ kind: z.literal("sample"), sample: sampleSchema() }),
  facts: z.object({ kind: z.literal("facts"), facts: factsSchema() }),
  /** Answers a checkpoint: it is kept on this machine. Since capability 3. */
  kept: z.object({
    kind: z.literal("kept"),
    optional: z.literal(true),
    checkpoint: checkpointSchema(),
    record: z.optional(recordHead()),
  }),
  /** What the machine permits is otherwise than at hello. Since capability 3. */
  policy: z.object({
    kind: z.literal("policy"),
    optional: z.literal(true),
    maxLevel: z.int().check(z.minimum(1), z.maximum(4)),
    policy: machinePolicySchema(),
  }),
  pong: z.object({ kind: z.literal("pong") }),
}));

type Frames<T extends () => Record<string, z.ZodMiniType>> = {
  [K in keyof ReturnType<T>]: z.infer<ReturnType<T>[K]>;
}[keyof ReturnType<T>];
export type HubFrame = Frames<typeof hubFrames>;
export type AgentFrame = Frames<typeof agentFrames>;
export type HeldCall = z.infer<ReturnType<typeof heldCall>>;
