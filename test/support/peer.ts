/** An agent played by hand: it has really joined and holds its key, but says on the wire whatever a test wants. */
import { newPrivateKey, publicKeyOf } from "../../src/lib/ed25519.ts";
import { capability } from "../../src/protocol/version.ts";
import { makeProof } from "../../src/protocol/proof.ts";
import type { Facts } from "../../src/domain/machine.ts";
import { startAgent, type RunningAgent } from "../../src/agent/main.ts";
import { join } from "node:path";
import { facts } from "./counting.ts";
import type { HubHere } from "./hub.ts";
import { until } from "./program.ts";

export type Joined = { machine: string; name: string; key: ReturnType<typeof newPrivateKey>; facts: Facts };
export type Frame = {
  kind: string;
  id: string;
  channel: number;
  code: string;
  payload: string;
  resume: Record<string, unknown>;
};

export async function joinHub(hub: HubHere, name: string, told: Facts = facts): Promise<Joined> {
  const key = newPrivateKey();
  const body = {
    token: await hub.token(),
    publicKey: publicKeyOf(key),
    instanceId: `instance-${name}`,
    machineIdHash: "",
    version: "0.1.0",
    maxLevel: 4,
    name,
    facts: told,
  };
  const answer = await hub.post("/api/agents/enrolment", body);
  if (!answer.ok) throw new Error(await answer.text());
  const said = (await answer.json()) as { machine: string; name: string };
  return { ...said, key, facts: told };
}

export type Peer = Awaited<ReturnType<typeof dial>>;

// The DOM's type of WebSocket hides what Bun's takes as its second argument.
const Client = WebSocket as unknown as new (url: string, options: object) => WebSocket;

/** Opens a socket as this machine; with `hello: false` it stays before the handshake. */
export async function dial(
  hub: HubHere,
  who: Joined,
  {
    hello = true,
    proof,
    more = {},
    aheadMs = 0,
  }: { hello?: boolean; proof?: string; more?: object; /** By its own clock. */ aheadMs?: number } = {},
) {
  const socket = new Client(`${hub.url.replace(/^http/, "ws")}/ws/agent`, {
    headers: { "x-ailx-machine": who.machine, "x-ailx-nonce": "ab".repeat(16) },
    ...hub.trust,
  });
  const frames: Frame[] = [];
  const closed = Promise.withResolvers<void>();
  const challenged = Promise.withResolvers<{ hub: string; nonce: string }>();
  /** What it does on its own when a frame comes. */
  let answer: (frame: Frame) => void = () => {};
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(String(data)) as Frame & { hub: string; nonce: string };
    frames.push(frame);
    if (frame.kind === "challenge") challenged.resolve(frame);
    answer(frame);
  };
  socket.onclose = () => closed.resolve();
  const say = (frame: object): void => socket.send(JSON.stringify(frame));
  const peer = {
    frames,
    say,
    raw: (data: string | Uint8Array<ArrayBuffer>): void => socket.send(data),
    close: () => socket.close(),
    closed: closed.promise,
    isOpen: () => socket.readyState === WebSocket.OPEN,
    on: (handler: (frame: Frame) => void): void => void (answer = handler),
    /** The next frame of this kind, taken out of what came. */
    next: async (kind: string): Promise<Frame> => {
      const limit = Date.now() + 8_000;
      for (;;) {
        const at = frames.findIndex((frame) => frame.kind === kind);
        const [found] = at < 0 ? [] : frames.splice(at, 1);
        if (found) return found;
        if (Date.now() > limit) throw new Error(`waited 8 s for a ${kind} frame`);
        await Bun.sleep(1);
      }
    },
  };
  const { hub: fingerprint, nonce } = await challenged.promise;
  if (!hello) return peer;
  const made =
    proof ?? makeProof({ key: who.key, machineId: who.machine, hub: fingerprint, nonce, nowMs: Date.now() + aheadMs });
  say({
    kind: "hello",
    capability,
    version: "0.1.0",
    proof: made,
    instanceId: `instance-${who.name}`,
    bootId: "boot",
    machineIdHash: "",
    maxLevel: 4,
    facts: who.facts,
    calls: [],
    nowMs: Date.now() + aheadMs,
    ...more,
  });
  return peer;
}

/** A peer that is welcomed. */
export async function connectAs(hub: HubHere, who: Joined, more: object = {}): Promise<Peer> {
  const peer = await dial(hub, who, { more });
  await peer.next("welcome");
  return peer;
}

/** A real agent in this process, which runs real programs. */
export async function agentHere(hub: HubHere, name: string): Promise<RunningAgent> {
  const agent = await startAgent({
    hubUrl: hub.url,
    token: await hub.token(),
    name,
    tags: [],
    maxLevel: 4,
    stateDir: join(hub.dir, name),
    logLevel: "error",
  });
  await until(`${name} to be online`, async () => {
    const { items } = await hub.ask<{ items: { name: string; state: string }[] }>("/api/machines");
    return items.some((machine) => machine.name === name && machine.state === "online");
  });
  return agent;
}

/** Proof that everyone else goes on: this machine still carries out a command, soon. */
export async function stillRuns(hub: HubHere, name: string): Promise<string> {
  const task = await hub.ask<{ id: string; state: string }>("/api/exec", {
    on: name,
    command: "/bin/echo fine",
    approveUpTo: "high",
    waitMs: 8_000,
  });
  return task.state;
}

/** A result frame that fits. */
export const done = (id: string, more: object = {}) => ({
  kind: "result",
  id,
  result: {
    outcome: "ok",
    output: { exitCode: 0, signal: null, timedOut: false, durationMs: 1 },
    startedAtMs: 1,
    endedAtMs: 2,
    stdoutBytes: 0,
    stderrBytes: 0,
    truncated: false,
    frames: 0,
    ...more,
  },
});
