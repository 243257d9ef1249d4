/**
 * The hub's end of the wire: proves both sides, keeps one connection a machine, checks every frame whole, and hands what
 * it says to the features. A peer that breaks the protocol loses its own connection and nothing else.
 */
import type { ServerWebSocket } from "bun";
import { machineId as asMachineId, type MachineId } from "../../domain/machine.ts";
import type { Level } from "../../domain/risk.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { decodeAgent, decodeOutput, ProtocolError } from "../../protocol/codec.ts";
import { signedActBytes, signedBytes } from "../../protocol/call.ts";
import type { AgentFrame } from "../../protocol/frames.ts";
import { hubProofBytes, noncePattern } from "../../protocol/hubProof.ts";
import { limits } from "../../protocol/limits.ts";
import { capability, oldestCapability } from "../../protocol/version.ts";
import { AppError } from "../../domain/error.ts";
import { Connection, type AgentSocket } from "./connection.ts";
import type { Arrival, Link, LinkEvents } from "./link.ts";

export type LinkPorts = {
  /** The hub's own key: what it is called, and what signs. */
  hub: { fingerprint: string; sign: (bytes: Uint8Array) => string };
  /** Checks the proof of a machine's key; answers its name and level, or why it may not come in. */
  prove: (proof: {
    machine: string;
    jwt: string;
    nonce: string;
  }) => Promise<{ name: string; maxLevel: Level } | { refused: string; detail: string; again: boolean }>;
  events: LinkEvents;
  clock: Clock;
  log: Log;
  sampleEveryMs: number;
};

type Socket = ServerWebSocket<AgentSocket>;
export type LinkServer = Link & {
  websocket: {
    open: (socket: Socket) => void;
    message: (socket: Socket, message: string | Buffer) => void;
    close: (socket: Socket) => void;
  };
  /** Pings a machine's connection; true where anything comes back within `ms`. */
  answers: (machineId: MachineId, ms: number) => Promise<boolean>;
  count: () => number;
  close: () => void;
};

