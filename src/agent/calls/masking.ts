/** The masking of one call: with its own secrets, and sealed to the hub for this call alone. */
import type { KeyObject } from "node:crypto";
import { Masking } from "../../domain/redact/masking.ts";
import { sealTo } from "../../lib/seal.ts";
import { maskedContext } from "../../protocol/call.ts";

type Of = { id: string; hubKey: KeyObject; markKey: Uint8Array; secrets: ReadonlyMap<string, string> };

export const maskingOf = ({ id, hubKey, markKey, secrets }: Of): Masking =>
  new Masking({
    markKey,
    seal: (value, hash) => sealTo(hubKey, value, maskedContext(id, hash)),
    secrets: [...secrets.values()],
  });

/** For this machine's own log. */
export function errorText({ masking }: { masking?: Masking }, error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return masking?.text(text) ?? text;
}
