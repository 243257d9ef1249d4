/** The hub's own key: signs every call, proves the hub to its agents, and is pinned by each of them. */
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { createHmac, type KeyObject } from "node:crypto";
import { AppError } from "../../domain/error.ts";
import { writeDurably } from "../../lib/durableFile.ts";
import {
  fingerprintOf,
  newPrivateKey,
  privateKeyPem,
  publicKeyOf,
  readPrivateKey,
  readPublicKey,
  signBytes,
} from "../../lib/ed25519.ts";
import { openSealed, sealTo } from "../../lib/seal.ts";

export type HubKey = {
  /** SPKI in base64, as agents keep it. */
  publicKeySpki: string;
  /** SHA-256 of the SPKI, base64url; calls and proofs name the hub by it. */
  fingerprint: string;
  /** Ed25519 over exactly these bytes, base64. */
  sign: (bytes: Uint8Array) => string;
  /** Seals bytes to this hub itself, in a context. */
  seal: (bytes: Uint8Array, context: string) => string;
  /** Opens what was sealed to it. Throws where it was not, or belongs elsewhere. */
  open: (sealed: string, context: string) => Buffer;
  /** Marks of masked values are made with this; nothing else is. */
  markKey: Uint8Array;
};

/**
 * Reads `<data>/keys/hub.key`, or makes it where the directory never had one. Throws `storage_failed` where it cannot be
 * read, written or trusted; a damaged key is never replaced, since every agent would have to join again.
 */
export function openHubKey(dataDir: string): HubKey {
  const path = join(keysDir(dataDir), "hub.key");
  const key = existsSync(path) ? load(path) : make(path);
  const publicKeySpki = publicKeyOf(key);
  const publicKey = readPublicKey(publicKeySpki);
  return {
    publicKeySpki,
    fingerprint: fingerprintOf(publicKeySpki),
    sign: (bytes) => signBytes(key, bytes),
    seal: (bytes, context) => sealTo(publicKey, bytes, context),
    open: (sealed, context) => openSealed(key, sealed, context),
    markKey: createHmac("sha256", key.export({ type: "pkcs8", format: "der" }))
      .update("ailx-mark-v1")
      .digest(),
  };
}

/** `<data>/keys`, 0700. */
export function keysDir(dataDir: string): string {
  const dir = join(dataDir, "keys");
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    chmodSync(dir, 0o700);
  } catch (cause) {
    throw new AppError("storage_failed", `The directory ${dir} cannot be made.`, {
      cause,
      hint: "Choose another data directory with --data.",
    });
  }
  return dir;
}

/** The text of a private file. Throws `storage_failed` where others may read it. */
export function readPrivateFile(path: string): string {
  try {
    const others = process.platform === "win32" ? 0 : statSync(path).mode & 0o077;
    if (others === 0) return readFileSync(path, "utf8");
  } catch (cause) {
    throw new AppError("storage_failed", `${path} cannot be read.`, {
      cause,
      hint: "Start the hub as the user who owns its data.",
    });
  }
  throw new AppError("storage_failed", `${path} can be read by other users of this computer.`, {
    hint: `If nobody took a copy: chmod 600 ${path}`,
  });
}

export function writePrivateFile(path: string, text: string): void {
  try {
    writeDurably({ path, data: text, mode: 0o600 });
  } catch (cause) {
    throw new AppError(
      "storage_failed",
      `${path} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        cause,
        hint: "Make room on the disk, or choose another data directory with --data.",
      },
    );
  }
}

function load(path: string): KeyObject {
  const text = readPrivateFile(path);
  try {
    return readPrivateKey(text);
  } catch (cause) {
    throw new AppError("storage_failed", `${path} is damaged: it holds no Ed25519 key.`, {
      cause,
      hint: "Put it back from a backup. With a new key every machine would have to join again.",
    });
  }
}

function make(path: string): KeyObject {
  const key = newPrivateKey();
  writePrivateFile(path, privateKeyPem(key));
  return key;
}
