/** Joining a hub: the token says which hub it is, the machine shows its public key, the hub gives it an id. */
import * as z from "zod/mini";
import { AppError, isErrorCode } from "../domain/error.ts";
import type { Facts } from "../domain/machine.ts";
import type { Level } from "../domain/risk.ts";
import { fingerprintOf, readPublicKey } from "../lib/ed25519.ts";
import { once } from "../lib/once.ts";
import { shownProxy } from "../lib/proxy.ts";
import { localToken, readJoinToken, type JoinToken } from "../protocol/joinToken.ts";
import { keepJoined, type Identity } from "./identity.ts";
import { pinnedTls } from "./link/pin.ts";

/** What the machine says of itself when it joins. */
export type About = {
  version: string;
  machineIdHash: string;
  /** What its own policy permits. */
  maxLevel: Level;
  name?: string;
  /** Suggestions; the token or the hub decides. */
  tags: readonly string[];
  facts: Facts;
};

/** Where the hub is: over the network with a token, or beside this agent through the hub's own socket. */
export type Hub =
  | { kind: "network"; url: string; token: string; proxy?: string | undefined }
  | { kind: "socket"; path: string; url: string };

const answerSchema = once(() =>
  z.object({ machine: z.string().check(z.minLength(1)), name: z.string(), hubKey: z.string() }),
);
/** 202: a person has to let this machine in. */
const pendingSchema = once(() => z.object({ pending: z.literal(true), name: z.string(), fingerprint: z.string() }));
const refusalSchema = once(() => z.object({ code: z.string(), detail: z.string(), hint: z.optional(z.string()) }));
type Answer = z.infer<ReturnType<typeof answerSchema>>;
type Pending = z.infer<ReturnType<typeof pendingSchema>>;

/** How often a machine that waits to be let in asks whether it was. */
const askEveryMs = 3_000;

/**
 * Enrols and keeps the hub in the state directory. Asking twice is safe: the same key and token get the same machine.
 * Throws `invalid_token`, `wrong_pin`, `wrong_hub`, `hub_unreachable`, `storage_failed`, and what the hub answers.
 */
export async function enrol({
  identity,
  hub,
  about,
  timeoutMs = 15_000,
  waiting = () => {},
  everyMs = askEveryMs,
}: {
  identity: Identity;
  hub: Hub;
  about: About;
  timeoutMs?: number;
  /** Told once where a person has to let this machine in; `fingerprint` is of its own key, to compare with. */
  waiting?: (told: { name: string; fingerprint: string }) => void;
  everyMs?: number;
}): Promise<Identity> {
  const url = originOf(hub.url);
  const token = hub.kind === "network" ? readJoinToken(hub.token) : undefined;
  if (token?.tlsPin !== undefined && !url.startsWith("https:"))
    throw new AppError(
      "wrong_pin",
      "The token belongs to a hub that speaks TLS, but the address does not begin with https.",
      { hint: "Copy the whole line from Add machine again." },
    );
  const body = {
    token: hub.kind === "network" ? hub.token : localToken,
    publicKey: identity.publicKey,
    instanceId: identity.instanceId,
    ...about,
  };
  // By the socket there is no TLS, whatever the hub's address says.
  const at = hub.kind === "socket" ? "http://localhost" : url;
  const proxy = hub.kind === "network" ? hub.proxy : undefined;
  const asked = { url: at, body, timeoutMs, proxy, options: await way(hub, url, token) };
  let answer = await post(asked);
  // What is shown is our own key's, whatever the hub says: a person compares it with what the hub shows.
  if ("pending" in answer) waiting({ name: answer.name, fingerprint: fingerprintOf(identity.publicKey) });
  while ("pending" in answer) {
    const before: Pending = answer;
    await Bun.sleep(everyMs);
    answer = await post(asked).catch((error: unknown) => {
      // The hub may restart while it is waited for.
      if (error instanceof AppError && patient.has(error.code)) return before;
      throw error;
    });
  }
  checkHubKey(answer, token);
  return keepJoined(identity, {
    machineId: answer.machine,
    name: answer.name,
    hubKey: answer.hubKey,
    url,
    ...(token?.tlsPin === undefined ? {} : { tlsPin: token.tlsPin }),
  });
}

