/** One connection to the hub, from dialling to its end: prove each other, welcome, then frames until it breaks. */
import type { KeyObject } from "node:crypto";
import type { Facts } from "../../domain/machine.ts";
import type { Level } from "../../domain/risk.ts";
import { verifyBytes } from "../../lib/ed25519.ts";
import type { Log } from "../../lib/log.ts";
import { decodeHub, encode, ProtocolError } from "../../protocol/codec.ts";
import { hubProofBytes } from "../../protocol/hubProof.ts";
import type { AgentFrame, HubFrame } from "../../protocol/frames.ts";
import { limits } from "../../protocol/limits.ts";
import { capability, oldestCapability } from "../../protocol/version.ts";
import type { Calls } from "../calls/calls.ts";
import type { PinnedTls } from "./pin.ts";

// The DOM's type of WebSocket hides what Bun's takes as its second argument.
const Client = WebSocket as unknown as new (url: string, options: Bun.WebSocketOptions) => WebSocket;

export type Dial = {
  /** `wss://hub:2459/ws/agent` */
  url: string;
  /** What is trusted where the hub made its own certificate. */
  tls?: PinnedTls;
  /** A unix socket instead of a network address: the agent beside its hub. */
  socket?: string;
};

export type Self = {
  machine: string;
  instanceId: string;
  bootId: string;
  machineIdHash: string;
  version: string;
  hubKey: KeyObject;
  hub: string;
  /** The EdDSA JWT over the hub's nonce. */
  prove: (nonce: string) => string;
  maxLevel: () => Level;
  facts: () => Facts;
};

export type Ended = { again: boolean; code: string; detail: string; welcomed: boolean };
export type Welcome = Extract<HubFrame, { kind: "welcome" }>;

/** Resolves when the connection has ended, however it did. Never rejects. */
export async function connect({
  dial,
  self,
  calls,
  onWelcome,
  signal,
  nowMs,
  log,
}: {
  dial: Dial;
  self: Self;
  calls: Calls;
  /** The connection is up; `send` works until it ends. */
  onWelcome: (welcome: Welcome, send: (frame: AgentFrame) => void) => void;
  signal: AbortSignal;
  nowMs: () => number;
  log: Log;
}): Promise<Ended> {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  const ended = Promise.withResolvers<Ended>();
  const socket = new Client(dial.socket ? `ws+unix://${dial.socket}:/ws/agent` : dial.url, {
    headers: { "x-ailx-machine": self.machine, "x-ailx-nonce": nonce },
    ...(dial.tls === undefined ? {} : { tls: dial.tls }),
  });
  socket.binaryType = "arraybuffer";
  let stage: "challenge" | "welcome" | "open" | "closed" = "challenge";
  let heardAtMs = nowMs();

  const end = (code: string, detail: string, again = true): void => {
    if (stage === "closed") return;
    const welcomed = stage === "open";
    stage = "closed";
    clearInterval(watch);
    calls.detach();
    signal.removeEventListener("abort", stop);
    socket.close();
    ended.resolve({ again, code, detail, welcomed });
  };
  const send = (frame: AgentFrame): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(encode(frame));
  };
  const startedAtMs = nowMs();
  const watch = setInterval(() => {
    if (stage !== "open" && nowMs() - startedAtMs > limits.handshakeMs)
      end("timed_out", "The hub did not answer in time.");
    else if (nowMs() - heardAtMs > limits.silenceMs) end("timed_out", "The hub has been silent for too long.");
  }, 1_000);
  const stop = (): void => end("cancelled", "The agent stops.", false);
  signal.addEventListener("abort", stop, { once: true });

  const onChallenge = (frame: Extract<HubFrame, { kind: "challenge" }>): void => {
    const proved = frame.hub === self.hub && verifyBytes(self.hubKey, hubProofBytes(nonce, frame.nonce), frame.proof);
    if (!proved) return end("wrong_hub", "The hub could not prove that it is the one this machine joined.");
    if (frame.capability < oldestCapability) return end("not_supported", "The hub is too old for this agent.");
    stage = "welcome";
    send({
      kind: "hello",
      capability,
      version: self.version,
      proof: self.prove(frame.nonce),
      instanceId: self.instanceId,
      bootId: self.bootId,
      machineIdHash: self.machineIdHash,
      maxLevel: self.maxLevel(),
      facts: self.facts(),
      calls: calls.list(),
      nowMs: nowMs(),
    });
  };

  const onFrame = (frame: HubFrame): void => {
    switch (frame.kind) {
      case "challenge":
        return stage === "challenge" ? onChallenge(frame) : end("protocol", "The hub sent a second challenge.");
      case "bye":
        return end(frame.code, frame.detail, frame.again);
      case "welcome":
        if (stage !== "welcome") return end("protocol", "The hub sent a welcome out of turn.");
        stage = "open";
        calls.attach(
          {
            control: send,
            binary: (message) => void (socket.readyState === WebSocket.OPEN && socket.send(message)),
            queued: () => socket.bufferedAmount,
          },
          frame.resume,
        );
        return onWelcome(frame, send);
      case "ping":
        return send({ kind: "pong" });
      case "call":
      case "cancel":
      case "settled":
      case "ack":
      case "act":
        if (stage !== "open") return end("protocol", `The hub sent ${frame.kind} before its welcome.`);
        if (frame.kind === "call") void calls.take(frame);
        else if (frame.kind === "cancel") calls.cancel(frame.id);
        else if (frame.kind === "ack") calls.acked(frame.id, frame.frames);
        else if (frame.kind === "act") calls.act(frame);
        else calls.settled(frame.id);
    }
  };

  socket.onmessage = ({ data }) => {
    heardAtMs = nowMs();
    try {
      const frame = typeof data === "string" ? decodeHub(data) : undefined;
      if (frame) onFrame(frame);
    } catch (error) {
      if (!(error instanceof ProtocolError)) log.error("link.bug", { error: String(error) });
      end("protocol", error instanceof Error ? error.message : String(error));
    }
  };
  socket.onerror = (event) =>
    end("hub_unreachable", "message" in event ? String(event.message) : "The connection failed.");
  socket.onclose = (event) =>
    end("hub_unreachable", event.reason === "" ? `The connection closed (${event.code}).` : event.reason);
  return ended.promise;
}
