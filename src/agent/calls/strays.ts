/**
 * Processes of a call that left its process group (`setsid`, a double fork): found by the mark in their environment,
 * which every child of the call inherits. One that wipes its environment on purpose is not found.
 */
import { readdirSync, readFileSync } from "node:fs";

/** The variable in every child's environment; its value is this call's alone. */
export const markName = "AILX_CALL";

/** Sends a signal to each of them. Where there is no /proc, none is found. */
export function endStrays(mark: string, signal: "SIGTERM" | "SIGKILL"): void {
  for (const pid of marked(mark)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself.
    }
  }
}

/** Their process ids; the agent itself is never among them. */
export function marked(mark: string): number[] {
  const wanted = Buffer.from(`\0${markName}=${mark}\0`);
  return pids().filter((pid) => pid !== process.pid && environmentOf(pid).includes(wanted));
}

function pids(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** With a NUL before its first variable and after its last; empty where it may not be read or is gone. */
function environmentOf(pid: number): Buffer {
  try {
    return Buffer.concat([nul, readFileSync(`/proc/${pid}/environ`), nul]);
  } catch {
    return nul;
  }
}
const nul = Buffer.from([0]);
