/** The handshake after the challenge: a hello is proved and judged, and answered with a welcome or a reason. */
import { machineId as asMachineId } from "../../domain/machine.ts";
import type { Level } from "../../domain/risk.ts";
import type { AgentFrame, HubFrame } from "../../protocol/frames.ts";
import { capability, oldestCapability } from "../../protocol/version.ts";
import type { Connection } from "./connection.ts";
import type { Door } from "./door.ts";
import type { Arrival } from "./link.ts";
import type { LinkPorts } from "./serve.ts";

type Hello = Extract<AgentFrame, { kind: "hello" }>;
type Welcome = Extract<HubFrame, { kind: "welcome" }>;

/** A clock further apart than this is no clock. */
const farthestMs = 100 * 365 * 86_400_000;
const skewWarnMs = 30_000;
/** A machine that greets without end is kept away for as long. */
const tooManyMs = 30_000;

/** What to welcome it with; undefined where it was sent away or is gone. */
export async function greet({
  connection,
  hello,
  ports,
  door,
  sinceMs,
}: {
  connection: Connection;
  hello: Hello;
  ports: LinkPorts;
  door: Door;
  sinceMs: () => number;
}): Promise<{ arrival: Arrival; welcome: Welcome } | undefined> {
  if (hello.capability < oldestCapability) {
    connection.close("not_supported", "This agent is too old for the hub.");
    return undefined;
  }
  const { claimed } = connection.socket.data;
  // It wrote the time down in about the middle between our challenge and its answer.
  const passedMs = (sinceMs() - connection.openedMs) / 2;
  const clockAheadMs = Math.round(
    Math.min(farthestMs, Math.max(-farthestMs, hello.nowMs - (ports.clock() - passedMs))),
  );
  const proof = { machine: claimed, jwt: hello.proof, nonce: connection.hubNonce, clockAheadMs };
  const proved = await ports.prove(proof);
  if ("refused" in proved) {
    connection.close(proved.refused, proved.detail, { again: proved.again });
    return undefined;
  }
  if (!door.greets(claimed)) {
    connection.close("hub_busy", "This machine connects again and again.", { afterMs: tooManyMs });
    return undefined;
  }
  const machineId = asMachineId(claimed);
  if (Math.abs(clockAheadMs) > skewWarnMs) ports.log.warn("link.clock", { machineId, aheadMs: clockAheadMs });
  const arrival: Arrival = {
    machineId,
    instanceId: hello.instanceId,
    bootId: hello.bootId,
    machineIdHash: hello.machineIdHash,
    version: hello.version,
    capability: Math.min(capability, hello.capability),
    ownMaxLevel: hello.maxLevel as Level,
    facts: hello.facts,
    ...(hello.policy ? { policy: hello.policy } : {}),
    calls: hello.calls,
    clockAheadMs,
    ...(hello.checkpoints ? { checkpoints: hello.checkpoints } : {}),
    ...(hello.record ? { record: hello.record } : {}),
  };
  const refusal = await ports.events.arriving(arrival);
  if (refusal) {
    connection.close(refusal.code, refusal.detail, { again: false });
    return undefined;
  }
  if (connection.stage !== "deciding") return undefined;
  connection.machineId = machineId;
  connection.instanceId = hello.instanceId;
  connection.capability = Math.min(capability, hello.capability);
  const welcome: Welcome = {
    kind: "welcome",
    machine: machineId,
    name: proved.name,
    nowMs: ports.clock(),
    maxLevel: proved.maxLevel,
    sampleEveryMs: ports.sampleEveryMs,
    spreadMs: door.spreadMs(),
  };
  connection.welcome = welcome;
  return { arrival, welcome };
}
