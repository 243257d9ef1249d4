/** Reads a run's output as a browser does: raw frames by WebSocket, from where it is, again after every break. */
import { rawSocket } from "./rawSocket.ts";

export type Read = { bytes: number; leftOut: number; sha256: string; breaks: number };

/** As `src/protocol/codec.ts` lays a frame out; read here without its limit, which is the agents'. */
const headerBytes = 12;
const leftOutType = 2;
const none = new Uint8Array();

type Options = {
  url: string;
  key?: string;
  /** The bytes of a frame; absent: the message is the bytes. */
  framed: boolean;
  /** Reads nothing for so long once something has come. */
  stallMs?: number;
};

/** Resolves at the end that the other side tells. */
export async function readOutput({ url, key, framed, stallMs = 0 }: Options): Promise<Read> {
  const hash = new Bun.CryptoHasher("sha256");
  const read: Read = { bytes: 0, leftOut: 0, sha256: "", breaks: 0 };
  let toStall = stallMs;
  for (let isOver = false; !isOver;) {
    const { promise: over, resolve } = Promise.withResolvers<boolean>();
    const socket = await rawSocket({
      url: framed ? `${url}?from=${read.bytes}` : url,
      headers: key === undefined ? {} : { Authorization: `Bearer ${key}` },
      onMessage: (data, isText) => {
        if (isText) return isEnd(data) ? resolve(true) : undefined;
        const isGap = framed && data[0] === leftOutType;
        if (isGap) read.leftOut += Number(Buffer.from(data).readBigUInt64BE(headerBytes));
        const bytes = isGap ? none : framed ? data.subarray(headerBytes) : data;
        read.bytes += bytes.length;
        hash.update(bytes);
        if (toStall === 0) return undefined;
        socket.pause();
        setTimeout(socket.resume, toStall);
        toStall = 0;
      },
      onEnd: () => resolve(false),
    });
    isOver = await over;
    socket.end();
    if (!isOver && ++read.breaks > 1_000) throw new Error(`the output broke off ${read.breaks} times`);
  }
  return { ...read, sha256: hash.digest("hex") };
}

// Others tell what was left out at the beginning, or that it is stored no more.
const isEnd = (text: Uint8Array): boolean =>
  (JSON.parse(Buffer.from(text).toString()) as { kind?: string }).kind === "end";
