/**
 * A signed call: what the hub asks of one machine. The hub signs the exact bytes `"ailx-call-v1\0" + payload` with its
 * Ed25519 key; the agent verifies the bytes it received and only then parses them. Nothing is canonicalised on the wire.
 */
import * as z from "zod/mini";
import { heldBySchema } from "../domain/confinement.ts";
import { instant } from "../domain/instant.ts";
import { confinements, risks } from "../domain/risk.ts";
import { stallActions } from "../domain/stall.ts";
import { containments, survivorSchema, usageSchema } from "../domain/usage.ts";
import { once } from "../lib/once.ts";
import { limits } from "./limits.ts";

export const callDomain = "ailx-call-v1\0";

/** The payload, JSON text inside the `call` frame. Unknown fields are dropped, so an older agent can still read it. */
export const payloadSchema = once(() =>
  z.object({
    /** Fingerprint of the hub's key; an agent refuses another hub's calls. */
    hub: z.string().check(z.maxLength(128)),
    /** The machine this is for. */
    machine: z.string().check(z.maxLength(64)),
    /** The attempt's id: also its idempotency key. A repeat is answered with the stored result. */
    callId: z.string().check(z.maxLength(64)),
    /** 1 for the first try of a run. */
    attempt: z.int().check(z.minimum(1), z.maximum(1_000)),
    /** 16 random bytes in hex; with the id it makes each signature unique. */
    nonce: z.string().check(z.maxLength(64)),
    /** Epoch ms after which the agent refuses; at most 60 s after signing. */
    expiresAtMs: z.number(),
    tool: z.string().check(z.maxLength(64)),
    toolVersion: z.int().check(z.minimum(1)),
    input: z.record(z.string(), z.json()),
    /** The privilege level that the hub found this needs; the agent assesses again and takes the higher. */
    level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    /** The risk that was allowed; the agent assesses again with what it knows of its paths and refuses what is above. Since capability 3. */
    risk: z.optional(z.enum(risks)),
    /** What the call is held to; an agent that cannot hold it refuses. Since capability 3. */
    confine: z.optional(z.enum(confinements)),
    /** Digest of the approved plan. */
    planDigest: z.string().check(z.maxLength(128)),
    /** Who and what, for the machine's own journal and the child's environment. */
    actor: z.string().check(z.maxLength(128)),
    task: z.string().check(z.maxLength(64)),
    /** The step's id within its task: what copies are kept under. Absent: the call's own id. Since capability 3. */
    step: z.optional(z.string().check(z.maxLength(64))),
    timeoutMs: z.int().check(z.minimum(1), z.maximum(86_400_000)),
    outputBytes: z.int().check(z.minimum(0), z.maximum(limits.outputBytesMost)),
    /** The processes of the call together may hold this much memory; absent: the machine's own limit. Since capability 3. */
    memoryBytes: z.optional(z.int().check(z.minimum(1 << 20))),
    /** At most this many processes and threads at once; absent: the agent's own limit. Since capability 3. */
    processes: z.optional(z.int().check(z.minimum(1), z.maximum(1_000_000))),
    /** Secrets that its tool needs, sealed to this machine's key for this call alone. Since capability 4. */
    secrets: z.optional(
      z
        .array(
          z.object({
            name: z.string().check(z.maxLength(64)),
            version: z.int(),
            sealed: z.string().check(z.maxLength(131_072)),
          }),
        )
        .check(z.maxLength(32)),
    ),
    /** Silent for this long, it is looked at for what it waits for; absent: `limits.idleMs`. Since capability 3. */
    idleMs: z.optional(z.int().check(z.minimum(100), z.maximum(86_400_000))),
  }),
);
export type CallPayload = z.infer<ReturnType<typeof payloadSchema>>;

export const actDomain = "ailx-act-v1\0";

/**
 * Something done to a call that runs: signed like the call itself, over `"ailx-act-v1\0" + payload`. `answer` types a line
 * into its terminal; `wait` asks for no new report until it has been silent for three times as long.
 */
