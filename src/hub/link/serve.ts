/**
 * The hub's end of the wire: proves both sides, keeps one connection a machine, checks every frame whole, and hands what
 * it says to the features. A peer that breaks the protocol loses its own connection and nothing else.
 */
import type { ServerWebSocket } from "bun";
import type { Checkpoint } from "../../domain/auditCheckpoint.ts";
import { AppError } from "../../domain/error.ts";
import type { MachineId } from "../../domain/machine.ts";
import type { Level } from "../../domain/risk.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Log } from "../../lib/log.ts";
import { signedActBytes, signedBytes } from "../../protocol/call.ts";
import { decodeAgent, ProtocolError } from "../../protocol/codec.ts";
import type { AgentFrame } from "../../protocol/frames.ts";
import { hubProofBytes, noncePattern } from "../../protocol/hubProof.ts";
import { limits } from "../../protocol/limits.ts";
import { capability } from "../../protocol/version.ts";
import { Connection, type AgentSocket } from "./connection.ts";
import { makeDoor, type DoorLimits } from "./door.ts";
import { greet } from "./greet.ts";
import { hear, hearBinary } from "./hear.ts";
import type { Link, LinkEvents } from "./link.ts";

export type LinkPorts = {
  /** The hub's own key: what it is called, and what signs. */
  hub: { fingerprint: string; sign: (bytes: Uint8Array) => string };
  /** Checks the proof of a machine's key; answers its name and level, or why it may not come in. */
  prove: (proof: {
    machine: string;
    jwt: string;
    nonce: string;
    /** How far the machine's clock is ahead, as it says: the proof is dated by that clock. */
    clockAheadMs: number;
  }) => Promise<{ name: string; maxLevel: Level } | { refused: string; detail: string; again: boolean }>;
  events: LinkEvents;
  clock: Clock;
  log: Log;
  sampleEveryMs: number;
  /** How many machines there are, connected or not; absent: those that are. */
  agents?: () => number;
  /** A clock that is never set: what silence is measured by. */
  sinceMs?: () => number;
  limits?: DoorLimits;
};

type Socket = ServerWebSocket<AgentSocket>;
export type LinkServer = Link & {
  websocket: {
    open: (socket: Socket) => void;
    message: (socket: Socket, message: string | Buffer) => void;
    close: (socket: Socket) => void;
  };
  /** Before the upgrade. Throws `hub_busy` or `hub_stopping`, with when to come again. */
  admit: (asked: { claimed: string; address: string }) => void;
  /** Pings a machine's connection; true where anything comes back within `ms`. */
  answers: (machineId: MachineId, ms: number) => Promise<boolean>;
  count: () => number;
  /** Hands a checkpoint of the audit trail to one machine, or to all that are connected. */
  checkpoint: (checkpoint: Checkpoint, machineId?: MachineId) => void;
  /** The hub is about to stop: there is room for no further call. */
  drain: () => void;
  /** Says goodbye to everybody, with a slot in which each may come again. */
  close: () => void;
};

/** A hub that is restarted is back after about as long. */
const restartMs = 500;

