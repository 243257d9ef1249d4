/**
 * Whether the hub is reached by a connection made just now. One that has been open for long says nothing: what a firewall
 * knows already, it lets pass. The hub proves itself over it with its key, so nobody else can confirm a change.
 */
import type { KeyObject } from "node:crypto";
import { verifyBytes } from "../../lib/ed25519.ts";
import { decodeHub } from "../../protocol/codec.ts";
import { hubProofBytes } from "../../protocol/hubProof.ts";
import type { Contact } from "../../tools/define.ts";
import { Client, type Dial } from "../link/connection.ts";

export type Reach = {
  dial: () => Promise<Dial>;
  machine: string;
  hubKey: KeyObject;
  /** Its fingerprint. */
  hub: string;
  timeoutMs?: number;
};

/** Never rejects. */
export async function contact(reach: Reach): Promise<Contact> {
  const startedMs = performance.now();
  const { timeoutMs = 4_000 } = reach;
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve(`no answer within ${timeoutMs / 1_000} s`), timeoutMs);
  let path: Contact["path"] = "network";
  try {
    const why = await Promise.race([
      late.promise,
      reach.dial().then((dial) => {
        if (dial.socket !== undefined) path = "socket";
        return knock(dial, reach, late.promise);
      }),
    ]);
    return { ok: why === "", path, ms: Math.round(performance.now() - startedMs), why };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, path, ms: Math.round(performance.now() - startedMs), why: why.slice(0, 300) };
  } finally {
    clearTimeout(timer);
  }
}

/** Empty where the hub proved itself; otherwise why not. Its challenge is enough, so the machine greets nobody twice. */
async function knock(dial: Dial, { machine, hub, hubKey }: Reach, late: Promise<string>): Promise<string> {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  const answer = Promise.withResolvers<string>();
  const socket = new Client(dial.socket ? `ws+unix://${dial.socket}:/ws/agent` : dial.url, {
    headers: { "x-ailx-machine": machine, "x-ailx-nonce": nonce },
    ...(dial.tls === undefined ? {} : { tls: dial.tls }),
    ...(dial.proxy === undefined ? {} : { proxy: dial.proxy }),
  });
  socket.onmessage = ({ data }) => {
    try {
      const frame = typeof data === "string" ? decodeHub(data) : undefined;
      if (frame?.kind === "bye") answer.resolve(frame.detail);
      if (frame?.kind !== "challenge") return;
      const proved = frame.hub === hub && verifyBytes(hubKey, hubProofBytes(nonce, frame.nonce), frame.proof);
      answer.resolve(proved ? "" : "what answered could not prove that it is the hub");
    } catch (error) {
      answer.resolve(String(error));
    }
  };
  socket.onerror = (event) => answer.resolve("message" in event ? String(event.message) : "the connection failed");
  socket.onclose = ({ code }) => answer.resolve(`the connection closed (${code})`);
  try {
    return await Promise.race([answer.promise, late]);
  } finally {
    socket.terminate();
  }
}
