/**
 * A WebSocket client over a bare TCP or TLS connection: light enough for ten thousand in one process, and one that can
 * stop reading, as a browser does that is busy. Whole messages only, no extensions.
 */

export type RawSocket = {
  send: (data: string | Uint8Array) => void;
  /** Nothing more is read from the kernel until `resume`. */
  pause: () => void;
  resume: () => void;
  end: () => void;
  readonly open: boolean;
};

type Options = {
  /** `ws://host:port/path` or `wss://…`; or `unix`, and then the path of `url` alone counts. */
  url: string;
  unix?: string;
  headers?: Record<string, string>;
  /** PEM: what is trusted. */
  ca?: string;
  onMessage: (data: Uint8Array, isText: boolean) => void;
  /** Before the first message, which may come together with the server's answer. */
  onOpen?: (socket: RawSocket) => void;
  onEnd?: (why: string) => void;
};

const text = new TextEncoder();
const headEnd = "\r\n\r\n";

/** Resolves once the server has agreed to speak WebSocket; rejects with its answer where it does not. */
export async function rawSocket({
  url,
  unix,
  headers = {},
  ca,
  onMessage,
  onOpen,
  onEnd,
}: Options): Promise<RawSocket> {
  const at = new URL(url);
  const isTls = at.protocol === "wss:";
  const opened = Promise.withResolvers<void>();
  const waiting: Uint8Array[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let stage: "opening" | "open" | "closed" = "opening";

  const flush = (): void => {
    for (let first = waiting[0]; first; first = waiting[0]) {
      const wrote = Math.max(0, socket.write(first));
      if (wrote < first.length) {
        waiting[0] = first.subarray(wrote);
        return;
      }
      waiting.shift();
    }
  };
  const write = (bytes: Uint8Array): void => {
    waiting.push(bytes);
    if (waiting.length === 1) flush();
  };
  const closed = (why: string): void => {
    if (stage === "closed") return;
    stage = "closed";
    opened.reject(new Error(why));
    onEnd?.(why);
  };
  const head = (data: Buffer): Buffer | undefined => {
    const end = data.indexOf(headEnd);
    if (end < 0) return undefined;
    const said = data.subarray(0, end).toString();
    if (!said.startsWith("HTTP/1.1 101")) {
      closed(said.slice(0, 200));
      socket.end();
      return undefined;
    }
    stage = "open";
    onOpen?.(raw);
    opened.resolve();
    return data.subarray(end + headEnd.length);
  };
  const data = (chunk: Buffer): void => {
    let whole: Buffer | undefined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    rest = whole;
    if (stage === "opening") whole = head(whole);
    // What was read belongs to the runtime: a part that waits for its rest is copied.
    if (whole && stage === "open") rest = Buffer.from(messages(whole, onMessage, write));
    else rest = Buffer.from(rest);
  };
  const raw: RawSocket = {
    send: (message) => write(typeof message === "string" ? frame(text.encode(message), 1) : frame(message, 2)),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    end: () => void socket.end(),
    get open() {
      return stage === "open";
    },
  };
  const request = `GET ${at.pathname}${at.search} HTTP/1.1\r\nHost: ${at.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n${Object.entries(
    headers,
  )
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")}\r\n`;
  const handlers: Bun.SocketHandler<undefined> = {
    data: (_socket, chunk) => data(chunk),
    drain: () => flush(),
    close: () => closed("the connection closed"),
    error: (_socket, error) => closed(error.message),
    connectError: (_socket, error) => closed(error.message),
    ...(isTls && unix === undefined ? { handshake: (tls) => void tls.write(request) } : {}),
  };
  const socket =
    unix === undefined
      ? await Bun.connect({
          hostname: at.hostname,
          port: Number(at.port),
          socket: handlers,
          ...(isTls ? { tls: ca === undefined ? true : { ca } } : {}),
        })
      : await Bun.connect({ unix, socket: handlers });
  if (!isTls || unix !== undefined) socket.write(request);
  await opened.promise;
  return raw;
}

/** Hands out every whole message and returns what is left. */
function messages(data: Buffer, onMessage: Options["onMessage"], answer: (bytes: Uint8Array) => void): Buffer {
  let at = 0;
  while (data.length - at >= 2) {
    const short = data.readUInt8(at + 1) & 127;
    const header = short === 126 ? 4 : short === 127 ? 10 : 2;
    if (data.length - at < header) break;
    const size =
      short === 126 ? data.readUInt16BE(at + 2) : short === 127 ? Number(data.readBigUInt64BE(at + 2)) : short;
    if (data.length - at < header + size) break;
    const kind = data.readUInt8(at) & 15;
    const body = data.subarray(at + header, at + header + size);
    at += header + size;
    if (kind === 1 || kind === 2) onMessage(body, kind === 1);
    else if (kind === 9) answer(frame(body, 10));
  }
  return data.subarray(at);
}

/** A client's frame must be masked; a key of zeros leaves the bytes as they are. */
function frame(body: Uint8Array, kind: number): Uint8Array {
  const size = body.length;
  const header = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  const message = Buffer.alloc(header + 4 + size);
  message.writeUInt8(0x80 | kind, 0);
  message.writeUInt8(0x80 | (header === 2 ? size : header === 4 ? 126 : 127), 1);
  if (header === 4) message.writeUInt16BE(size, 2);
  if (header === 10) message.writeBigUInt64BE(BigInt(size), 2);
  message.set(body, header + 4);
  return message;
}
