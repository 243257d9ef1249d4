/** Broken frames of every kind in both directions, from a seed: the same cases in every run, however many are wanted. */
import { encodeOutput } from "../../src/protocol/codec.ts";
import { facts } from "./counting.ts";

/** Small and repeatable. */
export function randomFrom(start: number): (below: number) => number {
  let seed = start >>> 0;
  return (below) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
}

/** What no field expects: wrong types, sizes that nobody has, words that mean something elsewhere. */
const odd: unknown[] = [
  null,
  true,
  -1,
  1e9,
  1e308,
  -1e308,
  2 ** 53,
  0.1,
  "",
  "x",
  "x".repeat(70_000),
  [],
  {},
  [[[[[]]]]],
  Array.from({ length: 2_000 }, () => 0),
  { __proto__: null },
  { length: 1e9 },
  "__proto__",
  "\u0000\u202e",
  "NaN",
];
const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
/** JSON has no such numbers; a lenient reader might. */
const numbers = ["NaN", "Infinity", "-Infinity", "1e999", "-0", "0x10", "1_000", "9".repeat(400)];

export type Random = (below: number) => number;

/** A frame of this kind with something wrong in it; a few of them happen to fit. */
export function brokenText(frame: Record<string, unknown>, random: Random): string {
  const copy = structuredClone(frame);
  const whole = JSON.stringify(copy);
  switch (random(8)) {
    case 0:
      return whole.slice(0, random(whole.length));
    case 1:
      return JSON.stringify({ ...copy, kind: `${String(frame["kind"])}${String.fromCharCode(65 + random(26))}` });
    case 2:
      return `{"kind":${JSON.stringify(frame["kind"])},"id":${nested(random(20_000) + 70)}}`;
    case 3:
      return whole.replace(/:(\d+|"[^"]*")/, `:${numbers[random(numbers.length)]}`);
    case 4:
      return `${whole.slice(0, -1)},${whole.slice(1)}${" ".repeat(random(3))}${random(2) === 0 ? "" : "}"}`;
    default: {
      const inside = objectIn(copy, random);
      const fields = Object.keys(inside);
      const field = fields[random(fields.length)] ?? "kind";
      if (random(5) === 0) delete inside[field];
      else inside[field] = odd[random(odd.length)];
      return JSON.stringify(copy);
    }
  }
}

/** One of the objects in it, itself included. */
function objectIn(frame: Record<string, unknown>, random: Random): Record<string, unknown> {
  const inner = Object.values(frame).filter((value) => isObject(value));
  const next = inner[random(inner.length + 1)];
  return next ? objectIn(next, random) : frame;
}
const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Binary that is short, long, of no type, of no channel, or a frame of a channel that says what it must not. */
export function brokenBinary(random: Random, channel = random(2 ** 31)): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from({ length: random(1_000) }, () => random(256));
  const frame = encodeOutput({ channel, seq: random(2 ** 31), stream: "stderr", bytes });
  switch (random(6)) {
    case 0:
      return Uint8Array.from({ length: random(200) }, () => random(256));
    case 1:
      return frame.slice(0, random(12));
    case 2:
      return new Uint8Array(70_000).fill(1);
    case 3:
      frame[random(4)] = random(256);
      return frame;
    case 4:
      return encodeOutput({ channel, seq: 0, stream: "stdout", bytes: new Uint8Array(), leftOut: 1 + random(2 ** 31) });
    default:
      return frame;
  }
}

/** A frame of each kind that an agent says, as it says them. */
const checkpoint = { number: 1, seq: 9, hash: "ab".repeat(32), atMs: 1, signature: "c2ln" };
const machinePolicy = {
  file: "/etc/ailx/policy.yaml",
  rules: [{ id: "tools.deny", line: 3, value: "user.*" }],
  level: { is: 3, line: 1 },
};

export const agentSays: Record<string, Record<string, unknown>> = {
  kept: { kind: "kept", optional: true, checkpoint },
  policy: { kind: "policy", optional: true, maxLevel: 3, policy: machinePolicy },
  hello: {
    kind: "hello",
    capability: 3,
    version: "1",
    proof: "x",
    instanceId: "i",
    bootId: "b",
    machineIdHash: "",
    maxLevel: 4,
    facts,
    calls: [{ id: "x", state: "running" }],
    nowMs: 1,
  },
  accepted: { kind: "accepted", id: "x" },
  refused: { kind: "refused", id: "x", code: "c", detail: "d" },
  started: { kind: "started", id: "x", atMs: 1 },
  stalled: {
    kind: "stalled",
    id: "x",
    stall: {
      kind: "prompt",
      words: "apt-get asks “Continue? [Y/n]”",
      prompt: "Continue? [Y/n]",
      evidence: [{ what: "wchan", found: "wait_woken" }],
      pid: 1,
      program: "apt-get",
      quietMs: 1,
      actions: ["answer", "kill"],
      answers: ["Y", "n"],
    },
  },
  moving: { kind: "moving", id: "x" },
  result: {
    kind: "result",
    id: "x",
    result: {
      outcome: "ok",
      output: { exitCode: 0, signal: null, timedOut: false, durationMs: 1 },
      startedAtMs: 1,
      endedAtMs: 2,
      stdoutBytes: 0,
      stderrBytes: 0,
      truncated: false,
      frames: 0,
      usage: { cpuMs: 1 },
      survivors: [],
      warnings: [],
    },
  },
  sample: {
    kind: "sample",
    sample: {
      atMs: 1,
      load1: 0,
      memoryTotalBytes: 1,
      memoryUsedBytes: 1,
      swapTotalBytes: 0,
      swapUsedBytes: 0,
      disks: [],
    },
  },
  facts: { kind: "facts", facts },
  pong: { kind: "pong" },
};

/** The same of a hub. */
export const hubSays: Record<string, Record<string, unknown>> = {
  checkpoint: { kind: "checkpoint", optional: true, ...checkpoint },
  challenge: { kind: "challenge", capability: 3, hub: "f", nonce: "ab".repeat(16), proof: "p" },
  welcome: {
    kind: "welcome",
    machine: "m1",
    name: "web-1",
    nowMs: 1,
    maxLevel: 4,
    resume: { x: { channel: 1, frames: 0 } },
    sampleEveryMs: 60_000,
    spreadMs: 250,
  },
  call: { kind: "call", id: "x", channel: 1, payload: "{}", signature: "s" },
  settled: { kind: "settled", id: "x" },
  ack: { kind: "ack", id: "x", frames: 1 },
  cancel: { kind: "cancel", id: "x" },
  act: { kind: "act", id: "x", payload: "{}", signature: "s" },
  ping: { kind: "ping" },
  bye: { kind: "bye", code: "c", detail: "d", again: true, afterMs: 0 },
};
