/** The certificate that somebody shows, looked at before it is trusted, and the pin of its key. */
import { createHash, timingSafeEqual, X509Certificate } from "node:crypto";
import { isIP, type Socket } from "node:net";
import { connect, type DetailedPeerCertificate } from "node:tls";
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

/** All that a server shows, and what TLS says against it. `name`: who is asked for; nothing is sent but the beginning of TLS. */
export async function shownChain({
  host,
  port,
  name,
  timeoutMs,
  signal,
}: {
  host: string;
  port: number;
  name: string;
  timeoutMs: number;
  signal: AbortSignal;
}): Promise<{ chain: X509Certificate[]; protocol: string; why: string }> {
  const shown = Promise.withResolvers<{ chain: X509Certificate[]; protocol: string; why: string }>();
  const socket = connect({ host, port, rejectUnauthorized: false, ...(isIP(name) === 0 ? { servername: name } : {}) });
  const timer = setTimeout(() => shown.reject(fault("ETIMEDOUT", "no answer in time")), timeoutMs);
  const stop = (): void => shown.reject(fault("ABORT_ERR", "it was cancelled"));
  signal.addEventListener("abort", stop, { once: true });
  socket.once("secureConnect", () => {
    const why = socket.authorizationError;
    shown.resolve({
      chain: chainOf(socket.getPeerCertificate(true)),
      protocol: socket.getProtocol() ?? "",
      why: why instanceof Error ? why.message : String(why ?? ""),
    });
  });
  socket.on("error", (error) => shown.reject(error));
  socket.once("close", () => shown.reject(fault("EPROTO", "it closed the connection")));
  try {
    return await shown.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
    socket.destroy();
  }
}

/** Longer ones are shown by nobody in earnest. A self-signed certificate is its own issuer, for ever. */
const chainMax = 10;
function chainOf(first: DetailedPeerCertificate): X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  for (let each: DetailedPeerCertificate | undefined = first; each?.raw && !seen.has(each.fingerprint256);) {
    seen.add(each.fingerprint256);
    if (chain.push(new X509Certificate(each.raw)) === chainMax) break;
    each = each.issuerCertificate;
  }
  return chain;
}

const fault = (code: string, message: string): Error => Object.assign(new Error(message), { code });

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
