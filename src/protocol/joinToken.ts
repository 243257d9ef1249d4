/**
 * A join token as people paste it: `ailx1.` and base64url of JSON. Beside the secret it carries what lets the agent know
 * its hub before it says anything: the fingerprint of the hub's key, and of a self-made certificate the key's pin.
 */
import * as z from "zod/mini";
import { AppError } from "../domain/error.ts";
import { once } from "../lib/once.ts";

export type JoinToken = {
  /** 32 random bytes, base64url. */
  secret: string;
  /** Fingerprint of the hub's Ed25519 key. */
  hub: string;
  /** SHA-256 of the SPKI of the hub's self-made certificate, base64; absent where the certificate is a trusted one. */
  tlsPin?: string;
};

/** What the hub's own computer says in place of a token; it counts only on the hub's own socket. */
export const localToken = "local";

const prefix = "ailx1.";
const digest = (form: RegExp) => z.string().check(z.regex(form));
const schema = once(() =>
  z.object({
    s: digest(/^[A-Za-z0-9_-]{43}$/),
    h: digest(/^[A-Za-z0-9_-]{43}$/),
    p: z.optional(digest(/^[A-Za-z0-9+/]{43}=$/)),
  }),
);

export const writeJoinToken = ({ secret, hub, tlsPin }: JoinToken): string =>
  prefix + Buffer.from(JSON.stringify({ s: secret, h: hub, p: tlsPin })).toString("base64url");

/** Throws `invalid_token` where the text is no join token: cut off, or something else. */
export function readJoinToken(text: string): JoinToken {
  const body = text.startsWith(prefix) ? json(text.slice(prefix.length)) : undefined;
  const read = schema().safeParse(body);
  if (!read.success)
    throw new AppError("invalid_token", "This is not a whole join token.", {
      hint: `It begins with ${prefix} and has no spaces. Copy it again, or make a new one with Add machine.`,
    });
  const { s, h, p } = read.data;
  return { secret: s, hub: h, ...(p === undefined ? {} : { tlsPin: p }) };
}

function json(base64url: string): unknown {
  if (!/^[A-Za-z0-9_-]{1,512}$/.test(base64url)) return undefined;
  try {
    return JSON.parse(Buffer.from(base64url, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
