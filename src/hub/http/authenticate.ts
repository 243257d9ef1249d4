/** Finds out who calls: the local admin by `hub.sock`, a key or bearer by its header, a browser by its cookie. */
import { getCookie } from "hono/cookie";
import { AppError } from "../../domain/error.ts";
import { bearerPrefix, cookieName, keyPrefix, type Identity, type Secret } from "./identity.ts";
import type { Caller, HubContext } from "./route.ts";

/** Longer than any secret ailx makes; what is longer is not looked at. */
const longest = 128;

/**
 * Who may use `hub.sock` is decided by its file mode (0600): its owner, and root. Bun does not tell the peer's uid, so
 * what the audit names is the owner's.
 */
const localAdmin = (): Caller => {
  const uid = process.getuid?.() ?? 0;
  return {
    actor: { kind: "local", id: `uid:${uid}`, name: `local admin (uid ${uid})`, role: "admin" },
    origin: "hub.sock",
    via: "socket",
  };
};

/** What the request shows for itself; the header counts before the cookie. */
export function secretOf(c: HubContext, tls: boolean): Secret | undefined {
  const header = c.req.header("Authorization");
  if (header !== undefined) return fromHeader(header);
  const secret = getCookie(c, cookieName(tls));
  return secret === undefined || secret.length > longest ? undefined : { kind: "cookie", secret };
}

function fromHeader(header: string): Secret {
  const secret = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (secret !== undefined && secret.length <= longest) {
    if (secret.startsWith(keyPrefix)) return { kind: "key", secret };
    if (secret.startsWith(bearerPrefix)) return { kind: "bearer", secret };
  }
  throw new AppError("invalid_token", "The Authorization header holds no key or bearer of this hub.", {
    hint: "Send `Authorization: Bearer ailx_…`.",
  });
}

/** The caller; undefined where nobody signed in. Throws `invalid_token` for a header that is nobody's. */
export function callerFrom(c: HubContext, { identity, tls }: { identity: Identity; tls: boolean }): Caller | undefined {
  if (c.env.local === true) return localAdmin();
  const secret = secretOf(c, tls);
  if (secret === undefined) return undefined;
  const caller = identity.callerBy(secret, c.get("address"));
  if (caller === undefined && secret.kind !== "cookie")
    throw new AppError("invalid_token", "This key or bearer is not valid, or not any more.", {
      hint: "Sign in again, or make a new key.",
    });
  return caller;
}
