import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stall } from "../../domain/stall.ts";
import { readPublicKey, signBytes } from "../../lib/ed25519.ts";
import { silentLog } from "../../lib/log.ts";
import { signedActBytes, signedBytes } from "../../protocol/call.ts";
import type { AgentFrame } from "../../protocol/frames.ts";
import { findTool } from "../../tools/index.ts";
import { call, counter, counting, facts, fingerprint, hubKey, machine, spki } from "../../../test/support/counting.ts";
import { Calls } from "./calls.ts";
import { Journal } from "./journal.ts";
import { Spool } from "./spool.ts";

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const nowMs = 1_000_000;
const bound = { hub: fingerprint, machine, nonce: "n", expiresAtMs: nowMs + 60_000 };

/** An agent's calls on a connection that is written down. */
function agent(more: Partial<Calls["options"]> = {}) {
  const dir = mkdtempSync(join(tmpdir(), "ailx-calls-"));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  const journal = new Journal({ dirs: [dir], nowMs: () => nowMs });
  const options = {
    trust: { hubKey: readPublicKey(spki), hub: fingerprint, machine },
    journal,
    spool: new Spool({ nowMs: () => nowMs }),
    findTool: (name: string) => (name === counter.name ? counter : findTool(name)),
    maxLevel: () => 4 as const,
    facts: () => facts,
    nowMs: () => nowMs,
    log: silentLog,
    ...more,
  };
  const calls = new Calls(options);
  const said: AgentFrame[] = [];
  let printed = "";
  calls.attach({
    control: (frame) => void said.push(frame),
    binary: (message) => void (printed += Buffer.from(message.subarray(12)).toString()),
    queued: () => 0,
    acks: true,
  });
  const until = async (so: () => boolean): Promise<void> => {
    while (!so()) await Bun.sleep(1);
  };
  const kinds = () => said.map(({ kind }) => kind);
  return {
    calls,
    options,
    kinds,
    printed: () => printed,
    has: (kind: AgentFrame["kind"]) => until(() => kinds().includes(kind)),
    prints: (text: string) => until(() => printed.includes(text)),
  };
}

const asksForPassword: Stall = {
  kind: "secret",
  words: "bash asks for a password",
  prompt: "Password:",
  evidence: [],
  pid: 7,
  program: "bash",
  quietMs: 20_000,
  actions: ["answer", "wait", "interrupt", "kill"],
};

function frameOf(id: string, given: object = {}) {
  const payload = JSON.stringify({ ...call(id, given), ...bound });
  return { kind: "call" as const, id, channel: 1, payload, signature: signBytes(hubKey, signedBytes(payload)) };
}

function answerOf(id: string, text: string, nonce: string) {
  const payload = JSON.stringify({ ...bound, nonce, callId: id, action: "answer", text, actor: "ann" });
  return { kind: "act" as const, id, payload, signature: signBytes(hubKey, signedActBytes(payload)) };
}

describe("a call that an agent holds", () => {
  test("is never refused: what comes under its id and is not valid says nothing of it", async () => {
    const { calls, kinds, has } = agent();
    const hold = Promise.withResolvers<void>();
    counting.wait = hold.promise;
    await calls.take(frameOf("a"));
    await calls.take({ ...frameOf("a"), signature: "AAAA" });
    hold.resolve();
    await has("result");
    expect(kinds()).toEqual(["accepted", "started", "result"]);
  });

  test("is answered once by one answer, however often that arrives", async () => {
    const { calls, prints, printed, has } = agent();
    const input = { command: "echo ready; read a; read b; echo [$a-$b]", terminal: true };
    await calls.take(frameOf("a", { tool: "shell.run", input, level: 4 }));
    await prints("ready");
    const answer = answerOf("a", "one", "n1");
    calls.act(answer);
    calls.act(answer);
    calls.act(answerOf("a", "two", "n2"));
    await has("result");
    expect(printed()).toContain("[one-two]");
  });
});

describe("what is typed for a secret", () => {
  test("is not in the output, also where the program would show it", async () => {
    const { options } = agent();
    const { calls, prints, printed, has } = agent({
      ...options,
      watchStalls: ({ tell }) => (tell(asksForPassword), { stop: () => {} }),
    });
    const command = "read -p 'Password: ' a; echo got ${#a}; sleep 0.5; stty -a | grep -owe '-\\?echo'; read b";
    await calls.take(frameOf("a", { tool: "shell.run", input: { command, terminal: true }, level: 4 }));
    await prints("Password: ");
    calls.act(answerOf("a", "hunter2", "n1"));
    await prints("echo\n");
    calls.act(answerOf("a", "", "n2"));
    await has("result");
    // And the terminal is as the program had set it.
    expect(printed().trim().split(/\s+/)).toEqual(["Password:", "got", "7", "echo"]);
  });
});

describe("an agent that stops", () => {
  test("begins nothing that comes while it does", async () => {
    const { calls, kinds } = agent();
    const before = counting.runs;
    const stopped = calls.stop();
    await calls.take(frameOf("late"));
    await stopped;
    expect([kinds(), counting.runs - before]).toEqual([["refused"], 0]);
  });
});

describe("an agent that starts", () => {
  test("does so where its disk takes no line about what it had begun before", () => {
    const { options } = agent();
    options.journal.accepted({ id: "a", atMs: nowMs });
    options.journal.close();
    expect(new Calls(options).list()).toEqual([{ id: "a", state: "ended" }]);
  });
});
