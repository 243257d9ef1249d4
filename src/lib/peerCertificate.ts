/** The certificate that somebody shows, looked at before it is trusted, and the pin of its key. */
import { createHash, timingSafeEqual, X509Certificate } from "node:crypto";
import type { Socket } from "node:net";
import { connect } from "node:tls";
import { bareHost } from "./hostName.ts";
import { openTunnel } from "./tunnel.ts";

/**
 * Asks for the certificate; sends nothing else. `proxy`: the way there. Throws an Error with the reason where nobody
 * speaks TLS there in time.
 */
export async function peerCertificate(url: URL, timeoutMs: number, proxy?: string): Promise<X509Certificate> {
  const startedMs = performance.now();
  const tunnel = proxy === undefined ? undefined : await openTunnel({ proxy: new URL(proxy), to: url, timeoutMs });
  try {
    return await shownBy(url, timeoutMs - (performance.now() - startedMs), tunnel);
  } finally {
    tunnel?.destroy();
  }
}

async function shownBy(url: URL, timeoutMs: number, tunnel: Socket | undefined): Promise<X509Certificate> {
  const answer = Promise.withResolvers<X509Certificate>();
  const socket = connect({
    ...(tunnel ? { socket: tunnel } : { host: bareHost(url.hostname), port: Number(url.port === "" ? 443 : url.port) }),
    // The only place where an unknown certificate is looked at. It is compared with a pin before a byte is sent.
    rejectUnauthorized: false,
  });
  const timer = setTimeout(
    () => answer.reject(new Error(`no answer within ${Math.round(timeoutMs / 100) / 10} s`)),
    timeoutMs,
  );
  socket.once("secureConnect", () => {
    const { raw } = socket.getPeerCertificate();
    if (raw) answer.resolve(new X509Certificate(raw));
    else answer.reject(new Error("it showed no certificate"));
  });
  socket.on("error", (error) => answer.reject(error));
  socket.once("close", () => answer.reject(new Error("it closed the connection")));
  try {
    return await answer.promise;
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

/** SHA-256 of the key's SPKI, base64: what follows `sha256//` in curl's `--pinnedpubkey`. */
export const pinOf = (certificate: X509Certificate): string => digestOf(certificate).toString("base64");

export function hasPin(certificate: X509Certificate, pin: string): boolean {
  const wanted = Buffer.from(pin, "base64");
  const found = digestOf(certificate);
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

const digestOf = (certificate: X509Certificate): Buffer =>
  createHash("sha256")
    .update(certificate.publicKey.export({ type: "spki", format: "der" }))
    .digest();
