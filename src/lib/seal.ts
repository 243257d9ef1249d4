/**
 * Seals bytes to whoever holds an Ed25519 key, as the X25519 key that belongs to it: both sides know each other's already,
 * so no further key is made, told or believed. Form: ephemeral key (32 bytes) · ciphertext · tag (16), in base64.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";

const p = 2n ** 255n - 19n;
const keyBytes = 32;
const tagBytes = 16;
const x25519Private = Buffer.from("302e020100300506032b656e04220420", "hex");
const x25519Public = Buffer.from("302a300506032b656e032100", "hex");
/** Each key is used once: made for one message by a fresh ephemeral key. */
const nonce = Buffer.alloc(12);

/** `context` says what it is and where it belongs; opened with another one it does not open. */
export function sealTo(recipient: KeyObject, bytes: Uint8Array, context: string): string {
  const own = generateKeyPairSync("x25519");
  const ephemeral = rawPublic(own.publicKey);
  const to = montgomery(rawPublic(recipient));
  const shared = diffieHellman({ privateKey: own.privateKey, publicKey: publicFrom(to) });
  const cipher = createCipheriv("aes-256-gcm", keyOf({ shared, ephemeral, to, context }), nonce);
  return Buffer.concat([ephemeral, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]).toString("base64");
}

/** Throws where it was sealed to another key, in another context, or was changed. */
export function openSealed(key: KeyObject, sealed: string, context: string): Buffer {
  const all = Buffer.from(sealed, "base64");
  if (all.length < keyBytes + tagBytes) throw new TypeError("not sealed");
  const ephemeral = all.subarray(0, keyBytes);
  const own = privateFrom(key);
  const to = rawPublic(createPublicKey(own));
  const shared = diffieHellman({ privateKey: own, publicKey: publicFrom(ephemeral) });
  const decipher = createDecipheriv("aes-256-gcm", keyOf({ shared, ephemeral, to, context }), nonce);
  decipher.setAuthTag(all.subarray(-tagBytes));
  return Buffer.concat([decipher.update(all.subarray(keyBytes, -tagBytes)), decipher.final()]);
}

type Parts = { shared: Buffer; ephemeral: Buffer; to: Buffer; context: string };

const keyOf = ({ shared, ephemeral, to, context }: Parts): Buffer =>
  Buffer.from(hkdfSync("sha256", shared, Buffer.concat([ephemeral, to]), `ailx-seal-v1\0${context}`, keyBytes));

const rawPublic = (key: KeyObject): Buffer => key.export({ type: "spki", format: "der" }).subarray(-keyBytes);

const publicFrom = (raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([x25519Public, raw]), type: "spki", format: "der" });

/** The private half: the first 32 bytes of the SHA-512 of the seed, which is what Ed25519 itself signs with (RFC 8032). */
function privateFrom(key: KeyObject): KeyObject {
  const seed = key.export({ type: "pkcs8", format: "der" }).subarray(-keyBytes);
  const scalar = createHash("sha512").update(seed).digest().subarray(0, keyBytes);
  return createPrivateKey({ key: Buffer.concat([x25519Private, scalar]), type: "pkcs8", format: "der" });
}

/** The same point on the other curve: u = (1 + y) / (1 − y) (RFC 7748, 4.1). */
function montgomery(edwards: Buffer): Buffer {
  const y = BigInt(`0x${Buffer.from(edwards.toReversed()).toString("hex")}`) & (2n ** 255n - 1n);
  const u = mod(mod(1n + y) * power(mod(1n - y), p - 2n));
  return Buffer.from(Buffer.from(u.toString(16).padStart(keyBytes * 2, "0"), "hex").toReversed());
}

const mod = (value: bigint): bigint => ((value % p) + p) % p;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base, rest = exponent; rest > 0n; rest >>= 1n, square = mod(square * square))
    if (rest & 1n) result = mod(result * square);
  return result;
}