export const actSchema = once(() =>
  z.object({
    hub: z.string().check(z.maxLength(128)),
    machine: z.string().check(z.maxLength(64)),
    callId: z.string().check(z.maxLength(64)),
    nonce: z.string().check(z.maxLength(64)),
    expiresAtMs: z.number(),
    action: z.enum(stallActions),
    /** `answer`: what is typed, without the line feed at its end. */
    text: z.optional(z.string().check(z.maxLength(4_096))),
    actor: z.string().check(z.maxLength(128)),
  }),
);
export type Act = z.infer<ReturnType<typeof actSchema>>;
export const signedActBytes = (payload: string): Uint8Array => new TextEncoder().encode(actDomain + payload);

/** The bytes that are signed. */
export const signedBytes = (payload: string): Uint8Array => new TextEncoder().encode(callDomain + payload);

/** Where a sealed secret or a masked value belongs: sealed for one call, it opens for no other. */
export const secretContext = (callId: string, name: string): string => `secret\0${callId}\0${name}`;
export const maskedContext = (callId: string, hash: string): string => `masked\0${callId}\0${hash}`;

/** What was masked: how often in all, and each different value, sealed to the hub where there was room for it. */
const redactedSchema = () =>
  z.object({
    count: z.int().check(z.minimum(1)),
    values: z
      .array(
        z.object({
          /** `password`, `token`, `private-key` …: stands in the mark. */
          kind: z.string().check(z.regex(/^[a-z][a-z-]{0,31}$/)),
          /** The four hex digits of the mark. */
          hash: z.string().check(z.regex(/^[0-9a-f]{4}$/)),
          count: z.int().check(z.minimum(1)),
          sealed: z.optional(z.string().check(z.maxLength(65_536))),
        }),
      )
      .check(z.maxLength(400)),
  });

/** How a call ended, as the agent saw it. Stored on the agent until the hub says `settled`. */
export const callResultSchema = once(() =>
  z.object({
    /** ok: the tool did its work (a command's exit status is in the output) · failed · cancelled · lost: the agent was restarted while it ran. */
    outcome: z.enum(["ok", "failed", "cancelled", "lost"]),
    /** The tool's typed output; for `shell.run` the exit status and so on. Absent when it failed before any. */
    output: z.optional(z.record(z.string(), z.json())),
    error: z.optional(
      z.object({
        code: z.string().check(z.maxLength(64)),
        detail: z.string().check(z.maxLength(4_096)),
        hint: z.optional(z.string().check(z.maxLength(1_024))),
      }),
    ),
    startedAtMs: instant(),
    endedAtMs: instant(),
    /** Bytes the program wrote, before the cap. */
    stdoutBytes: z.int().check(z.minimum(0)),
    stderrBytes: z.int().check(z.minimum(0)),
    /** True where the cap cut output. */
    truncated: z.boolean(),
    /** How many binary frames this call sent in all; the hub knows by it that none is missing. */
    frames: z.int().check(z.minimum(0)),
    /** What all of its processes used together. Since capability 3. */
    usage: z.optional(usageSchema()),
    /** What was left behind after it ended, each named. Absent or empty: nothing. Since capability 3. */
    survivors: z.optional(z.array(survivorSchema()).check(z.maxLength(100))),
    /** What held its processes together, so that none could leave: named, because `group` is weaker. Since capability 3. */
    containedBy: z.optional(z.enum(containments)),
    /** What its programs were held to, and by what. Absent: to nothing. Since capability 3. */
    heldBy: z.optional(heldBySchema()),
    /** What was masked in its output before it left the machine. Absent: nothing. Since capability 4. */
    redacted: z.optional(redactedSchema()),
    /** What a person should know of how it ran: "the disk was full, so output was held in memory". Since capability 3. */
    warnings: z.optional(
      z
        .array(z.object({ code: z.string().check(z.maxLength(64)), detail: z.string().check(z.maxLength(500)) }))
        .check(z.maxLength(20)),
    ),
  }),
);
export type CallResult = z.infer<ReturnType<typeof callResultSchema>>;
