/** Output between a real agent and a hub played by hand: over a real socket, past a hub that stalls, a cut line and a kill. */
import { afterEach, describe, expect, test } from "bun:test";
import { cpSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CallResult } from "../src/protocol/call.ts";
import type { OutputFrame } from "../src/protocol/codec.ts";
import { limits } from "../src/protocol/limits.ts";
import { call, machine } from "./support/counting.ts";
import { until } from "./support/program.ts";
import { agent, endAll, hub } from "./support/wire.ts";

afterEach(endAll);

/** Stores each frame once, and acknowledges while `acks` says so. */
function storing() {
  const stored: OutputFrame[] = [];
  const state = { acks: true, unacked: 0, most: 0, bytes: 0, gaps: 0 };
  const here = hub({
    framesOf: () => stored.length,
    output: (_machine, id, frame) => {
      if (frame.seq > stored.length) state.gaps++;
      if (frame.seq !== stored.length) return;
      stored.push({ ...frame, bytes: frame.bytes.slice() });
      state.bytes += frame.bytes.length;
      state.unacked += frame.bytes.length;
      state.most = Math.max(state.most, state.unacked);
      if (state.acks && state.unacked >= limits.ackEveryBytes) ack(id);
    },
  });
  const ack = (id: string): void => {
    state.unacked = 0;
    here.link.ack(machine, id, stored.length);
  };
  const text = (): string => Buffer.concat(stored.map(({ bytes }) => bytes)).toString();
  const result = (): CallResult | undefined =>
    here.heard.findLast(({ kind }) => kind === "result")?.detail as CallResult | undefined;
  const ended = (): Promise<void> => until("the call to end", async () => result() !== undefined);
  return { ...here, stored, state, ack, text, result, ended, awaited: here.until };
}

const lines = (count: number): string => Array.from({ length: count }, (_, at) => `line ${at}\n`).join("");
const large = { outputBytes: 1 << 30, timeoutMs: 60_000 };
const shell = (command: string) => ({ tool: "shell.run", input: { command }, level: 4 as const, ...large });

async function connected(dir?: string) {
  const here = storing();
  const up = here.awaited("connected");
  const one = agent(here.url, dir === undefined ? {} : { dir });
  await up;
  return { ...here, ...one };
}

describe("output on its way", () => {
  test("stops at the window while the hub stores nothing, and is whole once it does", async () => {
    const { link, state, ack, text, ended, result } = await connected();
    state.acks = false;
    link.send(machine, call("w1", { input: { lines: 300_000 }, ...large }));
    await until("the window to be full", async () => state.bytes > limits.windowBytes - limits.chunkBytes);
    await Bun.sleep(100);
    expect(state.bytes).toBeLessThanOrEqual(limits.windowBytes);
    expect(result()).toBeUndefined();
    state.acks = true;
    ack("w1");
    await ended();
    expect(text() === lines(300_000)).toBe(true);
    expect(state.most).toBeLessThanOrEqual(limits.windowBytes);
  });

  test("survives a line that is cut again and again: complete, in order, once", async () => {
    const { link, server, state, text, ended, awaited, result, stored } = await connected();
    link.send(machine, call("w2", { input: { lines: 400_000 }, ...large }));
    for (const bytes of [200_000, 1_500_000, 2_500_000]) {
      await until("some of it to come", async () => state.bytes > bytes);
      const back = awaited("connected");
      link.suspect(machine);
      state.unacked = 0;
      await back;
    }
    await ended();
    expect(text() === lines(400_000)).toBe(true);
    expect({ gaps: state.gaps, frames: result()?.frames }).toEqual({ gaps: 0, frames: stored.length });
    expect(server.pendingWebSockets).toBe(1);
  });

  test("of an ended change outlives a kill of the agent, with its result", async () => {
    const { link, state, dir, end } = await connected();
    state.acks = false;
    link.send(machine, call("w3", { input: { lines: 100_000 }, ...large }));
    await until("the window to be full", async () => state.bytes > limits.windowBytes - limits.chunkBytes);
    const kept = mkdtempSync(join(tmpdir(), "ailx-killed-"));
    // What is on disk at the moment of the kill; the result is in the journal, and waits for the output before it.
    await until(
      "the end to be on disk",
      async () => existsSync(join(dir, "spool")) && readdirSync(join(dir, "spool")).length > 0,
    );
    cpSync(dir, kept, { recursive: true });
    await end();
    const later = await connected(kept);
    await later.ended();
    expect(later.text() === lines(100_000)).toBe(true);
    expect(later.result()).toMatchObject({ outcome: "ok", frames: later.stored.length });
    later.link.settled(machine, "w3");
    await until("the spool to be empty", async () => readdirSync(join(kept, "spool")).length === 0);
  });

  test("of a short call that only looks never touches the disk", async () => {
    const { link, ended, text, dir } = await connected();
    link.send(machine, call("w4", shell("uname -s")));
    await ended();
    expect(text()).toBe(process.platform === "linux" ? "Linux\n" : "Darwin\n");
    expect(existsSync(join(dir, "spool"))).toBe(false);
  });

  test("is a line of 100 MB, and not text at all, and comes as it was written", async () => {
    const { link, ended, stored, state } = await connected();
    link.send(machine, call("w5", shell("head -c 100000000 /dev/zero | tr '\\0' 'x'; printf '\\377\\300\\n\\001'")));
    await ended();
    expect(state.bytes).toBe(100_000_004);
    expect([...Buffer.concat(stored.slice(-2).map(({ bytes }) => bytes)).subarray(-5)]).toEqual([120, 255, 192, 10, 1]);
  });

  test("beyond the cap is cut with a mark, and its end is there", async () => {
    const { link, ended, stored, state, result } = await connected();
    link.send(machine, call("w6", { ...shell("seq 1 1000000; echo oops >&2"), outputBytes: 1_000_000 }));
    await ended();
    const whole = Array.from({ length: 1_000_000 }, (_, at) => `${at + 1}\n`).join("");
    const left = stored.filter(({ leftOut }) => leftOut !== undefined);
    expect(result()).toMatchObject({ truncated: true, stdoutBytes: whole.length, stderrBytes: 5 });
    expect(state.bytes).toBe(1_000_000 + limits.outputEndBytes);
    expect(left.map(({ stream, leftOut }) => [stream, leftOut])).toEqual([
      ["stdout", whole.length + 5 - 1_000_000 - limits.outputEndBytes],
    ]);
    expect(Buffer.concat(stored.slice(-4).map(({ bytes }) => bytes)).toString()).toContain("999999\n1000000\n");
  });

  test("that no disk takes is whole, and its result says where it was", async () => {
    const dir = mkdtempSync(join(tmpdir(), "ailx-no-spool-"));
    writeFileSync(join(dir, "spool"), "not a folder");
    const { link, ended, text, result } = await connected(dir);
    link.send(machine, call("w7", { input: { lines: 100_000 }, ...large }));
    await ended();
    expect(text() === lines(100_000)).toBe(true);
    expect(result()?.warnings?.map(({ code }) => code)).toEqual(["spool_in_memory"]);
  });
});
