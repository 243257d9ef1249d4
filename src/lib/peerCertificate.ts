/** The certificate that somebody shows, looked at before it is trusted, and the pin of its key. */
import { createHash, timingSafeEqual, X509Certificate } from "node:crypto";
import { connect } from "node:tls";
import { bareHost } from "./hostName.ts";

/** Asks for the certificate; sends nothing else. Throws an Error with the reason where nobody speaks TLS there in time. */
export async function peerCertificate(url: URL, timeoutMs: number): Promise<X509Certificate> {
  const answer = Promise.withResolvers<X509Certificate>();
  const socket = connect({
    host: bareHost(url.hostname),
    port: Number(url.port === "" ? 443 : url.port),
    // The only place where an unknown certificate is looked at. It is compared with a pin before a byte is sent.
    rejectUnauthorized: false,
  });
  const timer = setTimeout(() => answer.reject(new Error(`no answer within ${timeoutMs / 1_000} s`)), timeoutMs);
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
