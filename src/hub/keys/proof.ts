/** Whether a connecting agent holds the private key of the machine it says it is. */
import { AppError } from "../../domain/error.ts";
import { readPublicKey } from "../../lib/ed25519.ts";
import { limits } from "../../protocol/limits.ts";
import { proofClaims, proofType, proofValidMs } from "../../protocol/proof.ts";

export type ProofToCheck = {
  /** The compact JWS of the agent's hello. */
  proof: string;
  /** The machine's public key as it was enrolled, SPKI in base64. */
  publicKey: string;
  machineId: string;
  /** Fingerprint of this hub. */
  hub: string;
  /** What this connection was asked; made for it alone. */
  nonce: string;
  nowMs: number;
};

/** Throws `unauthenticated`, with the reason in words, where anything of it does not hold. */
export async function verifyProof({ proof, publicKey, machineId, hub, nonce, nowMs }: ProofToCheck): Promise<void> {
  const { jwtVerify } = await import("jose");
  let payload: unknown;
  try {
    ({ payload } = await jwtVerify(proof, readPublicKey(publicKey), {
      algorithms: ["EdDSA"],
      typ: proofType,
      issuer: machineId,
      audience: hub,
      currentDate: new Date(nowMs),
      clockTolerance: limits.clockSkewMs / 1_000,
      maxTokenAge: proofValidMs / 1_000,
      requiredClaims: ["exp", "iat", "nonce"],
    }));
  } catch (cause) {
    throw refused(cause instanceof Error ? cause.message : "it cannot be read", cause);
  }
  const claims = proofClaims().safeParse(payload);
  if (!claims.success) throw refused("a claim is missing or of the wrong type");
  if (claims.data.exp - claims.data.iat > proofValidMs / 1_000) throw refused("it is valid for too long");
  if (claims.data.nonce !== nonce) throw refused("it answers another challenge");
}

const refused = (why: string, cause?: unknown): AppError =>
  new AppError("unauthenticated", `The agent's proof does not hold: ${why}.`, {
    hint: "Join the machine again.",
    cause,
  });
