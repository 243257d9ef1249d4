/** Reads /proc/meminfo. */
import { readFileSync } from "node:fs";
import { parseMemory, ratioOf } from "../../lib/proc/memory.ts";
import type { MemoryOutput } from "./memory.ts";

export async function run(): Promise<MemoryOutput> {
  const memory = parseMemory(readFileSync("/proc/meminfo", "utf8"));
  return { ...memory, usedRatio: ratioOf(memory.usedBytes, memory.totalBytes) };
}
