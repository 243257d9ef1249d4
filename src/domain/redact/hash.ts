/** Tells two masked values apart without saying anything of them: keyed, so that nobody without the key can try values. */
import { createHmac, type KeyObject } from "node:crypto";

export type RedactKey = KeyObject | Uint8Array;

/** Four hex digits. */
export const hash4 = (key: RedactKey, value: Uint8Array): string =>
  createHmac("sha256", key).update("ailx-redact-v1\0").update(value).digest("hex").slice(0, 4);
