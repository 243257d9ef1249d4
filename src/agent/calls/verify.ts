/** Whether a call is really from this agent's hub, for this machine, now: checked on the bytes before they are parsed. */
import type { KeyObject } from "node:crypto";
import type * as z from "zod/mini";
import { verifyBytes } from "../../lib/ed25519.ts";
import { parseForeign } from "../../lib/json.ts";
import { ToolError } from "../../tools/define.ts";
import {
  actSchema,
  payloadSchema,
  signedActBytes,
  signedBytes,
  type Act,
  type CallPayload,
} from "../../protocol/call.ts";
import { limits } from "../../protocol/limits.ts";

export type Trust = {
  /** The hub's public key, pinned at enrolment. */
  hubKey: KeyObject;
  /** Its fingerprint, as calls name it. */
  hub: string;
  machine: string;
};

type Signed = { trust: Trust; payload: string; signature: string; id: string; nowMs: number };

/** Throws ToolError `bad_signature`, `bad_input`, `wrong_hub` or `expired_call`. */
export const verifyCall = (signed: Signed): CallPayload =>
  verified({ ...signed, bytes: signedBytes(signed.payload), schema: payloadSchema() });

/** The same for something done to a running call; the bytes of the one are never valid as the other. */
export const verifyAct = (signed: Signed): Act =>
  verified({ ...signed, bytes: signedActBytes(signed.payload), schema: actSchema() });

type Bound = { callId: string; hub: string; machine: string; expiresAtMs: number };

function verified<T extends Bound>({
  trust,
  payload,
  signature,
  id,
  nowMs,
  bytes,
  schema,
}: Signed & { bytes: Uint8Array; schema: z.ZodMiniType<T> }): T {
  if (!verifyBytes(trust.hubKey, bytes, signature))
    throw new ToolError("bad_signature", "The call is not signed by this agent's hub.");
  let body: unknown;
  try {
    body = parseForeign(payload);
  } catch {
    throw new ToolError("bad_input", "The signed call is not JSON.");
  }
  const read = schema.safeParse(body);
  if (!read.success)
    throw new ToolError("bad_input", `The signed call does not fit: ${read.error.issues[0]?.path.join(".") ?? ""}.`);
  const call = read.data;
  if (call.callId !== id) throw new ToolError("bad_input", "The frame and the signed call name different ids.");
  if (call.hub !== trust.hub || call.machine !== trust.machine)
    throw new ToolError("wrong_hub", "The call was signed for another machine or by another hub.");
  const late = nowMs - call.expiresAtMs;
  if (late > limits.clockSkewMs || late < -(limits.callValidMs + limits.clockSkewMs))
    throw new ToolError(
      "expired_call",
      "The call is outside of its time, or the clocks of hub and machine differ.",
      "Check the clock of this machine and of the hub.",
    );
  return call;
}
