/**
 * Trust in a hub that made its own certificate: by the pin of its key, which came in the join token. No name and no
 * authority counts, so the hub may be reached by any name or address, and nobody else's certificate ever passes.
 */
import { X509Certificate } from "node:crypto";
import type { PeerCertificate } from "node:tls";
import { AppError } from "../../domain/error.ts";
import { hasPin, peerCertificate } from "../../lib/peerCertificate.ts";
import { shownProxy } from "../../lib/proxy.ts";

/** For `fetch(url, { tls })` and `new WebSocket(url, { tls })`. */
export type PinnedTls = {
  /** The hub's present certificate, in PEM: the only one that is trusted. */
  ca: string;
  /** Replaces the check of the name: compares the pin again, on the connection that is used. */
  checkServerIdentity: (host: string, certificate: PeerCertificate) => Error | undefined;
};

/**
 * Asks the hub for its certificate and compares the pin; nothing is sent. Called again for each connection, since a hub
 * renews its certificate and keeps its key. Throws `wrong_pin`, or `hub_unreachable` where nobody speaks TLS there.
 */
export async function pinnedTls({
  url,
  tlsPin,
  proxy,
  timeoutMs = 5_000,
}: {
  url: string;
  tlsPin: string;
  /** The way there, where it is not reached directly. */
  proxy?: string | undefined;
  timeoutMs?: number;
}): Promise<PinnedTls> {
  const at = new URL(url);
  const certificate = await peerCertificate(at, timeoutMs, proxy).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw unreachable(at, proxy === undefined ? why : `through the proxy ${shownProxy(proxy)}, ${why}`, cause);
  });
  if (!hasPin(certificate, tlsPin)) throw wrongPin(url);
  return {
    ca: certificate.toString(),
    checkServerIdentity: (_host, { raw }) => (hasPin(new X509Certificate(raw), tlsPin) ? undefined : wrongPin(url)),
  };
}

const unreachable = (url: URL, why: string, cause?: unknown): AppError =>
  new AppError("hub_unreachable", `The hub cannot be reached at ${url.origin}: ${why}.`, {
    cause,
    hint: "Check the address, the port, the firewall and the proxy, if there is one, and that the hub runs with TLS.",
  });

const wrongPin = (url: string): AppError =>
  new AppError(
    "wrong_pin",
    `What answers at ${new URL(url).origin} is not the hub that this machine knows: its TLS key is another.`,
    {
      hint: "Someone may be in between. If the hub was set up anew, join this machine again with a new token.",
    },
  );