export function makeLink(ports: LinkPorts): LinkServer {
  const { hub, events, clock, log, sinceMs = () => performance.now() } = ports;
  const byMachine = new Map<MachineId, Connection>();
  const all = new Set<Connection>();
  const door = makeDoor({
    agents: () => Math.max(byMachine.size, ports.agents?.() ?? 0),
    sinceMs,
    ...(ports.limits ? { limits: ports.limits } : {}),
  });
  let draining = false;
  const sweep = setInterval(() => all.forEach(check), 1_000);

  function check(connection: Connection): void {
    const now = sinceMs();
    if (connection.stage !== "open") {
      if (now - connection.openedMs <= limits.handshakeMs) return;
      connection.close("timed_out", "The handshake took too long.");
      return gone(connection, "the handshake took too long");
    }
    if (now - connection.heardMs > limits.silenceMs) return lose(connection, "silent for too long");
    // However much the agent says: it too takes a peer for dead that it has not heard of.
    if (now - connection.pingedMs > limits.heartbeatMs) {
      connection.pingedMs = now;
      connection.send({ kind: "ping" });
    }
  }

  function lose(connection: Connection, why: string): void {
    if (!all.has(connection)) return;
    log.warn("link.lost", { machineId: connection.machineId, why });
    // Told before it is cut: the socket's own end would tell a lesser reason.
    gone(connection, why);
    connection.cut();
  }

  function gone(connection: Connection, why: string): void {
    all.delete(connection);
    door.left(connection);
    const { machineId } = connection;
    if (!machineId || byMachine.get(machineId) !== connection) return;
    byMachine.delete(machineId);
    events.disconnected(machineId, why);
  }

  function open(socket: Socket): void {
    // The hub's key signs nothing that does not look like what an agent asks.
    if (!noncePattern.test(socket.data.nonce)) return socket.close(1008, "no nonce");
    // Not at once: whoever sends is in the middle of something.
    const connection: Connection = new Connection(socket, sinceMs(), () =>
      queueMicrotask(() => lose(connection, "it reads too slowly")),
    );
    socket.data.connection = connection;
    all.add(connection);
    door.knocked(connection);
    const proof = hub.sign(hubProofBytes(socket.data.nonce, connection.hubNonce));
    connection.send({ kind: "challenge", capability, hub: hub.fingerprint, nonce: connection.hubNonce, proof });
  }

  function message(socket: Socket, data: string | Buffer): void {
    const { connection } = socket.data;
    if (!connection || connection.stage === "closed") return;
    connection.heardMs = sinceMs();
    try {
      const frame = typeof data === "string" ? decodeAgent(data) : undefined;
      if (typeof data !== "string") hearBinary({ connection, data, events });
      else if (frame?.kind === "hello") onHello(connection, frame);
      else if (frame) hear({ connection, frame, events, sinceMs });
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

  function onHello(connection: Connection, hello: Extract<AgentFrame, { kind: "hello" }>): void {
    if (connection.stage !== "hello") throw new ProtocolError("hello out of turn");
    connection.stage = "deciding";
    greet({ connection, hello, ports, door, sinceMs })
      .then((greeted) => (greeted ? welcome(connection, greeted) : gone(connection, "was not let in")))
      .catch((error: unknown) => {
        log.error("link.greet", { error: error instanceof Error ? (error.stack ?? "") : String(error) });
        connection.close("internal", "The hub could not take this connection now.");
        gone(connection, "could not be taken");
      });
  }

  function welcome(connection: Connection, greeted: NonNullable<Awaited<ReturnType<typeof greet>>>): void {
    const { machineId, calls } = greeted.arrival;
    const before = byMachine.get(machineId);
    connection.stage = "open";
    door.left(connection);
    byMachine.set(machineId, connection);
    if (before) {
      before.close("replaced", "The same agent connected again.");
      all.delete(before);
      events.disconnected(machineId, "connected again");
    }
    const resume = Object.fromEntries(
      calls.map(({ id }) => [id, { channel: connection.channelFor(id), frames: events.framesOf(machineId, id) }]),
    );
    connection.send({ ...greeted.welcome, resume });
    events.connected(greeted.arrival);
  }

  const find = (machineId: MachineId): Connection => {
    const connection = byMachine.get(machineId);
    if (!connection) throw offline();
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
    room: (machineId) => {
      const connection = byMachine.get(machineId);
      return connection && !draining ? Math.max(0, limits.callsHeld - connection.held) : 0;
    },
    count: () => byMachine.size,
    checkpoint: ({ number, seq, hash, atMs, signature }, machineId) => {
      const frame = { kind: "checkpoint", optional: true, number, seq, hash, atMs, signature } as const;
      const to = machineId === undefined ? [...byMachine.values()] : [byMachine.get(machineId)];
      for (const connection of to) if (connection && connection.capability >= 3) connection.send(frame);
    },
    admit: door.admit,
    send: (machineId, call) => {
      const connection = find(machineId);
      const payload = JSON.stringify({ ...call, ...bound(machineId) });
      const sent = connection.send({
        kind: "call",
        id: call.callId,
        channel: connection.channelFor(call.callId),
        payload,
        signature: hub.sign(signedBytes(payload)),
      });
      if (!sent) throw offline();
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
      if (!connection.send({ kind: "act", id: act.callId, payload, signature })) throw offline();
    },
    settled: (machineId, callId) => {
      const connection = byMachine.get(machineId);
      connection?.forget(callId);
      connection?.send({ kind: "settled", id: callId });
    },
    grant: (machineId, maxLevel) => {
      const connection = byMachine.get(machineId);
      if (!connection?.welcome || connection.welcome.maxLevel === maxLevel) return;
      // An older agent takes no second welcome: it hears of the level at its next one, which is now.
      if (connection.capability < 3) return connection.close("level_changed", "The level was changed.", { afterMs: 0 });
      connection.welcome = { ...connection.welcome, maxLevel, nowMs: clock(), spreadMs: door.spreadMs() };
      connection.send(connection.welcome);
    },
    suspect: (machineId) => {
      const connection = byMachine.get(machineId);
      if (connection) lose(connection, "did not acknowledge a call");
    },
    drop: (machineId, code, detail) => {
      const connection = byMachine.get(machineId);
      connection?.close(code, detail, { again: false });
      if (connection) gone(connection, detail);
    },
    answers: async (machineId, ms) => {
      const connection = byMachine.get(machineId);
      if (!connection) return false;
      const before = connection.heardMs;
      const until = sinceMs() + ms;
      connection.send({ kind: "ping" });
      while (sinceMs() < until) {
        if (connection.heardMs !== before) return true;
        await Bun.sleep(25);
      }
      return connection.heardMs !== before;
    },
    websocket: { open, message, close: (socket) => socket.data.connection && closed(socket.data.connection) },
    drain: () => void (draining = true),
    close: () => {
      clearInterval(sweep);
      door.close();
      const slotMs = door.spreadMs() / Math.max(1, all.size);
      for (const [at, connection] of [...all].entries())
        connection.close("hub_stopping", "The hub stops.", { afterMs: Math.round(restartMs + at * slotMs) });
    },
  };

  function closed(connection: Connection): void {
    connection.stage = "closed";
    gone(connection, "connection closed");
  }
}

const offline = (): AppError =>
  new AppError("agent_offline", "The machine is not connected.", {
    hint: "Run `systemctl status ailx-agent` on that machine.",
  });
