/** The hub's side of the wire, as the rest of the hub sees it: who is connected, and the one way to send a call. */
import type { Checkpoint } from "../../domain/auditCheckpoint.ts";
import type { Stall } from "../../domain/stall.ts";
import type { Act, CallPayload, CallResult } from "../../protocol/call.ts";
import type { HeldCall } from "../../protocol/frames.ts";
import type { OutputFrame } from "../../protocol/codec.ts";
import type { Facts, MachineId } from "../../domain/machine.ts";
import type { MachinePolicy } from "../../domain/machinePolicy.ts";
import type { Sample } from "../../domain/metric.ts";
import type { Level } from "../../domain/risk.ts";

/** What a newly proved agent said at hello. */
export type Arrival = {
  machineId: MachineId;
  instanceId: string;
  bootId: string;
  /** SHA-256 of its machine-id; empty where it has none. */
  machineIdHash: string;
  version: string;
  /** What both sides can; absent where nobody asks. */
  capability?: number;
  ownMaxLevel: Level;
  facts: Facts;
  /** The rules of the machine's own policy; absent: its agent tells none. */
  policy?: MachinePolicy;
  calls: HeldCall[];
  /** How far its clock is ahead of the hub's; negative: behind. Within half of the handshake, so about a second. */
  clockAheadMs: number;
  /** Which of the hub's checkpoints it keeps, and the head of its own record; absent of an older agent. */
  checkpoints?: Checkpoint[];
  record?: { seq: number; hash: string };
};

export type Refusal = { code: "machine_revoked" | "machine_quarantined"; detail: string };

/** What happens on connections; hub/main.ts hands these to the features that care. */
export type LinkEvents = {
  /**
   * A proved agent said hello; answered before it is welcomed. `undefined` lets it in; a reason closes it.
   */
  arriving: (arrival: Arrival) => Promise<Refusal | undefined>;
  /**
   * How many output frames are stored of a call that this machine says it still holds; it goes on from there. The id is
   * the agent's word: of a call that is not this machine's the answer is 0.
   */
  framesOf: (machineId: MachineId, callId: string) => number;
  /** It was welcomed: calls can be sent. */
  connected: (arrival: Arrival) => void;
  disconnected: (machineId: MachineId, why: string) => void;
  sample: (machineId: MachineId, sample: Sample) => void;
  facts: (machineId: MachineId, facts: Facts) => void;
  /** What the machine permits by itself is otherwise now. */
  policy: (machineId: MachineId, now: { maxLevel: Level; policy: MachinePolicy }) => void;
  accepted: (machineId: MachineId, callId: string) => void;
  refused: (machineId: MachineId, callId: string, error: { code: string; detail: string; hint?: string }) => void;
  started: (machineId: MachineId, callId: string, atMs: number) => void;
  stalled: (machineId: MachineId, callId: string, stall: Stall) => void;
  moving: (machineId: MachineId, callId: string) => void;
  output: (machineId: MachineId, callId: string, frame: OutputFrame) => void;
  result: (machineId: MachineId, callId: string, result: CallResult) => void;
  /** It keeps this checkpoint of the audit trail now. */
  kept?: (machineId: MachineId, checkpoint: Checkpoint, record?: { seq: number; hash: string }) => void;
};

export type Link = {
  connected: (machineId: MachineId) => boolean;
  /** How many more calls this machine would take now; 0 where it is not connected or the hub stops. What is beyond waits on the hub. */
  room: (machineId: MachineId) => number;
  /** Signs and sends. Throws `agent_offline` where the machine is not connected. Only `tasks/dispatch` calls this. */
  send: (machineId: MachineId, call: Omit<CallPayload, "hub" | "machine" | "nonce" | "expiresAtMs">) => void;
  cancel: (machineId: MachineId, callId: string) => void;
  /** All output frames below `frames` are stored. Nothing is sent to an agent that does not know of it. */
  ack: (machineId: MachineId, callId: string, frames: number) => void;
  /** Signs and sends something to do to a running call. Throws `agent_offline`, or `not_supported` by an older agent. */
  act: (machineId: MachineId, act: Pick<Act, "callId" | "action" | "text" | "actor">) => void;
  /** The result is stored; the agent may forget it. */
  settled: (machineId: MachineId, callId: string) => void;
  /** The hub grants this machine another level from now on. */
  grant: (machineId: MachineId, maxLevel: Level) => void;
  /** A call was not acknowledged in time: the connection is taken for dead. */
  suspect: (machineId: MachineId) => void;
  /** Ends a machine's connection: revoked or quarantined. */
  drop: (machineId: MachineId, code: "machine_revoked" | "machine_quarantined", detail: string) => void;
};
