/** Hosts in addresses: which are this computer alone, and which text can be one at all. */
import { isIP } from "node:net";

/** A DNS name: labels of letters, digits, dash and underscore. */
const dnsName =
  /^(?=.{1,253}$)[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?(?:\.[a-zA-Z0-9_](?:[a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?)*\.?$/;

/** IPv6 addresses without their brackets or with them, in one form. */
export const bareHost = (host: string): string =>
  (host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host).toLowerCase();

/** As a URL has it: IPv6 in brackets. */
export const urlHost = (host: string): string => (isIP(bareHost(host)) === 6 ? `[${bareHost(host)}]` : bareHost(host));

export const isHost = (text: string): boolean => isIP(bareHost(text)) !== 0 || dnsName.test(text);

/** True for addresses that no other computer can reach. */
export function isLoopback(host: string): boolean {
  const bare = bareHost(host);
  return bare === "localhost" || bare === "::1" || (isIP(bare) === 4 && bare.startsWith("127."));
}

/** `host`, `host:port` or `[v6]:port` apart; undefined where it is none of them. */
export function splitHostPort(text: string): { host: string; port?: number } | undefined {
  const [, host = "", port] = /^(\[[0-9a-fA-F:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (!isHost(host) || Number(port ?? 1) > 65_535 || Number(port ?? 1) === 0) return undefined;
  return { host: bareHost(host), ...(port === undefined ? {} : { port: Number(port) }) };
}
