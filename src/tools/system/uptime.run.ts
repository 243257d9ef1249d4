/** Reads uptime and load from /proc, and what asks for a restart. */
import { readFileSync } from "node:fs";
import { untrusted } from "../../domain/untrusted.ts";
import { parseLoad } from "../../lib/proc/cpu.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { restartReasons } from "./restart-needed.ts";
import type { UptimeOutput } from "./uptime.ts";

export async function run(_input: object, ctx: ToolContext): Promise<UptimeOutput> {
  const { cpus, kernel, kind } = ctx.facts();
  const uptimeMs = Math.round(Number.parseFloat(read("/proc/uptime")) * 1_000);
  if (!Number.isFinite(uptimeMs))
    throw new ToolError("not_supported", "This machine does not say in /proc/uptime since when it runs.");
  const { load1, load5, load15 } = parseLoad(read("/proc/loadavg"));
  const why = restartReasons({ kernel, contained: kind === "lxc" || kind === "container" });
  return {
    // The clock may have been set since: what the boot's moment is worth is what now is worth.
    bootedAtMs: ctx.nowMs() - uptimeMs,
    uptimeMs,
    load: [load1, load5, load15],
    cpus,
    rebootRequired: why.length > 0,
    why: why.map((each) => untrusted(each.slice(0, 1_000))),
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
