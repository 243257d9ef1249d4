/** What the web server asks of the accounts: whose secret this is, and whether they still may. */
import type { Caller } from "./route.ts";

export type Secret = { kind: "cookie" | "bearer" | "key"; secret: string };

export type Identity = {
  /** Whose secret this is; undefined where it is nobody's, ended or revoked. */
  callerBy: (secret: Secret, origin: string) => Caller | undefined;
  /** Whether a caller found earlier still may, with the same role: streams ask every few seconds. */
  validate: (caller: Caller) => boolean;
  /** True while there is no person: pages lead to the set-up. */
  empty: () => boolean;
};

/** Starts of secrets that go into `Authorization: Bearer`. */
export const keyPrefix = "ailx_";
export const bearerPrefix = "ailxs_";

/** `__Host-` makes browsers insist on TLS and on this very host; plain loopback cannot have it. */
export const cookieName = (tls: boolean): string => (tls ? "__Host-ailx" : "ailx");
