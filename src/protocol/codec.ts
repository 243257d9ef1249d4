/** Text and binary messages to frames and back. Whatever does not fit is a `ProtocolError`; the caller closes. */
import type * as z from "zod/mini";
import { parseForeign } from "../lib/json.ts";
import { agentFrames, hubFrames, type AgentFrame, type HubFrame } from "./frames.ts";
import { limits } from "./limits.ts";

/** The peer broke the protocol. Its connection is closed with this as the reason; nothing else is touched. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
}

export const encode = (frame: HubFrame | AgentFrame): string => JSON.stringify(frame);

/** The frame in a text message from an agent; `undefined` for an optional frame of a kind we do not know. */
export const decodeAgent = (text: string): AgentFrame | undefined => decode<AgentFrame>(text, agentFrames());

/** The frame in a text message from the hub; `undefined` for an optional frame of a kind we do not know. */
export const decodeHub = (text: string): HubFrame | undefined => decode<HubFrame>(text, hubFrames());

function decode<F>(text: string, kinds: Record<string, z.ZodMiniType>): F | undefined {
  if (text.length > limits.messageBytes) throw new ProtocolError("message too long");
  let body: unknown;
  try {
    body = parseForeign(text);
  } catch {
    throw new ProtocolError("message is not JSON");
  }
  if (body === null || typeof body !== "object" || Array.isArray(body))
    throw new ProtocolError("message is not an object");
  const kind = "kind" in body ? body.kind : undefined;
  if (typeof kind !== "string") throw new ProtocolError("frame has no kind");
  const schema = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (!schema) {
    if ("optional" in body && body.optional === true) return undefined;
    throw new ProtocolError(`unknown frame kind ${JSON.stringify(kind.slice(0, 40))}`);
  }
  const read = schema.safeParse(body);
  if (!read.success) {
    const first = read.error.issues[0];
    throw new ProtocolError(`${kind} frame: ${first?.path.join(".") ?? ""} ${first?.message ?? "does not fit"}`.trim());
  }
  return read.data as F;
}

/**
 * A binary message: 12 bytes of header, then the child's own bytes, at most 64 KiB.
 * type u8 (1 = output, 2 = left out) · flags u8 (bit 0: stderr) · reserved u16 (0) · channel u32 · seq u32 (0, 1, 2 … per
 * call), big-endian. A left-out frame stands where output is missing: its payload is the number of bytes, u64.
 */
export type OutputFrame = {
  channel: number;
  seq: number;
  stream: "stdout" | "stderr";
  bytes: Uint8Array;
  /** Bytes that the program wrote here and nobody kept; then `bytes` is empty. Absent: none. */
  leftOut?: number;
};

export const headerBytes = 12;
const outputType = 1;
const leftOutType = 2;

export function encodeOutput({ channel, seq, stream, bytes, leftOut }: OutputFrame): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(headerBytes + (leftOut === undefined ? bytes.length : 8));
  const view = new DataView(message.buffer);
  putHeader(view, 0, { channel, seq, stream, leftOut: leftOut !== undefined });
  if (leftOut === undefined) message.set(bytes, headerBytes);
  else view.setBigUint64(headerBytes, BigInt(leftOut));
  return message;
}

/** Writes a binary message's header where the message stands already, so that nothing is copied to send it. */
export function putHeader(
  view: DataView,
  at: number,
  { channel, seq, stream, leftOut }: Pick<OutputFrame, "channel" | "seq" | "stream"> & { leftOut: boolean },
): void {
  view.setUint8(at, leftOut ? leftOutType : outputType);
  view.setUint8(at + 1, stream === "stderr" ? 1 : 0);
  view.setUint16(at + 2, 0);
  putChannel(view, at, channel);
  view.setUint32(at + 8, seq);
}

/** Another channel for a message that is there: the same frame, on the next connection. */
export const putChannel = (view: DataView, at: number, channel: number): void => view.setUint32(at + 4, channel);

/** Throws `ProtocolError` on a short or over-long message, an unknown type, an unknown flag or a non-zero reserve. */
export function decodeOutput(message: Uint8Array): OutputFrame {
  if (message.length < headerBytes) throw new ProtocolError("binary frame shorter than its header");
  if (message.length > headerBytes + limits.chunkBytes) throw new ProtocolError("binary frame too long");
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const flags = view.getUint8(1);
  const type = view.getUint8(0);
  if ((type !== outputType && type !== leftOutType) || flags > 1 || view.getUint16(2) !== 0)
    throw new ProtocolError("unknown binary frame");
  const frame: OutputFrame = {
    channel: view.getUint32(4),
    seq: view.getUint32(8),
    stream: flags === 1 ? "stderr" : "stdout",
    bytes: message.subarray(headerBytes),
  };
  return type === outputType ? frame : { ...frame, bytes: frame.bytes.subarray(8), leftOut: leftOutIn(view) };
}

function leftOutIn(view: DataView): number {
  if (view.byteLength !== headerBytes + 8) throw new ProtocolError("left-out frame of the wrong length");
  const count = view.getBigUint64(headerBytes);
  if (count === 0n || count > BigInt(Number.MAX_SAFE_INTEGER)) throw new ProtocolError("left-out frame of no count");
  return Number(count);
}
