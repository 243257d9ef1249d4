/**
 * How an agent proves that it holds its machine's key: a short-lived EdDSA JWT over the hub's nonce. A nonce is made for
 * one connection and forgotten with it, so no proof can be used twice.
 */
import type { KeyObject } from "node:crypto";
import * as z from "zod/mini";
import { signBytes } from "../lib/ed25519.ts";
import { once } from "../lib/once.ts";

/** A proof is good for this long after it was made, by the agent's clock. */
export const proofValidMs = 60_000;

/** The JWT's `typ`; no token of another purpose passes for a proof. */
export const proofType = "ailx-proof+jwt";

/** Times are in whole seconds since the epoch, as JWT has them. */
export const proofClaims = once(() =>
  z.object({
    /** Machine id. */
    iss: z.string(),
    /** Fingerprint of the hub's key. */
    aud: z.string(),
    /** The nonce of the hub's challenge. */
    nonce: z.string(),
    iat: z.int(),
    /** At most `proofValidMs` after `iat`. */
    exp: z.int(),
  }),
);
export type ProofClaims = z.infer<ReturnType<typeof proofClaims>>;

/** A compact JWS over the hub's challenge, signed with the machine's key. */
export function makeProof({
  key,
  machineId,
  hub,
  nonce,
  nowMs,
}: {
  key: KeyObject;
  machineId: string;
  /** Fingerprint of the hub that this is for. */
  hub: string;
  nonce: string;
  nowMs: number;
}): string {
  const iat = Math.floor(nowMs / 1_000);
  const claims: ProofClaims = { iss: machineId, aud: hub, nonce, iat, exp: iat + proofValidMs / 1_000 };
  const signed = `${part({ alg: "EdDSA", typ: proofType })}.${part(claims)}`;
  const signature = signBytes(key, new TextEncoder().encode(signed));
  return `${signed}.${Buffer.from(signature, "base64").toString("base64url")}`;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