export function makeLink(ports: LinkPorts): LinkServer {
  const { hub, events, clock, log } = ports;
  const byMachine = new Map<MachineId, Connection>();
  const all = new Set<Connection>();
  const sweep = setInterval(() => all.forEach(check), 1_000);

  function check(connection: Connection): void {
    const now = clock();
    if (connection.stage !== "open") {
      if (now - connection.openedAtMs > limits.handshakeMs)
        connection.close("timed_out", "The handshake took too long.");
      return;
    }
    if (now - connection.heardAtMs > limits.silenceMs) return lose(connection, "silent for too long");
    // However much the agent says: it too takes a peer for dead that it has not heard of.
    if (now - connection.pingedAtMs > limits.heartbeatMs) {
      connection.pingedAtMs = now;
      connection.send({ kind: "ping" });
    }
  }

  function lose(connection: Connection, why: string): void {
    log.warn("link.lost", { machineId: connection.machineId, why });
    // Told before it is cut: the socket's own end would tell a lesser reason.
    gone(connection, why);
    connection.cut();
  }

  function gone(connection: Connection, why: string): void {
    all.delete(connection);
    const { machineId } = connection;
    if (!machineId || byMachine.get(machineId) !== connection) return;
    byMachine.delete(machineId);
    events.disconnected(machineId, why);
  }

  function open(socket: Socket): void {
    // The hub's key signs nothing that does not look like what an agent asks.
    if (!noncePattern.test(socket.data.nonce)) return socket.close(1008, "no nonce");
    const connection = new Connection(socket, clock());
    socket.data.connection = connection;
    all.add(connection);
    const proof = hub.sign(hubProofBytes(socket.data.nonce, connection.hubNonce));
    connection.send({ kind: "challenge", capability, hub: hub.fingerprint, nonce: connection.hubNonce, proof });
  }

  function message(socket: Socket, data: string | Buffer): void {
    const { connection } = socket.data;
    if (!connection || connection.stage === "closed") return;
    connection.heardAtMs = clock();
    try {
      if (typeof data === "string") {
        const frame = decodeAgent(data);
        if (frame) onFrame(connection, frame);
      } else onBinary(connection, data);
    } catch (error) {
      if (!(error instanceof ProtocolError))
        log.error("link.bug", { error: error instanceof Error ? (error.stack ?? "") : String(error) });
      log.warn("link.protocol", {
        machineId: connection.machineId,
        detail: error instanceof Error ? error.message : "",
      });
      connection.close("protocol", error instanceof ProtocolError ? error.message : "The hub could not read that.");
      gone(connection, "broke the protocol");
    }
  }

  function onFrame(connection: Connection, frame: AgentFrame): void {
    if (frame.kind === "hello") {
      if (connection.stage !== "hello") throw new ProtocolError("hello out of turn");
      connection.stage = "deciding";
      greet(connection, frame).catch((error: unknown) => {
        log.error("link.greet", { error: error instanceof Error ? (error.stack ?? "") : String(error) });
        connection.close("internal", "The hub could not take this connection now.");
        gone(connection, "could not be taken");
      });
      return;
    }
    const { machineId } = connection;
    if (connection.stage !== "open" || !machineId) throw new ProtocolError(`${frame.kind} before the welcome`);
    const reports = frame.kind === "sample" || frame.kind === "facts";
    if (reports && !connection.mayReport(clock())) throw new ProtocolError(`too many ${frame.kind} frames`);
    switch (frame.kind) {
      case "accepted":
        return events.accepted(machineId, frame.id);
      case "refused":
        connection.free(frame.id);
        return events.refused(machineId, frame.id, frame);
      case "started":
        return events.started(machineId, frame.id, frame.atMs);
      case "stalled":
        return events.stalled(machineId, frame.id, frame.stall);
      case "moving":
        return events.moving(machineId, frame.id);
      case "result":
        connection.free(frame.id);
        return events.result(machineId, frame.id, frame.result);
      case "sample":
        return events.sample(machineId, frame.sample);
      case "facts":
        return events.facts(machineId, frame.facts);
      case "pong":
        return;
    }
  }

  function onBinary(connection: Connection, data: Buffer): void {
    if (connection.stage !== "open" || !connection.machineId) throw new ProtocolError("binary before the welcome");
    const frame = decodeOutput(data);
    const callId = connection.callOn(frame.channel);
    if (callId === undefined) throw new ProtocolError(`nothing runs on channel ${frame.channel}`);
    events.output(connection.machineId, callId, frame);
  }

  async function greet(connection: Connection, hello: Extract<AgentFrame, { kind: "hello" }>): Promise<void> {
    if (hello.capability < oldestCapability)
      return connection.close("not_supported", "This agent is too old for the hub.", true);
    const claimed = connection.socket.data.claimed;
    const proved = await ports.prove({ machine: claimed, jwt: hello.proof, nonce: connection.hubNonce });
    if ("refused" in proved) return connection.close(proved.refused, proved.detail, proved.again);
    const machineId = asMachineId(claimed);
    const arrival: Arrival = {
      machineId,
      instanceId: hello.instanceId,
      bootId: hello.bootId,
      machineIdHash: hello.machineIdHash,
      version: hello.version,
      ownMaxLevel: hello.maxLevel as Level,
      facts: hello.facts,
      calls: hello.calls,
    };
    const refusal = await events.arriving(arrival);
    if (refusal) {
      connection.close(refusal.code, refusal.detail, false);
      return;
    }
    if (connection.stage !== "deciding") return;
    const before = byMachine.get(machineId);
    connection.machineId = machineId;
    connection.instanceId = hello.instanceId;
    connection.capability = Math.min(capability, hello.capability);
    connection.stage = "open";
    byMachine.set(machineId, connection);
    if (before) {
      before.close("replaced", "The same agent connected again.");
      all.delete(before);
      events.disconnected(machineId, "connected again");
    }
    const resume = Object.fromEntries(
      hello.calls.map(({ id }) => [id, { channel: connection.channelFor(id), frames: events.framesOf(machineId, id) }]),
    );
    connection.send({
      kind: "welcome",
      machine: machineId,
      name: proved.name,
      nowMs: clock(),
      maxLevel: proved.maxLevel,
      resume,
      sampleEveryMs: ports.sampleEveryMs,
    });
    events.connected(arrival);
  }

  const find = (machineId: MachineId): Connection => {
    const connection = byMachine.get(machineId);
    if (!connection)
      throw new AppError("agent_offline", "The machine is not connected.", {
        hint: "Run `systemctl status ailx-agent` on that machine.",
      });
    return connection;
  };

  /** What ties signed bytes to this hub, one machine, and now. */
  const bound = (machineId: MachineId) => ({
    hub: hub.fingerprint,
    machine: machineId,
    nonce: Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex"),
    expiresAtMs: clock() + limits.callValidMs,
  });

  return {
    connected: (machineId) => byMachine.has(machineId),
    count: () => byMachine.size,
    send: (machineId, call) => {
      const connection = find(machineId);
      const payload = JSON.stringify({ ...call, ...bound(machineId) });
      connection.send({
        kind: "call",
        id: call.callId,
        channel: connection.channelFor(call.callId),
        payload,
        signature: hub.sign(signedBytes(payload)),
      });
    },
    cancel: (machineId, callId) => byMachine.get(machineId)?.send({ kind: "cancel", id: callId }),
    ack: (machineId, callId, frames) => {
      const connection = byMachine.get(machineId);
      if (connection && connection.capability >= 3) connection.send({ kind: "ack", id: callId, frames });
    },
    act: (machineId, act) => {
      const connection = find(machineId);
      if (connection.capability < 3)
        throw new AppError("not_supported", "The agent on this machine is too old for that.", {
          hint: "Update the agent.",
        });
      const payload = JSON.stringify({ ...act, ...bound(machineId) });
      const signature = hub.sign(signedActBytes(payload));
      connection.send({ kind: "act", id: act.callId, payload, signature });
    },
    settled: (machineId, callId) => byMachine.get(machineId)?.send({ kind: "settled", id: callId }),
    suspect: (machineId) => {
      const connection = byMachine.get(machineId);
      if (connection) lose(connection, "did not acknowledge a call");
    },
    drop: (machineId, code, detail) => {
      const connection = byMachine.get(machineId);
      connection?.close(code, detail, false);
      if (connection) gone(connection, detail);
    },
    answers: async (machineId, ms) => {
      const connection = byMachine.get(machineId);
      if (!connection) return false;
      const before = connection.heardAtMs;
      const until = clock() + ms;
      connection.send({ kind: "ping" });
      while (clock() < until) {
        if (connection.heardAtMs !== before) return true;
        await Bun.sleep(25);
      }
      return connection.heardAtMs !== before;
    },
    websocket: { open, message, close: (socket) => socket.data.connection && closed(socket.data.connection) },
    close: () => {
      clearInterval(sweep);
      for (const connection of all) connection.close("hub_stopping", "The hub stops.");
    },
  };

  function closed(connection: Connection): void {
    connection.stage = "closed";
    gone(connection, "connection closed");
  }
}
