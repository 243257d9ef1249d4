/**
 * A simulated agent: everything an agent says on the wire, with its own key, real proofs and a real check of every call;
 * behind it there is no machine.
 */
import type { KeyObject } from "node:crypto";
import type { Facts } from "../../src/domain/machine.ts";
import { fingerprintOf, newPrivateKey, publicKeyOf, readPublicKey, verifyBytes } from "../../src/lib/ed25519.ts";
import { decodeHub, encode } from "../../src/protocol/codec.ts";
import { signedBytes } from "../../src/protocol/call.ts";
import type { AgentFrame, HubFrame } from "../../src/protocol/frames.ts";
import { hubProofBytes } from "../../src/protocol/hubProof.ts";
import { makeProof } from "../../src/protocol/proof.ts";
import { capability } from "../../src/protocol/version.ts";
import { fleet } from "../data/fleet.ts";
import { rawSocket, type RawSocket } from "../lib/rawSocket.ts";
import type { Where } from "./messages.ts";

export type Notes = {
  came: (atMs: number) => void;
  settled: (atMs: number) => void;
  ended: (why: string) => void;
  /** What a call does before it is answered. */
  work: () => Promise<void> | undefined;
};

const patienceMs = 60_000;
const decoder = new TextDecoder();
export const epochMs = (): number => performance.timeOrigin + performance.now();

export class SimulatedAgent {
  readonly #key: KeyObject = newPrivateKey();
  readonly #instanceId = crypto.randomUUID();
  readonly #bootId = crypto.randomUUID();
  readonly #machineIdHash = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("hex");
  readonly #facts: Facts;
  #machine = "";
  #hubKey: KeyObject | undefined;
  #hub = "";
  #socket: RawSocket | undefined;

  constructor(
    readonly name: string,
    index: number,
    readonly where: Where,
    readonly notes: Notes,
  ) {
    const like = fleet[index % fleet.length]?.facts;
    if (!like) throw new Error("the invented fleet is empty");
    this.#facts = { ...like, hostname: name };
  }

  async enrol(token: string): Promise<void> {
    const { url, unix, ca } = this.where;
    const answer = await fetch(`${unix === undefined ? url : "http://localhost"}/api/agents/enrolment`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({
        token,
        publicKey: publicKeyOf(this.#key),
        instanceId: this.#instanceId,
        machineIdHash: this.#machineIdHash,
        version: "0.1.0",
        maxLevel: 1,
        name: this.name,
        tags: [],
        facts: this.#facts,
      }),
      ...(unix === undefined ? {} : { unix }),
      ...(ca === undefined ? {} : { tls: { ca } }),
    });
    if (!answer.ok) throw new Error(`${this.name} may not join: ${answer.status} ${await answer.text()}`);
    const { machine, hubKey } = (await answer.json()) as { machine: string; hubKey: string };
    this.#machine = machine;
    this.#hubKey = readPublicKey(hubKey);
    this.#hub = fingerprintOf(hubKey);
  }

  /** Resolves at the hub's welcome; a hub whose door is full is asked again. */
  async connect(): Promise<void> {
    const endAtMs = epochMs() + patienceMs;
    for (;;) {
      try {
        return await this.#dial();
      } catch (error) {
        if (epochMs() > endAtMs) throw error;
        await Bun.sleep(100 + Math.random() * 400);
      }
    }
  }

  async #dial(): Promise<void> {
    const welcomed = Promise.withResolvers<void>();
    // Where dialling itself fails, nobody waits for the welcome.
    welcomed.promise.catch(() => {});
    const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
    let opened: RawSocket | undefined;
    let why = "the connection closed";
    await rawSocket({
      url: `${this.where.url.replace(/^http/, "ws")}/ws/agent`,
      ...(this.where.unix === undefined ? {} : { unix: this.where.unix }),
      ...(this.where.ca === undefined ? {} : { ca: this.where.ca }),
      headers: { "x-ailx-machine": this.#machine, "x-ailx-nonce": nonce },
      onMessage: (data, isText) => {
        const frame = isText ? decodeHub(decoder.decode(data)) : undefined;
        if (frame?.kind === "bye") why = `${frame.code}: ${frame.detail}`;
        if (frame?.kind === "welcome") welcomed.resolve();
        else if (frame) this.#on(frame, nonce);
      },
      onOpen: (socket) => {
        opened = socket;
        this.#socket = socket;
      },
      onEnd: () => {
        welcomed.reject(new Error(`${this.name}: ${why}`));
        if (opened === undefined || this.#socket !== opened) return;
        this.#socket = undefined;
        this.notes.ended(`${this.name}: ${why}`);
      },
    });
    await welcomed.promise;
  }

  disconnect(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.end();
  }

  say(frame: AgentFrame): void {
    this.#socket?.send(encode(frame));
  }

  sample(): void {
    this.say(sampleFrame());
  }

  beat(): void {
    this.say({ kind: "pong" });
  }

  #on(frame: HubFrame, nonce: string): void {
    switch (frame.kind) {
      case "challenge":
        return this.#answer(frame, nonce);
      case "ping":
        return this.say({ kind: "pong" });
      case "call":
        return void this.#take(frame);
      case "settled":
        return this.notes.settled(epochMs());
      default:
    }
  }

  #answer({ hub, nonce: theirs, proof }: Extract<HubFrame, { kind: "challenge" }>, nonce: string): void {
    if (!this.#hubKey || hub !== this.#hub || !verifyBytes(this.#hubKey, hubProofBytes(nonce, theirs), proof))
      throw new Error("this is another hub");
    this.say({
      kind: "hello",
      capability,
      version: "0.1.0",
      proof: makeProof({ key: this.#key, machineId: this.#machine, hub, nonce: theirs, nowMs: Date.now() }),
      instanceId: this.#instanceId,
      bootId: this.#bootId,
      machineIdHash: this.#machineIdHash,
      maxLevel: 1,
      facts: this.#facts,
      calls: [],
      nowMs: Date.now(),
    });
  }

  async #take({ id, payload, signature }: Extract<HubFrame, { kind: "call" }>): Promise<void> {
    this.notes.came(epochMs());
    if (!this.#hubKey || !verifyBytes(this.#hubKey, signedBytes(payload), signature))
      throw new Error("a call is not signed by the hub");
    const startedAtMs = Date.now();
    this.say({ kind: "accepted", id });
    this.say({ kind: "started", id, atMs: startedAtMs });
    const work = this.notes.work();
    if (work) await work;
    const endedAtMs = Date.now();
    const output = { exitCode: 0, signal: null, timedOut: false, durationMs: endedAtMs - startedAtMs };
    const counts = { stdoutBytes: 0, stderrBytes: 0, truncated: false, frames: 0 };
    this.say({ kind: "result", id, result: { outcome: "ok", output, startedAtMs, endedAtMs, ...counts } });
  }
}

export const sampleFrame = (): AgentFrame => ({
  kind: "sample",
  sample: {
    atMs: Date.now(),
    cpuRatio: Math.random(),
    load1: 0.42,
    memoryTotalBytes: 8 * 2 ** 30,
    memoryUsedBytes: 2 * 2 ** 30,
    swapTotalBytes: 0,
    swapUsedBytes: 0,
    disks: [
      { mount: "/", device: "/dev/vda1", fileSystem: "ext4", totalBytes: 4e10, usedBytes: 1e10, usedRatio: 0.25 },
    ],
    receivedBytesPerSecond: 1_234,
    sentBytesPerSecond: 4_321,
  },
});
