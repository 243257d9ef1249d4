/** One agent's connection as the hub sees it: stages of the handshake, channels, and what was heard when. */
import type { ServerWebSocket } from "bun";
import type { MachineId } from "../../domain/machine.ts";
import { encode } from "../../protocol/codec.ts";
import type { HubFrame } from "../../protocol/frames.ts";
import { Budget } from "./budget.ts";

/** What an agent's socket carries from its upgrade on. */
export type AgentSocket = {
  kind: "agent";
  claimed: string;
  nonce: string;
  /** Where it comes from, as limits count it; absent: they do not. */
  address?: string;
  connection?: Connection;
};

/** Samples and facts together: twice what an agent at its shortest interval sends, and some that waited. */
const reports = { perSecond: 4, most: 40 };
/** Control frames beside those that calls bring: heartbeats, stalls, and the results of all that is held at hello. */
const control = { perSecond: 200, most: 4_000 };
/** A call is accepted, started and ended; it may stall and move again, and be told again after a loss. */
const framesOfCall = 64;

export class Connection {
  stage: "hello" | "deciding" | "open" | "closed" = "hello";
  machineId: MachineId | undefined;
  instanceId = "";
  /** What both sides can; of the older one. */
  capability = 0;
  /** What it was welcomed with. */
  welcome: Extract<HubFrame, { kind: "welcome" }> | undefined;
  readonly hubNonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  heardMs: number;
  pingedMs: number;
  readonly #reports: Budget;
  readonly #control: Budget;
  #nextChannel = 1;
  readonly #callOf = new Map<number, string>();
  readonly #channelOf = new Map<string, number>();
  /** Calls that the agent holds as far as we know: sent or told at hello, and neither refused nor settled. */
  readonly #held = new Set<string>();

  constructor(
    readonly socket: ServerWebSocket<AgentSocket>,
    /** By a clock that is never set, as all times here. */
    readonly openedMs: number,
    /** A frame could not be queued: too much waits already, or the socket is gone. */
    readonly dropped: () => void = () => {},
  ) {
    this.heardMs = openedMs;
    this.pingedMs = openedMs;
    this.#reports = new Budget(reports, openedMs);
    this.#control = new Budget(control, openedMs);
  }

  /** False where it will not arrive; the connection is then as good as lost. */
  send(frame: HubFrame): boolean {
    if (this.stage === "closed") return false;
    if (this.socket.send(encode(frame)) !== 0) return true;
    this.dropped();
    return false;
  }

  /** Counts a sample or facts; false where there are more than any agent has reason to send. */
  mayReport(nowMs: number): boolean {
    return this.#reports.take(nowMs);
  }

  /** The same for any control frame. */
  maySpeak(nowMs: number): boolean {
    return this.#control.take(nowMs);
  }

  /** The channel of a call on this connection; a new one where it has none. */
  channelFor(callId: string): number {
    const known = this.#channelOf.get(callId);
    if (known !== undefined) return known;
    const channel = this.#nextChannel++;
    this.#channelOf.set(callId, channel);
    this.#callOf.set(channel, callId);
    this.#held.add(callId);
    this.#control.add(framesOfCall);
    return channel;
  }

  callOn(channel: number): string | undefined {
    return this.#callOf.get(channel);
  }

  /** How many calls it holds. */
  get held(): number {
    return this.#held.size;
  }

  /** The call has ended: its channel says nothing any more. */
  free(callId: string): void {
    const channel = this.#channelOf.get(callId);
    if (channel === undefined) return;
    this.#channelOf.delete(callId);
    this.#callOf.delete(channel);
  }

  /** The agent need not hold it any longer. */
  forget(callId: string): void {
    this.#held.delete(callId);
  }

  close(code: string, detail: string, { again = true, afterMs }: { again?: boolean; afterMs?: number } = {}): void {
    if (this.stage === "closed") return;
    this.send({ kind: "bye", code, detail, again, ...(afterMs === undefined ? {} : { afterMs }) });
    this.stage = "closed";
    this.socket.close(1000, code);
  }

  /** For a peer that does not answer: no goodbye, no waiting. */
  cut(): void {
    this.stage = "closed";
    this.socket.terminate();
  }
}