const patient: ReadonlySet<string> = new Set(["hub_unreachable", "hub_stopping", "hub_busy", "too_many_requests"]);

/** Scheme, host and port of the hub's address; a path or credentials in it are a mistake. */
export function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    url &&
    ["http:", "https:"].includes(url.protocol) &&
    url.username === "" &&
    ["", "/"].includes(url.pathname + url.search + url.hash);
  if (!isPlain)
    throw new AppError("validation", "The hub's address is not one.", {
      hint: "It looks like https://hub.example.org:2459.",
    });
  return url.origin;
}

async function way(hub: Hub, url: string, token: JoinToken | undefined): Promise<BunFetchRequestInit> {
  if (hub.kind === "socket") return { unix: hub.path, proxy: false };
  const { proxy } = hub;
  return {
    // Settings have looked at NO_PROXY already; what the runtime finds in the environment counts for nothing.
    proxy: proxy === undefined ? false : { url: proxy, respectNoProxy: false },
    ...(token?.tlsPin === undefined ? {} : { tls: await pinnedTls({ url, tlsPin: token.tlsPin, proxy }) }),
  };
}

async function post({
  url,
  body,
  timeoutMs,
  proxy,
  options,
}: {
  url: string;
  body: object;
  timeoutMs: number;
  proxy: string | undefined;
  options: BunFetchRequestInit;
}): Promise<Answer | Pending> {
  const response = await fetch(`${url}/api/agents/enrolment`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
    redirect: "error", // a token goes to the hub it names and nowhere else
    signal: AbortSignal.timeout(timeoutMs),
    ...options,
  }).catch((cause: unknown) => {
    throw unreachable(url, cause, proxy);
  });
  const said: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw refusal({ said, status: response.status, url, proxy });
  if (response.status === 202) {
    const pending = pendingSchema().safeParse(said);
    if (pending.success) return pending.data;
  }
  const read = answerSchema().safeParse(said);
  if (!read.success) throw notAHub(url);
  return read.data;
}

/** The key in the answer must be the one that the token names; otherwise someone else answered. */
function checkHubKey({ hubKey }: Answer, token: JoinToken | undefined): void {
  const isKey = isPublicKey(hubKey);
  if (isKey && (token === undefined || fingerprintOf(hubKey) === token.hub)) return;
  throw new AppError("wrong_hub", "The hub that answered is not the one that made this token.", {
    hint: "Check the address; tokens work only with the hub that made them.",
  });
}

function isPublicKey(text: string): boolean {
  try {
    readPublicKey(text);
    return true;
  } catch {
    return false;
  }
}

function refusal({
  said,
  status,
  url,
  proxy,
}: {
  said: unknown;
  status: number;
  url: string;
  proxy: string | undefined;
}): AppError {
  const read = refusalSchema().safeParse(said);
  if (!read.success || !isErrorCode(read.data.code))
    return status >= 500 || status === 407 ? unreachable(url, new Error(`status ${status}`), proxy) : notAHub(url);
  const { code, detail, hint } = read.data;
  return new AppError(code, detail, hint === undefined ? {} : { hint });
}

function unreachable(url: string, cause: unknown, proxy: string | undefined): AppError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const isCertificate = /CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code);
  const way = proxy === undefined ? "" : ` through the proxy ${shownProxy(proxy)}`;
  const hint = isCertificate
    ? "This machine does not trust the hub's certificate. A line from Add machine of a hub with a self-made certificate carries its pin."
    : proxy === undefined
      ? "Check the address, the port and the firewall, and that the hub runs."
      : "Check the address and the proxy: --proxy names another, NO_PROXY what is reached without one.";
  return new AppError(
    "hub_unreachable",
    `The hub cannot be reached at ${url}${way}: ${cause instanceof Error ? cause.message : String(cause)}.`,
    { cause, hint },
  );
}

const notAHub = (url: string): AppError =>
  new AppError("wrong_hub", `What answers at ${url} is not an ailx hub.`, {
    hint: "Check the address and what stands in front of the hub.",
  });
