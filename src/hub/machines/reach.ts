/** How others reach this hub: its address as machines and people use it, and the line that is pasted to join. */
import { isIP } from "node:net";
import { AppError } from "../../domain/error.ts";
import type { Level } from "../../domain/risk.ts";
import type { HubSettings } from "../../domain/settings.ts";
import { bareHost, isLoopback, splitHostPort, urlHost } from "../../lib/hostName.ts";
import { shellWord } from "../../lib/shellWord.ts";
import { namesOf, type HubTls } from "../keys/tls.ts";

export type Reach = {
  /** What the settings say; then nothing else counts. */
  publicUrl?: string;
  /** Where the hub listens, with the port that it really got. */
  listen: { host: string; port: number };
  scheme: "http" | "https";
  /** Pin of a self-made certificate. */
  tlsPin?: string;
  /** Names and addresses of this computer. */
  names: readonly string[];
  /** Whether the certificate is good for a host; absent without TLS. */
  covers?: (host: string) => boolean;
};

/** From what the hub was started with and the port that it got. */
export const reachOf = ({
  settings,
  tls,
  port,
}: {
  settings: Pick<HubSettings, "listen" | "publicUrl">;
  tls: HubTls | undefined;
  port: number;
}): Reach => ({
  listen: { host: settings.listen.host, port },
  scheme: tls ? "https" : "http",
  names: namesOf(settings),
  ...(settings.publicUrl === undefined ? {} : { publicUrl: settings.publicUrl }),
  ...(tls ? { covers: tls.covers } : {}),
  ...(tls?.tlsPin === undefined ? {} : { tlsPin: tls.tlsPin }),
});

/** True while no other computer can reach the hub. */
export const loopbackOnly = ({ publicUrl, listen }: Reach): boolean =>
  publicUrl === undefined && isLoopback(listen.host);

export const loopbackHint = ({ listen }: Reach): string =>
  `Start the hub with --listen 0.0.0.0:${listen.port} (or AILX_LISTEN=0.0.0.0:${listen.port}); it then serves TLS with a certificate that it makes itself.`;

/**
 * The hub's address without a trailing slash. What a request's Host header says counts only where it is a name or
 * address of this computer or of its certificate; anybody can send any header.
 */
export function hubUrl(reach: Reach, hostHeader?: string): string {
  if (reach.publicUrl !== undefined) return new URL(reach.publicUrl).origin;
  const said = hostHeader === undefined ? undefined : splitHostPort(hostHeader);
  if (said && isOurs(reach, said.host)) return origin(reach.scheme, said.host, said.port);
  return origin(reach.scheme, ownHost(reach), reach.listen.port);
}

const isOurs = ({ names, covers, listen }: Reach, host: string): boolean =>
  isLoopback(host) || bareHost(listen.host) === host || names.includes(host) || covers?.(host) === true;

/**
 * The address listened on, or where that is all of them, one that others can use: an address rather than a name, since it
 * needs no DNS; but a name where only that is in a trusted certificate.
 */
function ownHost({ listen, names, covers, tlsPin }: Reach): string {
  const host = bareHost(listen.host);
  if (host !== "0.0.0.0" && host !== "::") return host;
  const others = names.filter((name) => !isLoopback(name));
  const trusted = covers && tlsPin === undefined ? others.filter(covers) : [];
  return trusted[0] ?? others.find((name) => isIP(name) === 4) ?? others[0] ?? "127.0.0.1";
}

function origin(scheme: "http" | "https", host: string, port: number | undefined): string {
  const usual = scheme === "https" ? 443 : 80;
  return `${scheme}://${urlHost(host)}${port === undefined || port === usual ? "" : `:${port}`}`;
}

/** One line for a root shell. Everything in it is checked or quoted, so that pasting it does what it says. */
export function joinLine({
  url,
  token,
  maxLevel,
  tlsPin,
}: {
  url: string;
  token: string;
  maxLevel: Level;
  tlsPin?: string | undefined;
}): string {
  if (/[\s\p{C}]/u.test(url + token))
    throw new AppError("internal", "The line to paste would hold a space or control character.");
  const fetched = tlsPin === undefined ? "curl -fsSL" : `curl -fsSLk --pinnedpubkey ${shellWord(`sha256//${tlsPin}`)}`;
  return `${fetched} ${shellWord(`${url}/install.sh`)} | sudo sh -s -- --token ${shellWord(token)} --max-level ${maxLevel}`;
}
