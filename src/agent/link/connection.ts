/** One connection to the hub, from dialling to its end: prove each other, welcome, then frames until it breaks. */
import type { KeyObject } from "node:crypto";
import type { Checkpoint } from "../../domain/auditCheckpoint.ts";
import type { Facts } from "../../domain/machine.ts";
import type { MachinePolicy } from "../../domain/machinePolicy.ts";
import type { Level } from "../../domain/risk.ts";
import { verifyBytes } from "../../lib/ed25519.ts";
import { shownProxy } from "../../lib/proxy.ts";
import type { Log } from "../../lib/log.ts";
import { decodeHub, encode, ProtocolError } from "../../protocol/codec.ts";
import { hubProofBytes } from "../../protocol/hubProof.ts";
import type { AgentFrame, HubFrame } from "../../protocol/frames.ts";
import { limits } from "../../protocol/limits.ts";
import { capability, oldestCapability } from "../../protocol/version.ts";
import type { Calls } from "../calls/calls.ts";
import type { PinnedTls } from "./pin.ts";
import type { Ended } from "./retry.ts";

// The DOM's type of WebSocket hides what Bun's takes as its second argument.
export const Client = WebSocket as unknown as new (
  url: string,
  options: Bun.WebSocketOptions,
) => WebSocket & {
  /** Ends it without a goodbye. */
  terminate: () => void;
};

export type Dial = {
  /** `wss://hub:2459/ws/agent` */
  url: string;
  /** What is trusted where the hub made its own certificate. */
  tls?: PinnedTls;
  /** A unix socket instead of a network address: the agent beside its hub. */
  socket?: string;
  /** `http://[user:password@]host:port`: the way out of this network. */
  proxy?: string;
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
  /** The rules of this machine's own policy. */
  policy?: () => MachinePolicy;
  facts: () => Facts;
  /** The head of what this machine keeps of what it ran. */
  record?: () => { seq: number; hash: string } | undefined;
  /** What is kept of the hub's audit trail. */
  audit?: { keep: (checkpoint: Checkpoint) => boolean; tell: () => Checkpoint[] };
};

/** How long it waits for what; shorter in tests. */
export type Times = { handshakeMs: number; silenceMs: number; tickMs: number };
const usualTimes: Times = { handshakeMs: limits.handshakeMs, silenceMs: limits.silenceMs, tickMs: 1_000 };
export type Welcome = Extract<HubFrame, { kind: "welcome" }>;

