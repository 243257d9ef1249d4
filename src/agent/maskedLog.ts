/** The agent's log without what looks secret: it may hold an error text, and that may hold an address with a password. */
import { createHmac, randomBytes, type KeyObject } from "node:crypto";
import { redactText } from "../domain/redact/text.ts";
import type { Log, LogFields } from "../lib/log.ts";

/** Made from the machine's own key, so that marks outlast a restart and say nothing to anybody without it. */
export const markKeyOf = (key: KeyObject): Uint8Array =>
  createHmac("sha256", key.export({ type: "pkcs8", format: "der" }))
    .update("ailx-mark-v1")
    .digest();

export function maskedLog(log: Log): Log {
  const key = randomBytes(32);
  const masked = (fields: LogFields = {}): LogFields =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        typeof value === "string" ? redactText(value, { key }) : value,
      ]),
    );
  return {
    // These hold names, numbers and codes of our own; an agent that idles does not load the patterns for them.
    debug: (event, fields) => log.debug(event, fields),
    info: (event, fields) => log.info(event, fields),
    warn: (event, fields) => log.warn(event, masked(fields)),
    error: (event, fields) => log.error(event, masked(fields)),
  };
}
