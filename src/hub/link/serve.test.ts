import { afterEach, describe, expect, test } from "bun:test";
import { machineId } from "../../domain/machine.ts";
import { silentLog } from "../../lib/log.ts";
import { capability } from "../../protocol/version.ts";
import { limits } from "../../protocol/limits.ts";
import { facts } from "../../../test/support/counting.ts";
import type { AgentSocket } from "./connection.ts";
import { makeLink } from "./serve.ts";

const id = "01a1fbef-c49b-7479-b464-cd3f6847b4d1";
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** A link whose clock a test can move, and one peer that says hello where `greets`, and then nothing. */
async function quietPeer({ greets }: { greets: boolean }) {
  let shiftMs = 0;
  const gone = Promise.withResolvers<string>();
  const up = Promise.withResolvers<void>();
  const link = makeLink({
    hub: { fingerprint: "f", sign: () => "c2ln" },
    prove: async () => ({ name: "web-1", maxLevel: 4 }),
    events: {
      arriving: async () => undefined,
      framesOf: () => 0,
      connected: () => up.resolve(),
      disconnected: (_machine, why) => gone.resolve(why),
      sample: () => {},
      facts: () => {},
      policy: () => {},
      accepted: () => {},
      refused: () => {},
      started: () => {},
      output: () => {},
      stalled: () => {},
      moving: () => {},
      result: () => {},
    },
    clock: Date.now,
    sinceMs: () => performance.now() + shiftMs,
    log: silentLog,
    sampleEveryMs: 60_000,
  });
  const server = Bun.serve<AgentSocket>({
    port: 0,
    fetch: (request, self) =>
      self.upgrade(request, { data: { kind: "agent", claimed: id, nonce: "ab".repeat(16) } })
        ? undefined
        : new Response(""),
    websocket: link.websocket,
  });
  const peer = new WebSocket(`ws://127.0.0.1:${server.port}/`);
  const heard: Record<string, PromiseWithResolvers<void>> = {
    ping: Promise.withResolvers<void>(),
    bye: Promise.withResolvers<void>(),
    challenge: Promise.withResolvers<void>(),
  };
  const hello = {
    kind: "hello",
    capability,
    version: "0",
    proof: "p",
    instanceId: "i",
    bootId: "b",
    machineIdHash: "",
    maxLevel: 4,
    facts,
    calls: [],
    nowMs: Date.now(),
  };
  peer.onmessage = ({ data }) => {
    const { kind } = JSON.parse(String(data)) as { kind: string };
    if (kind === "challenge" && greets) peer.send(JSON.stringify(hello));
    heard[kind]?.resolve();
  };
  ends.push(
    () => peer.close(),
    link.close,
    () => void server.stop(true),
  );
  await (greets ? up.promise : heard["challenge"]?.promise);
  const says = (): void => peer.send(JSON.stringify({ kind: "pong" }));
  return { link, gone: gone.promise, heard, says, pass: (ms: number) => (shiftMs += ms) };
}

describe("a peer", () => {
  test("that says nothing for a while is asked whether it is there", async () => {
    const { heard, pass } = await quietPeer({ greets: true });
    pass(limits.heartbeatMs + 1_000);
    await heard["ping"]?.promise;
  });

  test("that never stops talking is asked too, so that it hears of the hub", async () => {
    const { heard, pass, says } = await quietPeer({ greets: true });
    pass(limits.heartbeatMs + 1_000);
    const talking = setInterval(says, 10);
    ends.push(() => clearInterval(talking));
    await heard["ping"]?.promise;
  }, 5_000);

  test("that stays silent is taken for dead, and its machine for away", async () => {
    const { link, gone, pass } = await quietPeer({ greets: true });
    pass(limits.silenceMs + 1_000);
    expect(await gone).toBe("silent for too long");
    expect(link.connected(machineId(id))).toBe(false);
  });

  test("that never says hello is sent away", async () => {
    const { heard, pass } = await quietPeer({ greets: false });
    pass(limits.handshakeMs + 1_000);
    await heard["bye"]?.promise;
  });
});
