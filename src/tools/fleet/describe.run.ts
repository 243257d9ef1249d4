/** Looks one machine up, by name, other name or id. */
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import { untrusted } from "../../domain/untrusted.ts";
import { nearest } from "../../lib/nearest.ts";
import { ratioOf } from "../../lib/proc/memory.ts";
import type { HubPorts } from "../define.ts";
import type { DescribeInput, DescribeOutput } from "./describe.ts";

export async function run({ machine: wanted }: DescribeInput, ports: HubPorts): Promise<DescribeOutput> {
  const machine = found(wanted, ports.machines());
  const { facts, sample } = machine;
  const [fullest] = sample?.disks.toSorted((a, b) => b.usedRatio - a.usedRatio) ?? [];
  return {
    id: machine.id,
    name: machine.name,
    aliases: machine.aliases.slice(0, 100).map(untrusted),
    tags: machine.tags,
    state: machine.state,
    stateReason: untrusted((machine.stateReason ?? "").slice(0, 1_000)),
    kind: facts.kind,
    platform: facts.platform,
    osName: untrusted(facts.osName),
    kernel: untrusted(facts.kernel),
    arch: untrusted(facts.arch),
    init: untrusted(facts.init),
    packageManager: untrusted(facts.packageManager),
    cpus: facts.cpus,
    memoryBytes: facts.memoryBytes,
    addresses: facts.addresses.map(untrusted),
    agentVersion: untrusted(machine.agentVersion.slice(0, 64)),
    maxLevel: machine.maxLevel,
    joinedAtMs: machine.joinedAtMs,
    lastSeenAtMs: machine.lastSeenAtMs,
    bootedAtMs: facts.bootedAtMs,
    ...(facts.rebootRequired === undefined ? {} : { rebootRequired: facts.rebootRequired }),
    services: facts.services.map(untrusted),
    programs: facts.programs.map(untrusted),
    containers: facts.containers.map(untrusted),
    ...(sample === undefined
      ? {}
      : {
          now: {
            atMs: sample.atMs,
            ...(sample.cpuRatio === undefined ? {} : { cpuRatio: sample.cpuRatio }),
            memoryRatio: Math.min(1, ratioOf(sample.memoryUsedBytes, sample.memoryTotalBytes)),
            fullestDiskRatio: fullest?.usedRatio ?? 0,
            fullestDisk: untrusted(fullest?.mount ?? ""),
            load1: sample.load1,
          },
        }),
  };
}

function found(wanted: string, machines: readonly Machine[]): Machine {
  const name = wanted.toLowerCase();
  const machine =
    machines.find((each) => each.name.toLowerCase() === name || each.id === wanted) ??
    machines.find(({ aliases }) => aliases.some((alias) => alias.toLowerCase() === name));
  if (machine) return machine;
  const close = nearest(
    wanted,
    machines.map((each) => each.name),
  );
  throw new AppError("no_machine", `There is no machine named ${JSON.stringify(wanted)}.`, {
    hint: close === undefined ? "`fleet.find` lists them." : `Did you mean ${close}?`,
  });
}
