/** Starts a command line as a call's program for a test: on a terminal of its own or with its input closed. */
import type { Program } from "../../src/agent/calls/program.ts";

export type Launched = { program: Program; end: () => Promise<void> };

const environment = {
  PATH: process.env["PATH"] ?? "/usr/bin:/bin",
  HOME: process.env["HOME"] ?? "/root",
  LANG: "C.UTF-8",
  TERM: "xterm",
};

export function launched(command: string, { terminal = false } = {}): Launched {
  let lastOutputMs = Date.now();
  let tail = "";
  const read = new TextDecoder();
  const hear = (bytes: Uint8Array): void => {
    lastOutputMs = Date.now();
    tail = (tail + read.decode(bytes, { stream: true })).slice(-1_024);
  };
  const argv = ["bash", "--noprofile", "--norc", "-c", command];
  const given = { detached: true, env: environment, cwd: "/tmp" } as const;
  const screen = terminal
    ? new Bun.Terminal({ cols: 80, rows: 24, data: (_terminal, bytes) => hear(bytes) })
    : undefined;
  const child = screen
    ? Bun.spawn(argv, { ...given, terminal: screen })
    : Bun.spawn(argv, { ...given, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  for (const stream of [child.stdout, child.stderr])
    if (stream instanceof ReadableStream) void stream.pipeTo(new WritableStream({ write: hear })).catch(() => {});
  const pids = (): number[] => treeOf(child.pid);
  const signal: Program["signal"] = (name) => {
    for (const pid of pids())
      try {
        process.kill(pid, name);
      } catch {
        // It ended meanwhile.
      }
  };
  return {
    program: {
      pid: child.pid,
      pids,
      lastOutputMs: () => lastOutputMs,
      tail: () => tail,
      signal,
      ...(screen ? { type: (text: string) => void screen.write(text) } : {}),
    },
    end: async () => {
      signal("SIGKILL");
      await child.exited;
      screen?.close();
    },
  };
}

/** A process and all that descend from it. */
function treeOf(pid: number): number[] {
  const children = Bun.spawnSync(["ps", "-e", "-o", "pid=,ppid="]).stdout.toString();
  const pairs = children.split("\n").map((line) => line.trim().split(/\s+/).map(Number));
  const tree = [pid];
  for (const known of tree) for (const [child = 0, parent] of pairs) if (parent === known) tree.push(child);
  return tree;
}