/** Resolves when the connection has ended, however it did. Never rejects. */
export async function connect({
  dial,
  self,
  calls,
  onWelcome,
  onChange,
  signal,
  nowMs,
  log,
  times = usualTimes,
}: {
  dial: Dial;
  self: Self;
  calls: Calls;
  /** The connection is up; `send` works until it ends. */
  onWelcome: (welcome: Welcome, send: (frame: AgentFrame) => void) => void;
  /** The hub says anew what its welcome said; the level it grants, above all. */
  onChange: (welcome: Welcome) => void;
  signal: AbortSignal;
  nowMs: () => number;
  log: Log;
  times?: Times;
}): Promise<Ended> {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  const ended = Promise.withResolvers<Ended>();
  const socket = new Client(dial.socket ? `ws+unix://${dial.socket}:/ws/agent` : dial.url, {
    headers: { "x-ailx-machine": self.machine, "x-ailx-nonce": nonce },
    ...(dial.tls === undefined ? {} : { tls: dial.tls }),
    ...(dial.proxy === undefined ? {} : { proxy: dial.proxy }),
  });
  socket.binaryType = "arraybuffer";
  let hubCan = 0;
  let stage: "challenge" | "welcome" | "open" | "closed" = "challenge";
  // By the clock that nobody sets: a step of the other one is no silence.
  const startedMs = performance.now();
  let heardMs = startedMs;
  let openedMs = startedMs;
  let tickedAtMs = nowMs();
  let awayMs: number | undefined;

  const end = (code: string, detail: string, { again = true, afterMs = awayMs, dead = false } = {}): void => {
    if (stage === "closed") return;
    const upMs = stage === "open" ? performance.now() - openedMs : undefined;
    stage = "closed";
    clearInterval(watch);
    calls.detach();
    signal.removeEventListener("abort", stop);
    // A peer that is gone answers no goodbye either.
    if (dead) socket.terminate();
    else socket.close();
    ended.resolve({
      again,
      code,
      detail,
      ...(upMs === undefined ? {} : { upMs }),
      ...(afterMs === undefined ? {} : { afterMs }),
    });
  };
  const send = (frame: AgentFrame): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(encode(frame));
  };
  const watch = setInterval(() => {
    const sleptMs = nowMs() - tickedAtMs;
    tickedAtMs = nowMs();
    if (stage !== "open" && performance.now() - startedMs > times.handshakeMs)
      end("timed_out", "The hub did not answer in time.", { dead: true });
    else if (performance.now() - heardMs > times.silenceMs)
      end("timed_out", "The hub has been silent for too long.", { dead: true });
    // While a machine sleeps our clock stands still, but not the hub's patience, nor the time that the hub told.
    else if (sleptMs > times.silenceMs / 2)
      end("timed_out", "This machine slept, or its clock was set.", { dead: true });
  }, times.tickMs);
  const stop = (): void => end("cancelled", "The agent stops.", { again: false });
  signal.addEventListener("abort", stop, { once: true });

  const onChallenge = (frame: Extract<HubFrame, { kind: "challenge" }>): void => {
    const proved = frame.hub === self.hub && verifyBytes(self.hubKey, hubProofBytes(nonce, frame.nonce), frame.proof);
    if (!proved) return end("wrong_hub", "The hub could not prove that it is the one this machine joined.");
    if (frame.capability < oldestCapability) return end("not_supported", "The hub is too old for this agent.");
    hubCan = frame.capability;
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
      ...(self.policy ? { policy: self.policy() } : {}),
      facts: self.facts(),
      calls: calls.list(),
      nowMs: nowMs(),
      ...(self.audit ? { checkpoints: self.audit.tell() } : {}),
      ...recordOf(self),
    });
  };

  const onFrame = (frame: HubFrame): void => {
    switch (frame.kind) {
      case "challenge":
        return stage === "challenge" ? onChallenge(frame) : end("protocol", "The hub sent a second challenge.");
      case "bye":
        return end(frame.code, frame.detail, {
          again: frame.again,
          ...(frame.afterMs === undefined ? {} : { afterMs: frame.afterMs }),
        });
      case "welcome":
        if (stage === "open") return onChange(frame);
        if (stage !== "welcome") return end("protocol", "The hub sent a welcome out of turn.");
        stage = "open";
        openedMs = performance.now();
        calls.attach(
          {
            control: send,
            binary: (message) => void (socket.readyState === WebSocket.OPEN && socket.send(message)),
            queued: () => socket.bufferedAmount,
            acks: hubCan >= 3,
          },
          frame.resume,
        );
        return onWelcome(frame, send);
      case "checkpoint":
        if (stage !== "open") return end("protocol", "The hub sent a checkpoint before its welcome.");
        if (self.audit?.keep(frame)) send({ kind: "kept", optional: true, checkpoint: frame, ...recordOf(self) });
        return undefined;
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
    heardMs = performance.now();
    try {
      const frame = typeof data === "string" ? decodeHub(data) : undefined;
      if (frame) onFrame(frame);
    } catch (error) {
      if (!(error instanceof ProtocolError)) log.error("link.bug", { error: String(error) });
      end("protocol", error instanceof Error ? error.message : String(error));
    }
  };
  // Bun's own event: what the hub, or what stands before it, answered instead of opening the socket.
  socket.addEventListener("handshake", (event) => {
    const seconds = retryAfterOf(event);
    if (seconds !== undefined) awayMs = seconds * 1_000;
  });
  socket.onerror = (event) => {
    const detail = "message" in event ? String(event.message) : "The connection failed.";
    end(awayMs === undefined ? "hub_unreachable" : "hub_busy", through(detail, dial));
  };
  socket.onclose = (event) =>
    end("hub_unreachable", event.reason === "" ? `The connection closed (${event.code}).` : event.reason);
  return ended.promise;
}

function recordOf({ record }: Self): { record?: { seq: number; hash: string } } {
  const head = record?.();
  return head ? { record: head } : {};
}

const through = (detail: string, { proxy }: Dial): string =>
  proxy === undefined ? detail : `Through the proxy ${shownProxy(proxy)}: ${detail}`;

/** Seconds to stay away, as an answer other than 101 says; undefined where it says nothing of the kind. */
function retryAfterOf(event: Event): number | undefined {
  const answer: unknown = "data" in event ? event.data : undefined;
  if (typeof answer !== "object" || answer === null) return undefined;
  if (!("statusCode" in answer) || (answer.statusCode !== 503 && answer.statusCode !== 429)) return undefined;
  const headers: unknown = "rawHeaders" in answer ? answer.rawHeaders : undefined;
  if (!Array.isArray(headers)) return undefined;
  const at = headers.findIndex((each, n) => n % 2 === 0 && String(each).toLowerCase() === "retry-after");
  const seconds = at < 0 ? Number.NaN : Number(headers[at + 1]);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : undefined;
}
