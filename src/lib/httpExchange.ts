/**
 * One HTTP/1.1 request to an address that was chosen beforehand: the name in the URL is not resolved again, so what was
 * checked is what is spoken to. `fetch` cannot promise that, and tells nothing of the certificate or of the times.
 */
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { bareHost } from "./hostName.ts";

export type Exchange = {
  /** `http:` or `https:`. */
  url: URL;
  /** Where to connect to. */
  address: string;
  method?: string;
  /** Of the caller; Host, Connection, Accept-Encoding and Content-Length are made here. */
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array;
  timeoutMs: number;
  /** Of the answer's body; the rest is not read. */
  maxBytes: number;
  signal?: AbortSignal | undefined;
  /** False: a certificate that is not trusted is reported, and the request is sent all the same. */
  verify: boolean;
};

export type Answer = {
  status: number;
  /** Names in lower case. A name that is sent several times has its values joined by a comma. */
  headers: ReadonlyMap<string, string>;
  body: Uint8Array;
  /** True where there is more of the body than was read. */
  cut: boolean;
  connectMs: number;
  firstByteMs: number;
  totalMs: number;
  tls?: { protocol: string; trusted: boolean; why: string; certificate: Buffer };
};

const headMax = 64 << 10;

/** Throws an Error with `code` of the system (ECONNREFUSED), of TLS, or one of: ETIMEDOUT, EPROTO. */
export async function exchange(asked: Exchange): Promise<Answer> {
  const request = requestText(asked);
  const startedMs = performance.now();
  const since = (): number => Math.round(performance.now() - startedMs);
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  let [connectMs, firstByteMs] = [0, 0];
  let tls: Answer["tls"];
  const reader = makeReader(asked.maxBytes, asked.method === "HEAD");
  const socket = open(asked);
  const timer = setTimeout(() => reject(fault("ETIMEDOUT", "it did not answer in time")), asked.timeoutMs);
  const stop = (): void => reject(fault("ABORT_ERR", "it was cancelled"));
  asked.signal?.addEventListener("abort", stop, { once: true });
  if (asked.signal?.aborted) stop();
  const finish = (): void => {
    const read = reader.ended();
    if (read) resolve({ ...read, connectMs, firstByteMs, totalMs: since(), ...(tls ? { tls } : {}) });
    else
      reject(fault("EPROTO", reader.began() ? "its answer is no HTTP" : "it closed the connection without an answer"));
  };
  socket.once(asked.url.protocol === "https:" ? "secureConnect" : "connect", () => {
    connectMs = since();
    tls = tlsOf(socket);
    socket.write(request);
    if (asked.body) socket.write(asked.body);
  });
  socket.on("data", (bytes: Buffer) => {
    firstByteMs ||= since();
    try {
      if (reader.take(bytes)) finish();
    } catch (error) {
      reject(error);
    }
  });
  socket.once("end", finish);
  socket.once("close", finish);
  socket.on("error", reject);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    asked.signal?.removeEventListener("abort", stop);
    socket.destroy();
  }
}

function open({ url, address, verify }: Exchange): Socket {
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  if (url.protocol !== "https:") return connectTcp({ host: address, port });
  const name = bareHost(url.hostname);
  return connectTls({
    host: address,
    port,
    ...(isIP(name) === 0 ? { servername: name } : {}),
    rejectUnauthorized: verify,
    ALPNProtocols: ["http/1.1"],
  });
}

function tlsOf(socket: Socket): Answer["tls"] {
  if (!("getPeerCertificate" in socket)) return undefined;
  const secure = socket as TLSSocket;
  const why = secure.authorizationError;
  const text = why instanceof Error ? why.message : String(why ?? "");
  const certificate = secure.getPeerCertificate().raw ?? Buffer.alloc(0);
  return { protocol: secure.getProtocol() ?? "", trusted: secure.authorized, why: text, certificate };
}

