/** Codes that change every 30 seconds, as authenticator apps make them: RFC 6238 with SHA-1, six digits. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const stepMs = 30_000;
/** Clocks of phones may be off by one step either way. */
const slackSteps = 1;
const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** 160 bits in base32, as apps take them. */
export function newTotpSecret(): string {
  let bits = "";
  for (const byte of randomBytes(20)) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join("");
}

export const stepAt = (atMs: number): number => Math.floor(atMs / stepMs);

export function totpCode(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", bytesOf(secret)).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 0x0f;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** The step that a code is of, newer than `after`; undefined where it is wrong, too old or was used. */
export function stepOfCode(
  typed: string,
  { secret, atMs, after }: { secret: string; atMs: number; after: number | null },
): number | undefined {
  const code = typed.replaceAll(/[\s-]/g, "");
  if (!/^\d{6}$/.test(code)) return undefined;
  const now = stepAt(atMs);
  let found: number | undefined;
  for (let step = now - slackSteps; step <= now + slackSteps; step++)
    if (timingSafeEqual(Buffer.from(totpCode(secret, step)), Buffer.from(code)) && step > (after ?? -1)) found = step;
  return found;
}

/** What a QR code for an app holds. */
export function totpUri({ secret, username, issuer }: { secret: string; username: string; issuer: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(username)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

function bytesOf(secret: string): Buffer {
  const bits = Array.from(secret, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
