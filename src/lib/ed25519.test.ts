import { describe, expect, test } from "bun:test";
import { generateKeyPairSync } from "node:crypto";
import {
  fingerprintOf,
  newPrivateKey,
  privateKeyPem,
  publicKeyOf,
  readPrivateKey,
  readPublicKey,
  signBytes,
  verifyBytes,
} from "./ed25519.ts";

const bytes = new TextEncoder().encode("some bytes");

describe("an Ed25519 key", () => {
  test("signs what its public half verifies", () => {
    const key = newPrivateKey();
    const signature = signBytes(key, bytes);
    expect(verifyBytes(readPublicKey(publicKeyOf(key)), bytes, signature)).toBe(true);
    expect(verifyBytes(readPublicKey(publicKeyOf(key)), bytes.subarray(1), signature)).toBe(false);
    expect(verifyBytes(readPublicKey(publicKeyOf(newPrivateKey())), bytes, signature)).toBe(false);
  });

  test("is the same after a trip over disk", () => {
    const key = newPrivateKey();
    expect(publicKeyOf(readPrivateKey(privateKeyPem(key)))).toBe(publicKeyOf(key));
  });

  test("has the SHA-256 of its SPKI as fingerprint", () => {
    // The SPKI of the public key in RFC 8032 §7.1, test 1; the hash by another implementation.
    const spki = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    expect(fingerprintOf(spki)).toBe("BuP9j9opu2CrWVV95h7bCuzbIxE0vjDnW0Vfjht5L6k");
  });

  test("of another kind is refused", () => {
    const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
    expect(() => readPrivateKey(privateKeyPem(other.privateKey))).toThrow("not an Ed25519 private key");
    expect(() => readPublicKey(other.publicKey.export({ type: "spki", format: "der" }).toString("base64"))).toThrow(
      "not an Ed25519 public key",
    );
  });

  test("in another spelling is refused", () => {
    const spki = publicKeyOf(newPrivateKey());
    for (const text of ["", "x", ` ${spki}`, spki.replace("=", ""), `${spki}AAAA`])
      expect(() => readPublicKey(text)).toThrow(TypeError);
  });
});
