/** A tool context whose programs answer from a script, in order; a program that the script does not expect is an error. */
import type { JsonObject } from "../../src/lib/json.ts";
import type { Facts } from "../../src/domain/machine.ts";
import { silentLog } from "../../src/lib/log.ts";
import { noBackups } from "../../src/agent/backups/none.ts";
import { noDeadman } from "../../src/agent/deadman/none.ts";
import {
  ToolError,
  type BackupPort,
  type DeadmanPort,
  type Spawned,
  type ToolContext,
} from "../../src/tools/define.ts";

/** What is expected to be run (its words joined by spaces), and what it answers. */
export type Scripted = readonly [argv: RegExp, answer: Partial<Spawned> | Error];

export type ScriptedContext = ToolContext & {
  /** What was to be known after the agent's next start. */
  notes: JsonObject[];
  /** What was run so far, words joined by spaces. */
  ran: string[];
  /** What the script still expects. */
  left: () => number;
  sleptMs: number[];
};

export const debianFacts: Facts = {
  hostname: "web-1",
  platform: "linux",
  osId: "debian",
  osVersion: "12",
  osName: "Debian GNU/Linux 12 (bookworm)",
  arch: "x64",
  kernel: "6.1.0-37-amd64",
  kind: "vm",
  init: "systemd",
  packageManager: "apt",
  cpus: 2,
  memoryBytes: 4 << 30,
  addresses: ["10.0.0.7"],
  macs: ["52:54:00:12:34:56"],
  bootedAtMs: 1_795_222_000_000,
  services: ["nginx", "ssh"],
  programs: ["nginx"],
  containers: [],
};

export function scripted(
  script: readonly Scripted[] = [],
  more: {
    facts?: Partial<Facts>;
    unixHttp?: ToolContext["unixHttp"];
    nowMs?: number;
    signal?: AbortSignal;
    backup?: BackupPort;
    deadman?: DeadmanPort;
  } = {},
): ScriptedContext {
  const waiting = [...script];
  const ran: string[] = [];
  const sleptMs: number[] = [];
  const notes: JsonObject[] = [];
  let nowMs = more.nowMs ?? 1_795_226_400_000;
  return {
    ran,
    sleptMs,
    notes,
    secrets: new Map(),
    left: () => waiting.length,
    spawn: async (argv) => {
      const line = argv.join(" ");
      ran.push(line);
      const next = waiting.shift();
      if (!next || !next[0].test(line)) throw new Error(`the script does not expect “${line}”`);
      if (next[1] instanceof Error) throw next[1];
      return { exitCode: 0, signal: null, stdout: "", stderr: "", timedOut: false, ...next[1] };
    },
    unixHttp: more.unixHttp ?? (() => Promise.reject(new ToolError("tool_failed", "no such socket"))),
    emit: () => {},
    signal: more.signal ?? new AbortController().signal,
    nowMs: () => nowMs,
    sleep: async (ms) => {
      sleptMs.push(ms);
      nowMs += ms;
      // The real time of short waits passes too, so that what is measured over them is real.
      if (ms <= 200) await Bun.sleep(ms);
    },
    facts: () => ({ ...debianFacts, ...more.facts }),
    log: silentLog,
    backup: more.backup ?? noBackups,
    deadman: more.deadman ?? noDeadman,
    ownPaths: () => [],
    goesOn: (note) => void notes.push(note),
  };
}
