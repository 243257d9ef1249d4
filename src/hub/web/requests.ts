/**
 * Requests of the hub itself. Each is judged by its URL, resolved once, judged by its addresses, and sent to the address
 * that was judged; so is each redirect. What a name leads to a moment later does not matter.
 */
import { lookup } from "node:dns/promises";
import { AppError } from "../../domain/error.ts";
import { webRight, type WebAccess } from "../../domain/webAccess.ts";
import { addressKind, type AddressKind } from "../../lib/addressKind.ts";
import { bareHost } from "../../lib/hostName.ts";
import { exchange, type Answer } from "../../lib/httpExchange.ts";
import { isRecord } from "./json.ts";
import type { WebAnswer, WebAsked, WebFound, WebPort } from "../../tools/define.ts";
import { textOf } from "./text.ts";

export const redirectsAtMost = 5;
const maxBytes = 2 << 20;
const timeoutMs = 20_000;

export type Parts = {
  access: () => WebAccess;
  /** The value of a secret's version. Throws where it is gone. */
  secret: (ref: { name: string; version: number }) => string;
  /** Tests name addresses of their own; usually the system's resolver. */
  resolve?: (host: string) => Promise<string[]>;
};

const bySystem = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

export function makeWeb({ access, secret, resolve = bySystem }: Parts): WebPort {
  /** Where the request may go; throws `refused_by_policy`, `not_supported`, `tool_failed`. */
  async function addressFor(url: URL): Promise<{ address: string; own: boolean }> {
    const now = access();
    const right = webRight(url, now);
    if (!right.ok) throw now.mode === "off" ? isOff() : refused(url, right.why);
    const host = bareHost(url.hostname);
    const addresses = await resolve(host).catch(() => []);
    const [address] = addresses;
    if (address === undefined) throw new AppError("tool_failed", `The name ${host} has no address.`);
    const bad = addresses.map(addressKind).find((kind) => !isOpen(kind, right.own));
    if (bad !== undefined) throw refused(url, `${host} leads to ${words[bad]}`);
    return { address, own: right.own };
  }

  async function send(url: URL, asked: Omit<WebAsked, "url">): Promise<Answer> {
    const { address, own } = await addressFor(url);
    const { method, body } = asked;
    const headers = { "User-Agent": "ailx", ...asked.headers, ...credential(asked, { url, own }) };
    try {
      return await exchange({
        url,
        address,
        method,
        headers,
        timeoutMs,
        maxBytes,
        verify: true,
        ...(body === undefined ? {} : { body: Buffer.from(body) }),
      });
    } catch (error) {
      throw explained(error, url);
    }
  }

  /** A secret goes over TLS only, unless the admin has named that host. */
  function credential({ secret: wanted }: Omit<WebAsked, "url">, { url, own }: { url: URL; own: boolean }) {
    if (!wanted) return {};
    if (url.protocol !== "https:" && !own) throw refused(url, "a secret is sent by https only");
    return { [wanted.header]: `${wanted.prefix}${secret(wanted)}` };
  }

  async function followed(text: string): Promise<WebAnswer> {
    const startedMs = performance.now();
    let url = new URL(text);
    for (let hops = 0; ; hops++) {
      const answer = await send(url, {
        method: "GET",
        headers: { Accept: "text/html, application/json, text/*;q=0.9, */*;q=0.1" },
      });
      const next = redirectOf(answer, url);
      if (next === undefined) return told(answer, url, startedMs);
      if (hops === redirectsAtMost)
        throw new AppError("tool_failed", `${url.host} redirects more than ${redirectsAtMost} times.`);
      url = next;
    }
  }

  return {
    fetch: followed,
    request: async (asked) => {
      const startedMs = performance.now();
      const url = new URL(asked.url);
      const answer = await send(url, asked);
      const next = redirectOf(answer, url);
      return { ...told(answer, url, startedMs), ...(next ? { redirect: next.href } : {}) };
    },
    search: async (query) => {
      const { mode, searchUrl } = access();
      if (mode === "off") throw isOff();
      if (searchUrl === undefined)
        throw new AppError("not_supported", "No search engine is set up.", {
          hint: "An admin enters the address of one that answers in JSON, such as SearXNG, under Settings, Web access.",
        });
      const url = searchUrl.replaceAll("{query}", encodeURIComponent(query));
      const { status, text } = await followed(url);
      if (status !== 200) throw new AppError("tool_failed", `The search engine answered with status ${status}.`);
      return foundIn(text);
    },
  };
}

const isOpen = (kind: AddressKind, own: boolean): boolean =>
  kind === "public" || (own && (kind === "own" || kind === "loopback"));

const words: Record<AddressKind, string> = {
  public: "a public address",
  loopback: "the hub itself",
  own: "a private network",
  linkLocal: "a link-local address",
  metadata: "where clouds keep credentials",
  special: "an address that nobody has",
};

const isOff = (): AppError =>
  new AppError("not_supported", "Web access is off.", { hint: "An admin turns it on under Settings, Web access." });
const refused = (url: URL, why: string): AppError =>
  new AppError("refused_by_policy", `${url.host.slice(0, 255)} is not asked: ${why}.`, {
    hint: "An admin says under Settings, Web access, which hosts may be asked.",
  });

function explained(error: unknown, url: URL): AppError {
  if (error instanceof AppError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : String(error);
  if (code === "ETIMEDOUT") return new AppError("timed_out", `${url.host} did not answer in time.`);
  if (code === "ECONNREFUSED") return new AppError("tool_failed", `Nobody listens at ${url.host}.`);
  return new AppError("tool_failed", `${url.host} could not be asked: ${code || message}.`);
}

function redirectOf({ status, headers }: Answer, from: URL): URL | undefined {
  const to = headers.get("location");
  if (![301, 302, 303, 307, 308].includes(status) || to === undefined) return undefined;
  const url = URL.parse(to, from.href);
  if (url === null) throw new AppError("tool_failed", `${from.host} redirects to what is no URL.`);
  url.hash = "";
  return url;
}

function told({ status, headers, body, cut }: Answer, url: URL, startedMs: number): WebAnswer {
  const contentType = headers.get("content-type") ?? "";
  const { title, text } = textOf(body, contentType);
  return {
    url: url.href,
    status,
    contentType,
    title,
    text,
    truncated: cut,
    ms: Math.round(performance.now() - startedMs),
  };
}

/** SearXNG's form, which several others answer in too. */
function foundIn(text: string): WebFound[] {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    // Told below: an engine whose JSON is switched off answers with a page.
  }
  const list = isRecord(body) ? body["results"] : undefined;
  if (!Array.isArray(list))
    throw new AppError("output_invalid", "The search engine did not answer with results in JSON.", {
      hint: "SearXNG answers so with format=json, once its settings allow that format.",
    });
  const said = (value: unknown): string => (typeof value === "string" ? value : "");
  return list
    .filter(isRecord)
    .map((each) => ({ title: said(each["title"]), url: said(each["url"]), text: said(each["content"]) }))
    .filter(({ url }) => /^https?:\/\//.test(url));
}
