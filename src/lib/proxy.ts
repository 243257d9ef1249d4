/** Which proxy leads to an address, as HTTPS_PROXY, HTTP_PROXY and NO_PROXY have it everywhere. */
import { BlockList, isIP } from "node:net";
import { bareHost } from "./hostName.ts";

export type Proxies = {
  /** `http://[user:password@]host:port`, for https and wss. */
  https?: string;
  /** The same, for http and ws. */
  http?: string;
  /** Hosts that are reached directly: names with all below them, addresses, networks, each with `:port` if wanted; `*` is all. */
  except: string[];
};

/** The proxy for this address; undefined where it is reached directly. This computer itself never needs one. */
export function proxyFor(text: string, { https, http, except }: Proxies): string | undefined {
  const url = new URL(text);
  const secure = url.protocol === "https:" || url.protocol === "wss:";
  const proxy = secure ? https : http;
  if (proxy === undefined) return undefined;
  const host = bareHost(url.hostname);
  const port = url.port === "" ? (secure ? "443" : "80") : url.port;
  return except.some((entry) => fits(entry.trim().toLowerCase(), host, port)) ? undefined : proxy;
}

function fits(entry: string, host: string, port: string): boolean {
  if (entry === "") return false;
  if (entry === "*") return true;
  const [, bracketed, plain = "", wanted] = /^(?:\[(.+)\]|([^:]+|.*:.*:.*?))(?::(\d+))?$/.exec(entry) ?? [];
  if (wanted !== undefined && wanted !== port) return false;
  const name = bracketed ?? plain;
  const [address = "", bits] = name.split("/");
  if (isIP(address) !== 0) return isIP(host) === isIP(address) && inNetwork({ host, address, bits });
  const bare = name.replace(/^\*?\./, "");
  return host === bare || host.endsWith(`.${bare}`);
}

function inNetwork({ host, address, bits }: { host: string; address: string; bits: string | undefined }): boolean {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  const most = family === "ipv6" ? 128 : 32;
  const length = bits === undefined ? most : Number(bits);
  if (!Number.isInteger(length) || length < 0 || length > most) return false;
  const list = new BlockList();
  list.addSubnet(address, length, family);
  return list.check(host, family);
}

/** As people may read it: without name and password. */
export const shownProxy = (proxy: string): string =>
  URL.canParse(proxy) ? `${new URL(proxy).protocol}//${new URL(proxy).host}` : "that is no address";

/** What `Proxy-Authorization` says for the name and password in a proxy's address; undefined where it has none. */
export function proxyAuthorization(proxy: URL): string | undefined {
  if (proxy.username === "" && proxy.password === "") return undefined;
  const said = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return `Basic ${Buffer.from(said).toString("base64")}`;
}
