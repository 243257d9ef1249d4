/** One agent's connection as the hub sees it: stages of the handshake, channels, and what was heard when. */
import type { ServerWebSocket } from "bun";
import type { MachineId } from "../../domain/machine.ts";
import { encode } from "../../protocol/codec.ts";
import type { HubFrame } from "../../protocol/frames.ts";

/** What an agent's socket carries from its upgrade on. */
export type AgentSocket = { kind: "agent"; claimed: string; nonce: string; connection?: Connection };

/** Samples and facts together: twice what an agent at its shortest interval sends, and some that waited. */
const reportsPerSecond = 4;
const reportsAtOnce = 40;

export class Connection {
  stage: "hello" | "deciding" | "open" | "closed" = "hello";
  machineId: MachineId | undefined;
  instanceId = "";
  /** What both sides can; of the older one. */
  capability = 0;
  readonly hubNonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  heardAtMs: number;
  pingedAtMs: number;
  #reportsLeft = reportsAtOnce;
  #reportedAtMs = 0;
  #nextChannel = 1;
  readonly #callOf = new Map<number, string>();
  readonly #channelOf = new Map<string, number>();

  constructor(
    readonly socket: ServerWebSocket<AgentSocket>,
    readonly openedAtMs: number,
  ) {
    this.heardAtMs = openedAtMs;
    this.pingedAtMs = openedAtMs;
  }

  send(frame: HubFrame): void {
    if (this.stage !== "closed") this.socket.send(encode(frame));
  }

  /** Counts a sample or facts; false where there are more than any agent has reason to send. */
  mayReport(nowMs: number): boolean {
    const earned = ((nowMs - this.#reportedAtMs) / 1_000) * reportsPerSecond;
    this.#reportsLeft = Math.min(reportsAtOnce, this.#reportsLeft + Math.max(0, earned)) - 1;
    this.#reportedAtMs = nowMs;
    return this.#reportsLeft >= 0;
  }

  /** The channel of a call on this connection; a new one where it has none. */
  channelFor(callId: string): number {
    const known = this.#channelOf.get(callId);
    if (known !== undefined) return known;
    const channel = this.#nextChannel++;
    this.#channelOf.set(callId, channel);
    this.#callOf.set(channel, callId);
    return channel;
  }

  callOn(channel: number): string | undefined {
    return this.#callOf.get(channel);
  }

  /** The call has ended: its channel says nothing any more. */
  free(callId: string): void {
    const channel = this.#channelOf.get(callId);
    if (channel === undefined) return;
    this.#channelOf.delete(callId);
    this.#callOf.delete(channel);
  }

  close(code: string, detail: string, again = true): void {
    if (this.stage === "closed") return;
    this.send({ kind: "bye", code, detail, again });
    this.stage = "closed";
    this.socket.close(1000, code);
  }

  /** For a peer that does not answer: no goodbye, no waiting. */
  cut(): void {
    this.stage = "closed";
    this.socket.terminate();
  }
}
