/** One agent a state directory: two would keep two journals under one name, and each would do what the other had done. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "../domain/error.ts";
import { isAlive, statOf } from "./calls/strays.ts";

/** Whoever was killed just now needs a moment to be gone. */
const waitMs = 2_000;

/** Throws `conflict` where another agent that is alive works there. */
export async function soleAgent(stateDir: string, { patienceMs = waitMs } = {}): Promise<void> {
  const path = join(stateDir, "agent.pid");
  const untilMs = performance.now() + patienceMs;
  for (let other = aliveIn(path); other !== undefined; other = aliveIn(path)) {
    if (performance.now() >= untilMs)
      throw new AppError("conflict", `Another agent, process ${other}, works with ${stateDir}.`, {
        hint: "Stop that one first (`systemctl stop ailx-agent`), or give this one a state directory of its own.",
      });
    await Bun.sleep(50);
  }
  try {
    writeFileSync(path, `${process.pid} ${startedTicks(process.pid)}\n`, { mode: 0o600 });
  } catch {
    // A full disk keeps no agent from its hub.
  }
}

function aliveIn(path: string): number | undefined {
  const [pid, ticks] = read(path).split(/\s+/);
  const other = Number(pid);
  if (!Number.isInteger(other) || other <= 0 || other === process.pid) return undefined;
  // A process number is given away again; when it began is not. Elsewhere than on Linux nobody says when.
  if (process.platform === "linux") return ticks === startedTicks(other) && isAlive(statOf(other)) ? other : undefined;
  return isThere(other) ? other : undefined;
}

const startedTicks = (pid: number): string => statOf(pid)?.startedTicks ?? "";

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
