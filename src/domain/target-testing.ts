/** Machines for tests of targets and planners: what is not said is ordinary. */
import type { Comparison } from "./condition.ts";
import { machineId, type Machine, type MachineKind, type MachineState } from "./machine.ts";
import type { Sample } from "./metric.ts";

export const comparisons: readonly Comparison[] = ["==", "!=", ">", ">=", "<", "<="];

export type MachineSketch = {
  name: string;
  aliases?: string[];
  tags?: string[];
  state?: MachineState;
  kind?: MachineKind;
  os?: [id: string, version: string];
  kernel?: string;
  agent?: string;
  packageManager?: string;
  init?: string;
  services?: string[];
  containers?: string[];
  programs?: string[];
  /** Shares 0..1; a machine of which none is said has no sample. */
  cpu?: number;
  memory?: number;
  disk?: number;
};

export const machineOf = (sketch: MachineSketch): Machine => {
  const sample = sampleOf(sketch);
  return {
    id: machineId(`id-${sketch.name}`),
    name: sketch.name,
    aliases: sketch.aliases ?? [],
    tags: sketch.tags ?? [],
    state: sketch.state ?? "online",
    facts: {
      hostname: sketch.name,
      platform: sketch.os?.[0] === "windows" ? "windows" : "linux",
      osId: sketch.os?.[0] ?? "ubuntu",
      osVersion: sketch.os?.[1] ?? "22.04",
      osName: (sketch.os ?? ["ubuntu", "22.04"]).join(" "),
      arch: "x64",
      kernel: sketch.kernel ?? "5.15.0-91-generic",
      kind: sketch.kind ?? "vm",
      init: sketch.init ?? "systemd",
      packageManager: sketch.packageManager ?? "apt",
      cpus: 4,
      memoryBytes: 8 * gib,
      addresses: [],
      macs: [],
      bootedAtMs: 0,
      services: sketch.services ?? [],
      programs: sketch.programs ?? [],
      containers: sketch.containers ?? [],
    },
    agentVersion: sketch.agent ?? "1.2.0",
    maxLevel: 4,
    joinedAtMs: 0,
    lastSeenAtMs: 0,
    ...(sample ? { sample } : {}),
  };
};

const gib = 2 ** 30;

function sampleOf({ cpu, memory, disk }: MachineSketch): Sample | undefined {
  if (cpu === undefined && memory === undefined && disk === undefined) return undefined;
  const root = {
    mount: "/",
    device: "/dev/vda1",
    fileSystem: "ext4",
    totalBytes: 100 * gib,
    usedBytes: (disk ?? 0) * 100 * gib,
    usedRatio: disk ?? 0,
  };
  return {
    atMs: 0,
    ...(cpu === undefined ? {} : { cpuRatio: cpu }),
    load1: 1,
    memoryTotalBytes: 8 * gib,
    memoryUsedBytes: (memory ?? 0) * 8 * gib,
    swapTotalBytes: 0,
    swapUsedBytes: 0,
    disks: disk === undefined ? [] : [root],
  };
}
