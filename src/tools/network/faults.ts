/** Why the network did not do it, in a word and in a sentence. */

export type FaultKind =
  | "dns"
  | "refused"
  | "timeout"
  | "unreachable"
  | "reset"
  | "tls"
  | "protocol"
  | "redirects"
  | "forbidden";

export class NetworkFault extends Error {
  override readonly name = "NetworkFault";
  constructor(
    readonly kind: FaultKind,
    message: string,
  ) {
    super(message);
  }
}

const sentences: Readonly<Record<string, readonly [kind: FaultKind, text: (host: string, port: string) => string]>> = {
  ENOTFOUND: ["dns", (host) => `The name ${host} has no address.`],
  ENODATA: ["dns", (host) => `The name ${host} has no address.`],
  EAI_NONAME: ["dns", (host) => `The name ${host} has no address.`],
  EAI_AGAIN: ["dns", (host) => `The name server gave no answer for ${host}.`],
  ESERVFAIL: ["dns", (host) => `The name server could not answer for ${host}.`],
  ETIMEOUT: ["dns", (host) => `The name server gave no answer for ${host} in time.`],
  ECONNREFUSED: ["refused", (host, port) => `Nobody listens on port ${port} of ${host}.`],
  ETIMEDOUT: ["timeout", (host, port) => `${host} did not answer on port ${port} in time.`],
  EHOSTUNREACH: ["unreachable", (host) => `There is no way to ${host}.`],
  ENETUNREACH: ["unreachable", (host) => `There is no way to ${host}.`],
  EADDRNOTAVAIL: ["unreachable", (host) => `There is no way to ${host}.`],
  ECONNRESET: ["reset", (host) => `${host} broke the connection off.`],
  EPIPE: ["reset", (host) => `${host} broke the connection off.`],
};

/** `url`: for the port that was asked. */
export function explained(
  error: unknown,
  host: string,
  url: { port: string; protocol: string },
): { kind: FaultKind; text: string } {
  if (error instanceof NetworkFault) return { kind: error.kind, text: error.message };
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const [kind, text] = sentences[code] ?? [];
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  if (kind && text) return { kind, text: text(host, port) };
  if (code === "EPROTO" && url.protocol !== "https:") return { kind: "protocol", text: `${host}: ${message}.` };
  if (/ssl|tls|cert|EPROTO/i.test(`${code} ${message}`))
    return { kind: "tls", text: `${host} speaks no TLS on port ${port} that can be understood (${code || message}).` };
  return { kind: "reset", text: `${host}: ${code || message}.` };
}

export const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");
