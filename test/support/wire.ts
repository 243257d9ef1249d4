/** A hub's link and agents on a real socket, for tests of the wire. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Calls } from "../../src/agent/calls/calls.ts";
import { Journal } from "../../src/agent/calls/journal.ts";
import { Spool } from "../../src/agent/calls/spool.ts";
import { makeHubClock } from "../../src/agent/link/hubClock.ts";
import { stayConnected, type LinkOptions } from "../../src/agent/link/link.ts";
import type { Level } from "../../src/domain/risk.ts";
import type { AgentSocket } from "../../src/hub/link/connection.ts";
import type { LinkEvents } from "../../src/hub/link/link.ts";
import { makeLink, type LinkPorts } from "../../src/hub/link/serve.ts";
import { fingerprintOf, readPublicKey, signBytes } from "../../src/lib/ed25519.ts";
import { silentLog } from "../../src/lib/log.ts";
import { findTool } from "../../src/tools/index.ts";
import { counter, facts, fingerprint, hubKey, machine, spki } from "./counting.ts";

/** What tests leave open; ended after each of them. */
export const ends: (() => void | Promise<void>)[] = [];
export const endAll = async (): Promise<void> => {
  for (const end of ends.splice(0).toReversed()) await end();
};

type Heard = { kind: keyof LinkEvents; id?: string; detail?: unknown }[];

/** The hub's end, that tells what it heard. */
export function hub(events: Partial<LinkEvents> = {}, more: Partial<LinkPorts> = {}) {
  const heard: Heard = [];
  const frames: string[] = [];
  const waiting: { kind: string; resolve: () => void }[] = [];
  const hear = (kind: keyof LinkEvents, id?: string, detail?: unknown): void => {
    heard.push({ kind, ...(id === undefined ? {} : { id }), detail });
    for (const item of waiting.splice(0)) {
      if (item.kind === kind) item.resolve();
      else waiting.push(item);
    }
  };
  const link = makeLink({
    hub: { fingerprint, sign: (bytes) => signBytes(hubKey, bytes) },
    prove: async ({ jwt }) =>
      jwt === "proof" ? { name: "web-1", maxLevel: 4 } : { refused: "unauthenticated", detail: "no", again: false },
    events: {
      arriving: async () => undefined,
      framesOf: () => frames.length,
      connected: (arrival) => hear("connected", undefined, arrival.calls),
      disconnected: (_machine, why) => hear("disconnected", undefined, why),
      sample: () => {},
      facts: () => {},
      policy: () => {},
      accepted: (_machine, id) => hear("accepted", id),
      refused: (_machine, id, error) => hear("refused", id, error.code),
      started: (_machine, id) => hear("started", id),
      output: (_machine, _id, frame) => {
        if (frame.seq === frames.length) frames.push(new TextDecoder().decode(frame.bytes));
      },
      stalled: (_machine, id, stall) => hear("stalled", id, stall),
      moving: (_machine, id) => hear("moving", id),
      result: (_machine, id, result) => hear("result", id, result),
      ...events,
    },
    clock: Date.now,
    log: silentLog,
    sampleEveryMs: 60_000,
    ...more,
  });
  const server = Bun.serve<AgentSocket>({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request, self) =>
      self.upgrade(request, {
        data: {
          kind: "agent",
          claimed: request.headers.get("x-ailx-machine") ?? "",
          nonce: request.headers.get("x-ailx-nonce") ?? "",
        },
      })
        ? undefined
        : new Response("no", { status: 426 }),
    websocket: link.websocket,
  });
  ends.push(() => (link.close(), server.stop(true)));
  const until = (kind: keyof LinkEvents): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waiting.push({ kind, resolve });
    return promise;
  };
  return { link, server, heard, frames, until, url: `ws://127.0.0.1:${server.port}/ws/agent` };
}

/** An agent with the counting tool; `dir` keeps its journal for the next one. */
export function agent(
  url: string,
  {
    dir = mkdtempSync(join(tmpdir(), "ailx-agent-")),
    trusts = spki,
    maxLevel = 4,
    proof = "proof",
    ownMs = Date.now,
    ...more
  }: {
    dir?: string;
    trusts?: string;
    maxLevel?: Level;
    proof?: string;
    ownMs?: () => number;
  } & Partial<LinkOptions> = {},
) {
  const journal = new Journal({ dirs: [dir], nowMs: Date.now });
  const hubClock = makeHubClock({ ownMs });
  const hubFingerprint = fingerprintOf(trusts);
  const calls = new Calls({
    trust: { hubKey: readPublicKey(trusts), hub: hubFingerprint, machine },
    journal,
    spool: new Spool({ dir: join(dir, "spool"), nowMs: Date.now }),
    findTool: (name) => (name === "test.count" ? counter : findTool(name)),
    maxLevel: () => maxLevel,
    facts: () => facts,
    nowMs: hubClock.nowMs,
    log: silentLog,
  });
  const stop = new AbortController();
  const done = stayConnected({
    dial: async () => ({ url }),
    self: {
      machine,
      instanceId: "i",
      bootId: "b",
      machineIdHash: "",
      version: "1",
      hubKey: readPublicKey(trusts),
      hub: hubFingerprint,
      prove: () => proof,
      maxLevel: () => maxLevel,
      facts: () => facts,
    },
    calls,
    onWelcome: ({ nowMs }) => void hubClock.told(nowMs),
    onEnd: () => {},
    signal: stop.signal,
    nowMs: ownMs,
    log: silentLog,
    ...more,
  });
  const end = async (): Promise<void> => (stop.abort(), await done);
  ends.push(async () => (await end(), rmSync(dir, { recursive: true, force: true })));
  return { calls, dir, end };
}
