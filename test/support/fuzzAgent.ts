/** A hub that proves itself and then says broken frames, and an agent's connection that has to live through it. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Calls } from "../../src/agent/calls/calls.ts";
import { Journal } from "../../src/agent/calls/journal.ts";
import { Spool } from "../../src/agent/calls/spool.ts";
import { connect } from "../../src/agent/link/connection.ts";
import type { Ended } from "../../src/agent/link/retry.ts";
import { readPublicKey, signBytes } from "../../src/lib/ed25519.ts";
import { silentLog } from "../../src/lib/log.ts";
import { decodeHub } from "../../src/protocol/codec.ts";
import { hubProofBytes } from "../../src/protocol/hubProof.ts";
import { counter, facts, fingerprint, hubKey, machine, spki } from "./counting.ts";
import { brokenBinary, brokenText, hubSays, randomFrom, type Random } from "./fuzz.ts";

const kinds = Object.keys(hubSays);
type Stage = "at once" | "challenged" | "welcomed";
type Case = { stage: Stage; sent: string | Uint8Array };

/** `wrong`: what the agent took for good, or ended otherwise than as a break of the protocol. */
export async function fuzzAgent({ cases, seed }: { cases: number; seed: number }) {
  const random = randomFrom(seed);
  const dir = mkdtempSync(join(tmpdir(), "ailx-fuzz-"));
  const calls = new Calls({
    trust: { hubKey: readPublicKey(spki), hub: fingerprint, machine },
    journal: new Journal({ dirs: [dir], nowMs: Date.now }),
    spool: new Spool({ dir: join(dir, "spool"), nowMs: Date.now }),
    findTool: (name) => (name === counter.name ? counter : undefined),
    maxLevel: () => 4,
    facts: () => facts,
    nowMs: Date.now,
    log: silentLog,
  });
  let now: Case = { stage: "at once", sent: "" };
  const hub = hostileHub(() => now);
  const wrong: string[] = [];
  let broken = 0;
  for (let n = 0; n < cases; n++) {
    now = caseOf(kinds[n % kinds.length] ?? "ping", random);
    const ended = await once(`ws://127.0.0.1:${hub.port}/`, calls);
    const must = mustEnd(now);
    if (must) broken++;
    const asExpected = must ? ["protocol", "wrong_hub", "not_supported"].includes(ended.code) : true;
    if (!asExpected) wrong.push(`${ended.code} ${now.stage}: ${String(now.sent).slice(0, 200)}`);
  }
  await hub.stop(true);
  return { wrong, broken, held: calls.list().length };
}

function caseOf(kind: string, random: Random): Case {
  const sent = random(8) === 0 ? brokenBinary(random) : brokenText(hubSays[kind] ?? { kind }, random);
  return { stage: (["at once", "challenged", "welcomed", "welcomed"] as const)[random(4)] ?? "welcomed", sent };
}

/** Whatever is not a frame ends the connection; binary is nothing that a hub says, and is passed over. */
function mustEnd({ sent }: Case): boolean {
  if (typeof sent !== "string") return false;
  try {
    decodeHub(sent);
    return false;
  } catch {
    return true;
  }
}

const once = (url: string, calls: Calls): Promise<Ended> =>
  connect({
    dial: { url },
    self: {
      machine,
      instanceId: "i",
      bootId: "b",
      machineIdHash: "",
      version: "1",
      hubKey: readPublicKey(spki),
      hub: fingerprint,
      prove: () => "proof",
      maxLevel: () => 4,
      facts: () => facts,
    },
    calls,
    onWelcome: () => {},
    onChange: () => {},
    signal: new AbortController().signal,
    nowMs: Date.now,
    log: silentLog,
  });

/** Goes as far as the case says, says its frame, and leaves a moment later. */
function hostileHub(current: () => Case) {
  return Bun.serve<{ nonce: string }>({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request, self) =>
      self.upgrade(request, { data: { nonce: request.headers.get("x-ailx-nonce") ?? "" } })
        ? undefined
        : new Response(""),
    websocket: {
      open: (socket) => {
        if (current().stage === "at once") return speak(socket);
        const nonce = "cd".repeat(16);
        const proof = signBytes(hubKey, hubProofBytes(socket.data.nonce, nonce));
        socket.send(JSON.stringify({ kind: "challenge", capability: 3, hub: fingerprint, nonce, proof }));
        if (current().stage === "challenged") speak(socket);
      },
      message: (socket, data) => {
        if (!String(data).startsWith('{"kind":"hello"') || current().stage !== "welcomed") return;
        socket.send(
          JSON.stringify({ kind: "welcome", machine, name: "web-1", nowMs: Date.now(), maxLevel: 4, resume: {} }),
        );
        speak(socket);
      },
    },
  });
  function speak(socket: Bun.ServerWebSocket<{ nonce: string }>): void {
    socket.send(current().sent);
    setTimeout(() => socket.close(), 5);
  }
}