/** Throws `TypeError` on a header that would become two. */
function requestText({ url, method = "GET", headers = {}, body }: Exchange): string {
  const own = { host: url.host, connection: "close", "accept-encoding": "identity" };
  const given = Object.entries(headers).filter(([name]) => !reserved.has(name.toLowerCase()));
  const length = body ? [["content-length", String(body.length)] as const] : [];
  const lines = [...Object.entries(own), ...given, ...length].map(([name, value]) => {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name) || !/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw new TypeError(`${name} is no header`);
    return `${name}: ${value}\r\n`;
  });
  return `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join("")}\r\n`;
}
const reserved = new Set(["host", "connection", "accept-encoding", "content-length", "transfer-encoding"]);

type Head = { status: number; headers: Map<string, string> };

/** Puts an answer together from pieces; `take` is true once it is whole. */
function makeReader(maxBytes: number, headOnly: boolean) {
  let waiting: Buffer = Buffer.alloc(0);
  let head: Head | undefined;
  let body: Buffer[] = [];
  let size = 0;
  let cut = false;
  let whole = false;

  const keep = (bytes: Buffer): void => {
    const room = maxBytes - size;
    if (bytes.length > room) cut = true;
    const kept = bytes.subarray(0, Math.max(0, room));
    size += kept.length;
    if (kept.length > 0) body.push(kept);
  };
  const takeHead = (): boolean => {
    const end = waiting.indexOf("\r\n\r\n");
    if (end < 0) {
      if (waiting.length > headMax) throw fault("EPROTO", "the head of its answer is too long");
      return false;
    }
    head = parseHead(waiting.subarray(0, end).toString("latin1"));
    waiting = waiting.subarray(end + 4);
    // 100 Continue and its like come before the answer.
    if (head.status < 200 && head.status !== 101) {
      head = undefined;
      return takeHead();
    }
    return true;
  };
  const takeBody = ({ status, headers }: Head): boolean => {
    if (headOnly || status === 204 || status === 304) return true;
    if (/\bchunked\b/i.test(headers.get("transfer-encoding") ?? "")) return takeChunks();
    const length = headers.get("content-length");
    keep(waiting);
    waiting = Buffer.alloc(0);
    return length !== undefined && /^\d+$/.test(length) && size >= Math.min(Number(length), maxBytes);
  };
  const takeChunks = (): boolean => {
    for (;;) {
      const end = waiting.indexOf("\r\n");
      if (end < 0) return waiting.length > 1_024 ? bad() : false;
      const [, hex] = /^([0-9a-fA-F]{1,8})\s*(;.*)?$/.exec(waiting.subarray(0, end).toString("latin1")) ?? [];
      if (hex === undefined) return bad();
      const length = Number.parseInt(hex, 16);
      if (length === 0) return true;
      if (waiting.length < end + 2 + length + 2) {
        // What is beyond the bound is never waited for.
        if (size + waiting.length - end - 2 < maxBytes) return false;
        keep(waiting.subarray(end + 2));
        cut = true;
        return true;
      }
      keep(waiting.subarray(end + 2, end + 2 + length));
      waiting = waiting.subarray(end + 2 + length + 2);
      if (cut) return true;
    }
  };
  const bad = (): never => {
    throw fault("EPROTO", "the pieces of its answer are no HTTP");
  };

  return {
    take(bytes: Buffer): boolean {
      if (whole) return true;
      waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
      if (!head && !takeHead()) return false;
      if (head) whole = takeBody(head) || cut;
      return whole;
    },
    began: () => waiting.length > 0,
    /** What there is once nothing more comes; undefined where that is no answer. */
    ended(): (Head & { body: Uint8Array; cut: boolean }) | undefined {
      if (!head) return undefined;
      const length = Number(head.headers.get("content-length") ?? Number.NaN);
      const short = !headOnly && head.status !== 304 && length > size;
      const all = Buffer.concat(body);
      body = [all];
      return { ...head, body: all, cut: cut || short };
    },
  };
}

function parseHead(text: string): Head {
  const [first = "", ...lines] = text.split("\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})\b/.exec(first)?.[1]);
  if (!status) throw fault("EPROTO", "its answer is no HTTP");
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name = "", value = ""] = /^([^\s:]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (name === "") continue;
    const before = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), before === undefined ? value : `${before}, ${value}`);
  }
  return { status, headers };
}

const fault = (code: string, message: string): Error => Object.assign(new Error(message), { code });
