/** A hub's key, a machine, a tool that counts how often it ran and a call of it, for tests of the wire. */
import * as z from "zod/mini";
import { type Facts, machineId } from "../../src/domain/machine.ts";
import { fingerprintOf, newPrivateKey, publicKeyOf } from "../../src/lib/ed25519.ts";
import { agentTool, type Tool } from "../../src/tools/define.ts";

export const machine = machineId("m1");
export const hubKey = newPrivateKey();
export const spki = publicKeyOf(hubKey);
export const fingerprint = fingerprintOf(spki);

export const facts: Facts = {
  hostname: "web-1",
  platform: "linux",
  osId: "debian",
  osVersion: "12",
  osName: "Debian",
  arch: "x64",
  kernel: "6",
  kind: "vm",
  init: "systemd",
  packageManager: "apt",
  cpus: 1,
  memoryBytes: 1,
  addresses: [],
  macs: [],
  bootedAtMs: 0,
  services: [],
  programs: [],
  containers: [],
};
/** How often it really ran; `wait` holds it until the test lets go. */
export const counting: { runs: number; wait: Promise<void> } = { runs: 0, wait: Promise.resolve() };

export const counter: Tool = agentTool({
  name: "test.count",
  version: 1,
  does: "Counts.",
  input: () => z.strictObject({ lines: z.int() }),
  output: () => z.object({ n: z.int() }),
  access: "change",
  platforms: ["linux", "darwin"],
  risk: () => ({ risk: "medium", reasons: [] }),
  level: () => 2,
  preview: () => ({ title: "Count", exact: "count" }),
  checks: () => ["counted"],
  judge: () => ({ kind: "unchecked" }),
  undo: () => ({ kind: "nothing" }),
  line: ({ n }) => String(n),
  timeoutMs: 10_000,
  load: {
    run: async () => ({
      run: async ({ lines }: { lines: number }, ctx) => {
        counting.runs++;
        for (let n = 0; n < lines; n++) await ctx.emit("stdout", new TextEncoder().encode(`line ${n}\n`));
        await counting.wait;
        return { n: counting.runs };
      },
    }),
    view: async () => ({ Outcome: () => "" }),
  },
});

export const call = (callId: string, given: object = {}) => ({
  callId,
  attempt: 1,
  tool: "test.count",
  toolVersion: 1,
  input: { lines: 0 },
  level: 2 as const,
  planDigest: "d",
  actor: "ann",
  task: "t",
  timeoutMs: 5_000,
  outputBytes: 100_000,
  ...given,
});
