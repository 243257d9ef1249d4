import { afterEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod/mini";
import { readPublicKey, signBytes } from "../../lib/ed25519.ts";
import { silentLog } from "../../lib/log.ts";
import { signedBytes } from "../../protocol/call.ts";
import type { AgentFrame } from "../../protocol/frames.ts";
import { agentTool, ToolError, type ToolContext } from "../../tools/define.ts";
import { call, facts, fingerprint, hubKey, machine, spki } from "../../../test/support/counting.ts";
import { Calls } from "./calls.ts";
import { Journal } from "./journal.ts";
import { Spool } from "./spool.ts";

const nowMs = 1_000_000;
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

/** Takes its machine away in the middle; the second half tells what the first had noted. */
const leaver = agentTool({
  name: "test.leave",
  version: 1,
  does: "Leaves.",
  input: () => z.strictObject({ refuse: z.optional(z.boolean()) }),
  output: () => z.object({ noted: z.string() }),
  access: "change",
  platforms: ["linux", "darwin"],
  risk: () => ({ risk: "high", reasons: [] }),
  level: () => 3,
  preview: () => ({ title: "Leave", exact: "leave" }),
  checks: () => ["came back"],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ noted }) => noted,
  timeoutMs: 10_000,
  load: {
    run: async () => ({
      run: async ({ refuse }: { refuse?: boolean | undefined }, ctx: ToolContext) => {
        ctx.goesOn({ left: "tuesday" });
        if (refuse) throw new ToolError("tool_failed", "It may not leave.");
        await ctx.sleep(60_000);
        return { noted: "never" };
      },
    }),
    resume: async () => ({
      resume: async ({ left }) => ({ noted: `left on ${typeof left === "string" ? left : ""}` }),
    }),
    view: async () => ({ Outcome: () => "" }),
  },
});

/** An agent as it is started on the same folder again and again. */
function agents() {
  const dir = mkdtempSync(join(tmpdir(), "ailx-going-"));
  ends.push(() => rmSync(dir, { recursive: true, force: true }));
  return () => {
    const journal = new Journal({ dirs: [dir], nowMs: () => nowMs });
    const calls = new Calls({
      trust: { hubKey: readPublicKey(spki), hub: fingerprint, machine },
      journal,
      spool: new Spool({ dir: join(dir, "spool"), nowMs: () => nowMs }),
      findTool: (name) => (name === leaver.name ? leaver : undefined),
      maxLevel: () => 4 as const,
      facts: () => facts,
      nowMs: () => nowMs,
      log: silentLog,
    });
    const said: AgentFrame[] = [];
    const connect = (): void =>
      calls.attach({ control: (frame) => void said.push(frame), binary: () => {}, queued: () => 0, acks: true });
    const has = async (kind: AgentFrame["kind"]): Promise<void> => {
      while (!said.some((frame) => frame.kind === kind)) await Bun.sleep(1);
    };
    return { calls, journal, said, connect, has };
  };
}

function frame(input: object) {
  const given = {
    tool: "test.leave",
    input,
    level: 3,
    hub: fingerprint,
    machine,
    nonce: "n",
    expiresAtMs: nowMs + 60_000,
  };
  const payload = JSON.stringify(call("left", given));
  return { kind: "call" as const, id: "left", channel: 1, payload, signature: signBytes(hubKey, signedBytes(payload)) };
}
const resultOf = (said: readonly AgentFrame[]) => said.find((each) => each.kind === "result")?.result;

describe("a call that goes on after its agent", () => {
  test.each(["was stopped", "was killed"])(
    "is held by the next one, and ends there, where the agent %s",
    async (how) => {
      const start = agents();
      const first = start();
      first.connect();
      await first.calls.take(frame({}));
      await first.has("started");
      while (!first.journal.find("left")?.goesOn) await Bun.sleep(1);
      if (how === "was stopped") await first.calls.stop();
      expect(resultOf(first.said)).toBeUndefined();
      const second = start();
      expect(second.calls.list().map(({ id }) => id)).toEqual(["left"]);
      second.connect();
      await second.has("result");
      expect(resultOf(second.said)).toMatchObject({
        outcome: "ok",
        output: { noted: "left on tuesday" },
        startedAtMs: nowMs,
      });
      // Told once and settled, it is over for good.
      second.calls.settled("left");
      expect(start().calls.list()).toEqual([]);
    },
  );

  test("that failed before the agent ended does not go on", async () => {
    const start = agents();
    const first = start();
    first.connect();
    await first.calls.take(frame({ refuse: true }));
    await first.has("result");
    const second = start();
    second.connect();
    expect(resultOf(second.said)).toMatchObject({ outcome: "failed", error: { detail: "It may not leave." } });
  });

  test("keeps what it noted when the journal is written anew", async () => {
    const start = agents();
    const first = start();
    first.connect();
    await first.calls.take(frame({}));
    while (!first.journal.find("left")?.goesOn) await Bun.sleep(1);
    const dirs = [join(first.journal.path, "..")];
    // Opening writes it anew.
    new Journal({ dirs, nowMs: () => nowMs }).close();
    const { goesOn } = new Journal({ dirs, nowMs: () => nowMs }).find("left") ?? {};
    expect(goesOn).toMatchObject({ tool: "test.leave", note: { left: "tuesday" }, call: { input: {} } });
    await first.calls.stop();
  });
});
