/** Secrets of sign-ins and keys: 256 random bits, shown once, kept only as a hash. */
import { createHash, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

export const newSecret = (prefix = ""): string => `${prefix}${randomBytes(32).toString("base64url")}`;

/** A plain hash is enough: nobody can guess 256 bits, so there is nothing to slow down. */
export const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Without letters and digits that look alike. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A code for people to type: `K7QM-4XPA`, 40 bits. */
export function newCode(): string {
  const letters = Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]);
  return `${letters.slice(0, 4).join("")}-${letters.slice(4).join("")}`;
}

/** Compares what was typed in constant time; small letters and missing dashes are forgiven. */
export function sameCode(typed: string, code: string): boolean {
  const plain = (text: string): Buffer =>
    createHash("sha256").update(text.toUpperCase().replaceAll(/[\s-]/g, "")).digest();
  return timingSafeEqual(plain(typed), plain(code));
}
