/** Puts together what the agent knows of its machine and how it is doing now. */
import { readFileSync } from "node:fs";
import { cpus, freemem, loadavg, totalmem } from "node:os";
import { untrusted } from "../../domain/untrusted.ts";
import { parseMemory } from "../../lib/proc/memory.ts";
import type { ToolContext } from "../define.ts";
import type { InfoOutput } from "./info.ts";

export async function run(_input: object, ctx: ToolContext): Promise<InfoOutput> {
  const facts = ctx.facts();
  const [load1 = 0, load5 = 0, load15 = 0] = loadavg();
  const memory = facts.platform === "linux" ? parseMemory(readFileSync("/proc/meminfo", "utf8")) : undefined;
  return {
    hostname: untrusted(facts.hostname),
    osName: untrusted(facts.osName),
    kernel: untrusted(facts.kernel),
    arch: untrusted(facts.arch),
    kind: facts.kind,
    cpus: facts.cpus,
    cpuModel: untrusted((cpus()[0]?.model ?? "").slice(0, 256)),
    memoryTotalBytes: memory?.totalBytes ?? totalmem(),
    memoryUsedBytes: memory?.usedBytes ?? totalmem() - freemem(),
    load1,
    load5,
    load15,
    bootedAtMs: facts.bootedAtMs,
    uptimeMs: Math.max(0, ctx.nowMs() - facts.bootedAtMs),
    addresses: facts.addresses.map(untrusted),
  };
}
