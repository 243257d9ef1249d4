/** An agent for the hub's own computer: a process of its own, which joins by the hub's socket and ends with the hub. */
import { join } from "node:path";
import type { Log } from "../lib/log.ts";

const againAfterMs = 1_000;

/** Starts it, and again whenever it ends by itself. */
export function startLocalAgent({
  dataDir,
  socketPath,
  url,
  log,
}: {
  dataDir: string;
  socketPath: string;
  url: string;
  log: Log;
}): { stop: () => Promise<void> } {
  let stopping = false;
  let child = spawn();

  function spawn() {
    const program = Bun.isStandaloneExecutable
      ? [process.execPath]
      : [process.execPath, join(import.meta.dir, "../main.ts")];
    const started = Bun.spawn(
      [
        ...program,
        "agent",
        "--state",
        join(dataDir, "agent"),
        "--hub",
        url,
        "--hub-socket",
        socketPath,
        "--max-level",
        "4",
        "--log-level",
        "warn",
      ],
      {
        stdin: "ignore",
        stdout: "ignore",
        stderr: "inherit",
        // It ends with the hub however the hub ends: its socket is then gone, and the next hub starts its own.
        env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", AILX_PARENT: String(process.pid) },
      },
    );
    void started.exited.then((status) => {
      if (stopping) return;
      log.warn("localAgent.ended", { status });
      setTimeout(() => {
        if (!stopping) child = spawn();
      }, againAfterMs);
    });
    return started;
  }

  return {
    stop: async () => {
      stopping = true;
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}
