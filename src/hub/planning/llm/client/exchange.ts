/** One request to an endpoint and its response, by the `openai` package with everything pinned that it would read elsewhere. */
import { version } from "../../../../lib/version.ts";
import type { JsonObject } from "../../../../lib/json.ts";
import { ModelError } from "../model.ts";
import type { Endpoint } from "./endpoint.ts";
import { faultOf } from "./faults.ts";

/** Of a refusal, more than this says nothing new. */
const mostRefusalBytes = 64 << 10;
const mostRedirects = 3;

/** What an endpoint refused, with all that it said, so that the caller can see whether it can be asked otherwise. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  constructor(
    readonly status: number,
    readonly text: string,
    readonly fault: ModelError,
  ) {
    super(fault.message);
  }
}

type Asked = { endpoint: Endpoint; signal: AbortSignal; nowMs: number };

/** The response, its body not yet read. Throws `Refusal`, and `ModelError` of transport. */
export async function post({ body, ...asked }: Asked & { body: JsonObject }): Promise<Response> {
  return await through(asked, (client) =>
    client.post("/chat/completions", { body, signal: asked.signal, maxRetries: 0 }).asResponse(),
  );
}

export async function listModels(asked: Asked): Promise<Response> {
  return await through(asked, (client) => client.get("/models", { signal: asked.signal, maxRetries: 0 }).asResponse());
}

type Client = Awaited<ReturnType<typeof clientFor>>["client"];

async function through(asked: Asked, call: (client: Client) => Promise<Response>): Promise<Response> {
  const { client, thrown } = await clientFor(asked);
  try {
    return await call(client);
  } catch (error) {
    const cause = thrown() ?? error;
    throw cause instanceof Refusal || cause instanceof ModelError ? cause : lineFault(cause, asked);
  }
}

/** `thrown`: what its fetch threw last, which the package wraps in errors of its own. */
async function clientFor(asked: Asked) {
  const { OpenAI } = await import("openai");
  let thrown: unknown;
  const fetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    try {
      return await fetched(asked, { url: url instanceof Request ? url.url : String(url), init: init ?? {} });
    } catch (error) {
      thrown = error;
      throw error;
    }
  };
  // The package reads OPENAI_* where something is not given; an endpoint of another provider must see none of it.
  const client = new OpenAI({
    apiKey: asked.endpoint.key === "" ? "none" : asked.endpoint.key,
    adminAPIKey: null,
    webhookSecret: null,
    organization: null,
    project: null,
    baseURL: asked.endpoint.url,
    maxRetries: 0,
    // The watch ends what takes too long.
    timeout: 3_600_000,
    logLevel: "off",
    fetch,
  });
  return { client, thrown: () => thrown };
}

/** With our own headers and no others: the package would add what `OPENAI_CUSTOM_HEADERS` and its telemetry say. */
async function fetched(asked: Asked, { url, init }: { url: string; init: RequestInit }): Promise<Response> {
  const { key, model } = asked.endpoint;
  const headers = {
    accept: "text/event-stream, application/json",
    "user-agent": `ailx/${version}`,
    ...(init.body === undefined || init.body === null ? {} : { "content-type": "application/json" }),
    ...(key === "" ? {} : keyHeaders({ key, url, method: init.method })),
  };
  let at = url;
  for (let hops = 0; ; hops++) {
    const { method = "GET", body = null } = init;
    const response = await globalThis.fetch(at, { method, body, headers, redirect: "manual", signal: asked.signal });
    if (response.status >= 300 && response.status < 400) {
      at = nextOf(response, { at, hops });
      await response.body?.cancel();
      continue;
    }
    if (response.ok) return response;
    const text = await textOf(response, mostRefusalBytes);
    const told = { status: response.status, text, headers: response.headers, model, key, nowMs: asked.nowMs };
    throw new Refusal(response.status, text, faultOf(told));
  }
}

/** Anthropic takes the key as everybody for chat completions, and in its own way for the list of models. */
type Sent = { key: string; url: string; method: string | undefined };
const keyHeaders = ({ key, url, method }: Sent): Record<string, string> =>
  new URL(url).hostname === "api.anthropic.com" && method?.toUpperCase() !== "POST"
    ? { "x-api-key": key, "anthropic-version": "2023-06-01" }
    : { authorization: `Bearer ${key}` };

/** The same question may be asked at another path of the same place; the key goes nowhere else. */
function nextOf(response: Response, { at, hops }: { at: string; hops: number }): string {
  const location = response.headers.get("location") ?? "";
  const next = URL.canParse(location, at) ? new URL(location, at) : undefined;
  const here = new URL(at);
  if (!next || ![307, 308].includes(response.status) || hops >= mostRedirects)
    throw new ModelError(
      "unusable",
      `The endpoint sends the question elsewhere (${response.status}), which is not followed.`,
    );
  if (next.origin !== here.origin)
    throw new ModelError(
      "unusable",
      `The endpoint sends the question on to ${next.host.slice(0, 100)}, which is not followed.`,
    );
  return next.href;
}

/** At most so many bytes of it, as text. */
export async function textOf(response: Response, most: number): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = "";
  for (let bytes = 0; reader && bytes < most;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  return text.slice(0, most);
}

/** In words by the cause, which the runtime has codes for. */
function lineFault(error: unknown, { endpoint }: Asked): ModelError {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const host = new URL(endpoint.url).host;
  const why =
    wordsFor[code] ??
    (/certificate|self.signed/i.test(code + String(error)) ? "its certificate is not trusted" : undefined);
  return new ModelError(
    "transport",
    why === undefined ? `There is no connection to ${host}.` : `There is no connection to ${host}: ${why}.`,
  );
}

const wordsFor: Record<string, string> = {
  ConnectionRefused: "nothing listens there",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "it was cut",
  ConnectionClosed: "it was closed",
  ENOTFOUND: "the name is not known",
  FailedToOpenSocket: "the name is not known, or the network is away",
};
