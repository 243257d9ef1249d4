/** The terminal, pipes and environment that a command works with, so that tests can hand in others. */
import { writeSync } from "node:fs";
import { isatty } from "node:tty";

export type Io = {
  /** Standard output and standard error. What is written is written before they return. */
  out: (data: string | Uint8Array) => void;
  err: (data: string | Uint8Array) => void;
  /** Whether a person sits at that end. */
  tty: { in: boolean; out: boolean; err: boolean };
  /** Whether standard output may be coloured. */
  colour: boolean;
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
  home: string;
  uid: number;
  /** Asks for one line on the terminal; undefined at the end of input. */
  ask: (question: string) => Promise<string | undefined>;
  /** The same without echo. */
  askSecret: (question: string) => Promise<string | undefined>;
  /** Calls back at Ctrl-C and at a request to stop, until the returned function is called. */
  onStop: (handler: (signal: "SIGINT" | "SIGTERM") => void) => () => void;
};

export function systemIo(): Io {
  const env = process.env; // the only place that reads it
  const tty = { in: isatty(0), out: isatty(1), err: isatty(2) };
  return {
    out: (data) => writeAll(1, data),
    err: (data) => writeAll(2, data),
    tty,
    colour: tty.out && !env["NO_COLOR"] && env["TERM"] !== "dumb",
    env,
    cwd: process.cwd(),
    home: env["HOME"] ?? "/",
    uid: process.getuid?.() ?? 0,
    ask: async (question) => (await import("./prompt.ts")).askLine(question),
    askSecret: async (question) => (await import("./prompt.ts")).askSecret(question),
    onStop,
  };
}

/** Blocking on purpose: a slow reader slows us down, and nothing is lost when the program ends. */
function writeAll(fd: number, data: string | Uint8Array): void {
  let rest = typeof data === "string" ? Buffer.from(data) : data;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      // The reader went away (`ailx tasks | head -1`): nobody is left to tell.
      if (code === "EPIPE") process.exit(0);
      if (code !== "EAGAIN") throw error;
      Bun.sleepSync(2);
    }
  }
}

function onStop(handler: (signal: "SIGINT" | "SIGTERM") => void): () => void {
  const handlers = (["SIGINT", "SIGTERM"] as const).map((signal) => ({ signal, listener: () => handler(signal) }));
  for (const { signal, listener } of handlers) process.on(signal, listener);
  return () => {
    for (const { signal, listener } of handlers) process.off(signal, listener);
  };
}
