/** Resolves, refuses what gives credentials away, asks, and follows a few redirects. */
import { X509Certificate } from "node:crypto";
import { lookup } from "node:dns/promises";
import { untrusted } from "../../domain/untrusted.ts";
import { addressKind } from "../../lib/addressKind.ts";
import { bareHost } from "../../lib/hostName.ts";
import { exchange, type Answer } from "../../lib/httpExchange.ts";
import type { ToolContext } from "../define.ts";
import type { TlsSeen } from "./certificates.ts";
import { explained, NetworkFault } from "./faults.ts";
import { defaultTimeoutMs, redirectsAtMost, type HttpInput, type HttpOutput } from "./http.ts";
import { problemsOf, seenIn } from "./x509.ts";

/** Enough of a page to know it by. */
const maxBytes = 64 << 10;

export async function run(
  { url: text, timeoutMs = defaultTimeoutMs }: HttpInput,
  ctx: ToolContext,
): Promise<HttpOutput> {
  const startedMs = performance.now();
  const since = (): number => Math.round(performance.now() - startedMs);
  let url = new URL(text);
  let address = "";
  let redirected = false;
  const told = () => ({
    ms: since(),
    address: untrusted(address),
    ...(redirected ? { redirectedTo: untrusted(url.href.slice(0, 2_048)) } : {}),
  });
  try {
    for (let hops = 0; ; hops++) {
      address = await addressFor(url, timeoutMs);
      const headers = { "user-agent": "ailx", accept: "*/*" };
      const answer = await exchange({ url, address, headers, timeoutMs, maxBytes, verify: false, signal: ctx.signal });
      const next = redirectOf(answer, url);
      if (!next) return { ...seen(answer, url, ctx.nowMs()), ...told() };
      if (hops === redirectsAtMost)
        throw new NetworkFault("redirects", `It redirects more than ${redirectsAtMost} times.`);
      [url, redirected] = [next, true];
    }
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    const { kind, text: why } = explained(error, bareHost(url.hostname), url);
    const nothing = untrusted("");
    return {
      status: null,
      connectMs: null,
      firstByteMs: null,
      server: nothing,
      contentType: nothing,
      bodyBytes: 0,
      text: nothing,
      ...told(),
      error: { kind, text: untrusted(why.slice(0, 500)) },
    };
  }
}

/** The address that is asked. What clouds give a machine's own credentials away at is not asked, by whatever name. */
async function addressFor(url: URL, timeoutMs: number): Promise<string> {
  const late = Bun.sleep(timeoutMs).then(() => Promise.reject(Object.assign(new Error("late"), { code: "ETIMEOUT" })));
  const found = await Promise.race([lookup(bareHost(url.hostname), { all: true }), late]);
  const [first] = found;
  if (!first) throw Object.assign(new Error("no address"), { code: "ENOTFOUND" });
  const kinds = found.map(({ address }) => addressKind(address));
  if (kinds.some((kind) => kind === "metadata" || kind === "linkLocal"))
    throw new NetworkFault(
      "forbidden",
      `${url.hostname} is a link-local address, where clouds keep credentials; it is not asked.`,
    );
  return first.address;
}

function redirectOf({ status, headers }: Answer, from: URL): URL | undefined {
  const to = headers.get("location");
  if (![301, 302, 303, 307, 308].includes(status) || to === undefined) return undefined;
  const url = URL.parse(to, from.href);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new NetworkFault("redirects", "It redirects to what is no http or https URL.");
  // What is not sent by us is not sent for somebody else either.
  [url.username, url.password, url.hash] = ["", "", ""];
  return url;
}

function seen(answer: Answer, url: URL, nowMs: number): Omit<HttpOutput, "ms" | "address"> {
  const { status, headers, body, connectMs, firstByteMs, tls } = answer;
  const contentType = headers.get("content-type") ?? "";
  const isText = /^text\/|json|xml|^$/i.test(contentType) && !body.includes(0);
  return {
    status,
    connectMs,
    firstByteMs,
    ...(tls ? { tls: tlsOf(tls, url, nowMs) } : {}),
    server: untrusted((headers.get("server") ?? "").slice(0, 200)),
    contentType: untrusted(contentType.slice(0, 200)),
    bodyBytes: body.length,
    text: untrusted(isText ? new TextDecoder().decode(body).slice(0, 2_000) : ""),
  };
}

function tlsOf({ protocol, why, certificate }: NonNullable<Answer["tls"]>, url: URL, nowMs: number): TlsSeen {
  const leaf = new X509Certificate(certificate);
  const { subject, issuer, notAfterMs, daysLeft } = seenIn(leaf, nowMs);
  const problems = problemsOf([leaf], { host: bareHost(url.hostname), why, nowMs });
  return { protocol: untrusted(protocol.slice(0, 16)), subject, issuer, notAfterMs, daysLeft, problems };
}
