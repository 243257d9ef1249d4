/** Ed25519 keys and signatures. Public keys travel as SPKI in base64, signatures in base64. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";

export const newPrivateKey = (): KeyObject => generateKeyPairSync("ed25519").privateKey;

/** PKCS8 in PEM, as it lies on disk. */
export const privateKeyPem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" });

/** Throws `TypeError` where the text is no Ed25519 private key. */
export function readPrivateKey(pem: string): KeyObject {
  const key = readOr(() => createPrivateKey(pem));
  if (key?.asymmetricKeyType !== "ed25519") throw new TypeError("not an Ed25519 private key");
  return key;
}

export const publicKeyOf = (privateKey: KeyObject): string =>
  createPublicKey(privateKey).export({ type: "spki", format: "der" }).toString("base64");

/** Throws `TypeError` where the text is no Ed25519 public key in its one canonical form. */
export function readPublicKey(spkiBase64: string): KeyObject {
  const key = readOr(() => createPublicKey({ key: Buffer.from(spkiBase64, "base64"), type: "spki", format: "der" }));
  if (
    key?.asymmetricKeyType !== "ed25519" ||
    key.export({ type: "spki", format: "der" }).toString("base64") !== spkiBase64
  )
    throw new TypeError("not an Ed25519 public key");
  return key;
}

/** SHA-256 of the SPKI, base64url: 43 characters. */
export const fingerprintOf = (spkiBase64: string): string =>
  createHash("sha256").update(Buffer.from(spkiBase64, "base64")).digest("base64url");

export const signBytes = (key: KeyObject, bytes: Uint8Array): string => sign(null, bytes, key).toString("base64");

export const verifyBytes = (key: KeyObject, bytes: Uint8Array, signatureBase64: string): boolean =>
  verify(null, bytes, key, Buffer.from(signatureBase64, "base64"));

function readOr(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
