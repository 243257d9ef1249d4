/** Seals small secrets that the hub must be able to read again: AES-256-GCM under a key file beside the database. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../../domain/error.ts";
import { keysDir, readPrivateFile, writePrivateFile } from "./hubKey.ts";

export type Seal = {
  /** `about` says whose it is; what was sealed for one opens for no other. */
  seal: (text: string, about: string) => string;
  /** Throws `storage_failed` where it was altered, is another's, or was sealed with another key. */
  open: (sealed: string, about: string) => string;
  /** A mark that only this hub can make; hex. */
  mark: (text: string) => string;
};

/** `<data>/keys/seal.key`, made where there is none. */
export function openSeal(dataDir: string): Seal {
  const path = join(keysDir(dataDir), "seal.key");
  if (!existsSync(path)) writePrivateFile(path, `${randomBytes(32).toString("base64")}\n`);
  const key = Buffer.from(readPrivateFile(path).trim(), "base64");
  if (key.length !== 32)
    throw new AppError("storage_failed", `${path} is damaged: it holds no key.`, {
      hint: "Put it back from a backup. Without it every second factor has to be set up again.",
    });
  return sealWith(key);
}

export function sealWith(key: Uint8Array): Seal {
  return {
    seal: (text, about) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
    },
    open: (sealed, about) => {
      const bytes = Buffer.from(sealed, "base64");
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12), { authTagLength: 16 });
        decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
      } catch (cause) {
        throw new AppError("storage_failed", "A sealed secret cannot be opened: it or keys/seal.key was changed.", {
          cause,
          hint: "Put keys/seal.key back from a backup, or take the second factor away: `ailx user set NAME --no-totp`.",
        });
      }
    },
    mark: (text) => createHmac("sha256", key).update(`mark ${text}`).digest("hex"),
  };
}
