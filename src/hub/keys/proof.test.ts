import { describe, expect, test } from "bun:test";
import { createHmac } from "node:crypto";
import { SignJWT } from "jose";
import { newPrivateKey, publicKeyOf } from "../../lib/ed25519.ts";
import { makeProof, proofType } from "../../protocol/proof.ts";
import { verifyProof } from "./proof.ts";

const key = newPrivateKey();
const nowMs = 1_790_000_000_000;
const about = { machineId: "machine-a", hub: "hub-1", nonce: "nonce-1", nowMs };
const check = { ...about, proof: makeProof({ key, ...about }), publicKey: publicKeyOf(key) };
const refusal = (changed: Partial<typeof check>) =>
  verifyProof({ ...check, ...changed }).then(
    () => "accepted",
    (error: Error) => error.message,
  );

/** A token that differs in one thing from what an agent makes. */
const signed = (claims: object, header: object = {}, by = key) =>
  new SignJWT({
    iss: "machine-a",
    aud: "hub-1",
    nonce: "nonce-1",
    iat: nowMs / 1000,
    exp: nowMs / 1000 + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: "EdDSA", typ: proofType, ...header })
    .sign(by);

describe("an agent's proof", () => {
  test("of its own key over this challenge holds", async () => {
    expect(await refusal({})).toBe("accepted");
    expect(await refusal({ proof: await signed({}) })).toBe("accepted");
  });

  test("by another key is refused", async () => {
    expect(await refusal({ publicKey: publicKeyOf(newPrivateKey()) })).toStartWith("unauthenticated");
    expect(await refusal({ proof: await signed({}, {}, newPrivateKey()) })).toStartWith("unauthenticated");
  });

  test("of one machine does not serve another", async () => {
    expect(await refusal({ machineId: "machine-b" })).toContain('"iss"');
  });

  test("for another hub is refused", async () => {
    expect(await refusal({ hub: "hub-2" })).toContain('"aud"');
  });

  test("of an earlier challenge is refused", async () => {
    expect(await refusal({ nonce: "nonce-2" })).toContain("answers another challenge");
  });

  test("that is too old or from the future is refused", async () => {
    expect(await refusal({ nowMs: nowMs + 91_000 })).toStartWith("unauthenticated");
    expect(await refusal({ nowMs: nowMs - 31_000 })).toStartWith("unauthenticated");
    expect(await refusal({ nowMs: nowMs + 80_000 })).toBe("accepted");
  });

  test("that wants to live long is refused", async () => {
    expect(await refusal({ proof: await signed({ exp: nowMs / 1000 + 3_600 }) })).toContain("valid for too long");
  });

  test("without one of its claims is refused", async () => {
    for (const claim of ["iss", "aud", "nonce", "iat", "exp"])
      expect(await refusal({ proof: await signed({ [claim]: undefined }) })).toStartWith("unauthenticated");
  });

  test("under another algorithm, none or of another purpose is refused", async () => {
    const [, claims = ""] = check.proof.split(".");
    const head = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const none = `${head({ alg: "none", typ: proofType })}.${claims}.`;
    const symmetric = `${head({ alg: "HS256", typ: proofType })}.${claims}`;
    const mac = createHmac("sha256", Buffer.from(check.publicKey, "base64")).update(symmetric).digest("base64url");
    for (const proof of [none, `${symmetric}.${mac}`, await signed({}, { typ: "JWT" }), "", "a.b.c"])
      expect(await refusal({ proof })).toStartWith("unauthenticated");
  });
});
