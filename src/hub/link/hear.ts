/** What a welcomed agent says, handed to the features that care. Whatever it has no reason to say is a ProtocolError. */
import type { Level } from "../../domain/risk.ts";
import type { Clock } from "../../lib/clock.ts";
import { decodeOutput, ProtocolError } from "../../protocol/codec.ts";
import type { AgentFrame } from "../../protocol/frames.ts";
import type { Connection } from "./connection.ts";
import type { LinkEvents } from "./link.ts";

export function hear({
  connection,
  frame,
  events,
  sinceMs,
}: {
  connection: Connection;
  frame: Exclude<AgentFrame, { kind: "hello" }>;
  events: LinkEvents;
  sinceMs: Clock;
}): void {
  const { machineId } = connection;
  if (connection.stage !== "open" || !machineId) throw new ProtocolError(`${frame.kind} before the welcome`);
  if (!connection.maySpeak(sinceMs())) throw new ProtocolError("too many frames");
  const reports = ["sample", "facts", "policy", "kept"].includes(frame.kind);
  if (reports && !connection.mayReport(sinceMs())) throw new ProtocolError(`too many ${frame.kind} frames`);
  switch (frame.kind) {
    case "accepted":
      return events.accepted(machineId, frame.id);
    case "refused":
      connection.free(frame.id);
      connection.forget(frame.id);
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
    case "kept":
      return events.kept?.(machineId, frame.checkpoint, frame.record);
    case "policy":
      return events.policy(machineId, { maxLevel: frame.maxLevel as Level, policy: frame.policy });
    case "pong":
      return;
  }
}

export function hearBinary({
  connection,
  data,
  events,
}: {
  connection: Connection;
  data: Buffer;
  events: LinkEvents;
}): void {
  if (connection.stage !== "open" || !connection.machineId) throw new ProtocolError("binary before the welcome");
  const frame = decodeOutput(data);
  const callId = connection.callOn(frame.channel);
  if (callId === undefined) throw new ProtocolError(`nothing runs on channel ${frame.channel}`);
  events.output(connection.machineId, callId, frame);
}
