/** The thin way to a hub: one request, its answer as the API's types say, or the API's own error. Knows nothing of hub code. */
import { AppError, type ErrorBody } from "../domain/error.ts";
import type { TaskEvent } from "../api/task.ts";
import { version } from "../lib/version.ts";
import { findDoor, type Door } from "./door.ts";
import { errorOf, readEvents } from "./events.ts";
import type { Io } from "./io.ts";
import type { Args } from "./mode.ts";

export type Hub = {
  door: Door;
  get: <T>(path: string) => Promise<T>;
  /** The answer as it came, its head included. */
  raw: (path: string) => Promise<Response>;
  send: <T>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: object) => Promise<T>;
  /** A POST whose answer may begin late, because the hub itself waits for somebody. */
  waitFor: <T>(path: string, body: object) => Promise<T>;
  /** The events of a task that this request makes, or, by GET, of one that is there. */
  events: (method: "GET" | "POST", path: string, body?: object) => Promise<AsyncIterable<TaskEvent>>;
};

/** A hub that does not begin to answer within this is out of reach. */
const answerMs = 30_000;
/** One that waits for somebody itself. */
const lateAnswerMs = 600_000;

export const openHub = (call: { args: Args; io: Io }): Hub => hubAt(findDoor(call), call.io);

export function hubAt(door: Door, io: Pick<Io, "home">): Hub {
  const json = async <T>(asked: Omit<Asked, "accept">): Promise<T> => {
    const response = await request(door, io, { ...asked, accept: "application/json" });
    if (response.status === 204) return undefined as T;
    return (await response.json()) as T;
  };
  const answer = <T>(method: string, path: string, body?: object): Promise<T> => json({ method, path, body });
  return {
    door,
    get: (path) => answer("GET", path),
    raw: (path) => request(door, io, { method: "GET", path, body: undefined, accept: "application/json" }),
    send: answer,
    waitFor: (path, body) => json({ method: "POST", path, body, waitMs: lateAnswerMs }),
    events: async (method, path, body) => {
      const accept = method === "POST" ? "application/x-ndjson" : "text/event-stream";
      const response = await request(door, io, { method, path, body, accept });
      return readEvents(response, door);
    },
  };
}

type Asked = { method: string; path: string; body: object | undefined; accept: string; waitMs?: number };

async function request(door: Door, io: Pick<Io, "home">, asked: Asked): Promise<Response> {
  const response = await reach(door, io, asked);
  if (response.ok) return response;
  throw await errorFrom(response, door);
}

async function reach(door: Door, io: Pick<Io, "home">, asked: Asked): Promise<Response> {
  let failure: unknown;
  for (const socket of door.sockets ?? [undefined]) {
    try {
      return await once(door, asked, socket);
    } catch (error) {
      failure = error;
      // Only what was never received may be sent again.
      if (!nobodyThere(error)) break;
    }
  }
  if (door.trust && isCertificateFault(failure)) {
    const { renewTrust } = await import("./trust.ts");
    const trust = await renewTrust(door, door.trust, io);
    return await once({ ...door, trust }, asked, undefined).catch((error: unknown) => {
      throw unreachable(door, error);
    });
  }
  throw unreachable(door, failure);
}

async function once(
  door: Door,
  { method, path, body, accept, waitMs = answerMs }: Asked,
  socket: string | undefined,
): Promise<Response> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new Error(`no answer within ${waitMs / 1_000} s`)), waitMs);
  try {
    return await fetch(`${door.url}${path}`, {
      method,
      redirect: "error",
      headers: {
        Accept: accept,
        "User-Agent": `ailx/${version}`,
        ...(door.secret === undefined ? {} : { Authorization: `Bearer ${door.secret}` }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(socket === undefined ? {} : { unix: socket }),
      ...(door.trust ? { tls: { ca: door.trust.certificate, checkServerIdentity: only(door.trust.certificate) } } : {}),
      // A command may be silent for as long as it likes.
      timeout: false,
      signal: giveUp.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Exactly this certificate, by whatever name the hub is reached. Compared whole, so that no cryptography is loaded for it. */
const only =
  (pem: string) =>
  (_host: string, { raw }: { raw: Buffer }): Error | undefined => {
    const known = Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ""), "base64");
    return known.equals(raw)
      ? undefined
      : Object.assign(new Error("the hub shows another certificate"), { code: "CERT_CHANGED" });
  };

async function errorFrom(response: Response, door: Door): Promise<AppError> {
  const body: unknown = await response.json().catch(() => undefined);
  if (isErrorBody(body)) {
    const hint = body.hint ?? (response.status === 401 ? signInHint(door) : undefined);
    return errorOf({ ...body, ...(hint === undefined ? {} : { hint }) });
  }
  return new AppError(
    "hub_unreachable",
    `What answers at ${door.where} is not an ailx hub (status ${response.status}).`,
    { hint: "Check the address." },
  );
}

const signInHint = ({ url, how }: Door): string | undefined =>
  how === "socket" ? undefined : `Sign in: ailx login ${url}`;

const isErrorBody = (body: unknown): body is ErrorBody =>
  typeof body === "object" &&
  body !== null &&
  "code" in body &&
  typeof body.code === "string" &&
  "detail" in body &&
  typeof body.detail === "string";

function unreachable(door: Door, cause: unknown): AppError {
  const code = codeOf(cause);
  if (isCertificateFault(cause))
    return new AppError("hub_unreachable", `Nobody vouches for the certificate of ${door.where} (${code}).`, {
      cause,
      hint: `If it made the certificate itself, sign in once: ailx login ${door.url}`,
    });
  if (code === "EACCES")
    return new AppError("hub_unreachable", `You may not use ${door.where}.`, {
      cause,
      hint: "Only the user that runs the hub, and root, may. Use sudo, or sign in: ailx login URL",
    });
  const why = nobodyThere(cause) ? "nothing listens there" : cause instanceof Error ? cause.message : String(cause);
  return new AppError("hub_unreachable", `The hub cannot be reached at ${door.where}: ${why}.`, {
    cause,
    hint: door.how === "socket" ? "Start it with `ailx up` or `ailx hub`." : "Check that it runs, and the way to it.",
  });
}

const codeOf = (cause: unknown): string => (cause instanceof Error && "code" in cause ? String(cause.code) : "");
const nobodyThere = (cause: unknown): boolean =>
  ["ECONNREFUSED", "ENOENT", "ConnectionRefused"].includes(codeOf(cause));
const isCertificateFault = (cause: unknown): boolean => /CERT|SIGNATURE|SELF_SIGNED|ISSUER|ALTNAME/.test(codeOf(cause));
