/** What a program and all that it started used, and which limits it met: from its cgroup, else from what the kernel tells of a child. */
import { join } from "node:path";
import type { Usage } from "../../domain/usage.ts";
import { numbers, read } from "./cgroupProbe.ts";
import type { Cgroup } from "./cgroup.ts";
import type { Report } from "./program.ts";

type Spent = {
  cpuTime: { total: number | bigint };
  maxRSS: number;
  ops: { in: number; out: number };
};

/** The kernel counts blocks that went to a disk, in this size. */
const blockBytes = 512;

export function usageOf({ cgroup, spent }: { cgroup: Cgroup | undefined; spent: Spent | undefined }): Usage {
  return { ...(spent ? ofChild(spent) : {}), ...(cgroup ? ofCgroup(cgroup) : {}) };
}

// Of the child and of those of its children that it waited for. Until it became its program it was a copy of the agent, and the
// kernel counts that: what is no more than the agent's own peak says nothing.
const ofChild = ({ cpuTime, maxRSS, ops }: Spent): Usage => ({
  cpuMs: Math.round(Number(cpuTime.total) / 1_000),
  ...(maxRSS > process.resourceUsage().maxRSS * 1_024 ? { memoryBytes: maxRSS } : {}),
  readBytes: ops.in * blockBytes,
  writtenBytes: ops.out * blockBytes,
});

function ofCgroup(cgroup: Cgroup): Usage {
  const memory = cgroup.with("memory");
  const pids = cgroup.with("pids");
  const io = cgroup.with("io");
  const cpuUs =
    cgroup.main.version === 2 ? one(/^usage_usec (\d+)$/m, read(join(cgroup.main.dir, "cpu.stat"))) : undefined;
  const memoryBytes = memory
    ? numbers(read(join(memory.dir, memory.version === 2 ? "memory.peak" : "memory.max_usage_in_bytes")))[0]
    : undefined;
  const processes = pids ? numbers(read(join(pids.dir, "pids.peak")))[0] : undefined;
  const moved = io ? read(join(io.dir, "io.stat")) : undefined;
  return {
    ...(cpuUs === undefined ? {} : { cpuMs: Math.round(cpuUs / 1_000) }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(processes === undefined ? {} : { processes }),
    ...(moved === undefined
      ? {}
      : { readBytes: sum(/rbytes=(\d+)/g, moved), writtenBytes: sum(/wbytes=(\d+)/g, moved) }),
  };
}

/** What of its limits it met, and what was asked for and cannot be held on this machine. */
export function limitWarnings(
  cgroup: Cgroup | undefined,
  asked: readonly ("memory" | "processes")[],
): Report["warnings"] {
  const unheld = cgroup ? cgroup.unlimited : asked;
  const warnings = unheld.map((what) => ({
    code: "limit_not_held",
    detail: `This machine gives the agent no control group for ${what}: the limit was ${what === "memory" ? "held for each process alone, not for all together" : "not held"}.`,
  }));
  if (!cgroup) return warnings;
  const memory = cgroup.with("memory");
  const events = memory && read(join(memory.dir, memory.version === 2 ? "memory.events" : "memory.oom_control"));
  const killed = one(/^oom_kill (\d+)$/m, events ?? "") ?? 0;
  if (killed > 0)
    warnings.push({
      code: "memory_limit",
      detail: `It reached its memory limit, and the kernel ended ${killed === 1 ? "a process" : `${killed} processes`} of it.`,
    });
  const pids = cgroup.with("pids");
  const refused = one(/^max (\d+)$/m, pids ? read(join(pids.dir, "pids.events")) : "") ?? 0;
  if (refused > 0)
    warnings.push({
      code: "process_limit",
      detail: `It reached its limit of ${read(join(pids?.dir ?? "", "pids.max")).trim()} processes, and could start no more.`,
    });
  return warnings;
}

function one(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
const sum = (pattern: RegExp, text: string): number =>
  [...text.matchAll(pattern)].reduce((total, [, digits]) => total + Number(digits), 0);
