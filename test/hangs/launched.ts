/** Starts a command line as an agent's call starts it: on a terminal of its own or with its input closed. */
import { launch } from "../../src/agent/calls/process.ts";
import type { Program } from "../../src/agent/calls/program.ts";

export type Launched = { program: Program; end: () => Promise<void> };

export async function launched(command: string, { terminal = false } = {}): Promise<Launched> {
  const begun = Promise.withResolvers<Program>();
  const stop = new AbortController();
  const ended = launch({
    argv: ["bash", "--noprofile", "--norc", "-c", command],
    options: { terminal, live: true, maxBytes: 0, timeoutMs: 600_000 },
    env: { AILX_CALL: crypto.randomUUID(), PATH: process.env["PATH"] ?? "/usr/bin:/bin" },
    home: "/tmp",
    signal: stop.signal,
    emit: () => {},
    observer: { begun: begun.resolve, ended: () => {} },
  });
  ended.catch(begun.reject);
  const program = await begun.promise;
  return {
    program,
    end: async () => {
      program.signal("SIGKILL");
      stop.abort();
      await ended;
    },
  };
}
