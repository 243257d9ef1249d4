/** Programs on a terminal of their own: what they ask is answered, and nobody is flooded. */
import { describe, expect } from "bun:test";
import { until } from "../../../test/support/program.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { launch } from "./process.ts";
import type { Program } from "./program.ts";

const onTerminal = testWhere(process.platform !== "win32", "a terminal");

function started(
  line: string,
  {
    emit = () => {},
    maxBytes = 1 << 20,
  }: { emit?: (bytes: Uint8Array) => void | Promise<void>; maxBytes?: number } = {},
) {
  const held: { program?: Program } = {};
  const stop = new AbortController();
  const done = launch({
    argv: ["bash", "--noprofile", "--norc", "-c", line],
    options: { terminal: true, live: true, maxBytes },
    env: {},
    home: "/tmp",
    signal: stop.signal,
    emit: (_, bytes) => emit(bytes),
    observer: { begun: (program) => (held.program = program), ended: () => {} },
  });
  const program = (): Program => {
    if (!held.program) throw new Error("it has not begun");
    return held.program;
  };
  return { done, program, stop };
}

describe("a program on a terminal", () => {
  onTerminal("has one of its own, stays plain, and what it asks is answered", async () => {
    const { done, program } = started("[ -t 0 ] && [ -t 1 ] && echo tty $TERM; read -p 'name? ' x; echo hello $x");
    await until("it to ask", async () => program().tail().endsWith("name? "));
    program().type?.("ann\n");
    expect(await done).toMatchObject({ exitCode: 0, stdout: "tty dumb\nname? ann\nhello ann\n", stderr: "" });
  });

  onTerminal("hears Ctrl-C, because the terminal is its controlling one", async () => {
    const { done, program } = started("trap 'echo caught; exit 5' INT; echo ready; while :; do sleep 0.05; done");
    await until("it to be ready", async () => program().tail().includes("ready"));
    program().type?.("\u0003");
    expect((await done).exitCode).toBe(5);
  });

  onTerminal("writes no faster than is taken, and nothing is lost", async () => {
    let bytes = 0;
    let open = false;
    const gate = Promise.withResolvers<void>();
    const { done, program } = started("seq 1 2000000; echo end", {
      emit: async (each) => {
        bytes += each.length;
        if (!open) await gate.promise;
      },
    });
    await until("it to write", async () => bytes > 0);
    const cpu = (): string => Bun.spawnSync(["ps", "-o", "stat=", "-p", String(program().pid)]).stdout.toString();
    await Bun.sleep(300);
    expect(cpu()).toMatch(/^S/);
    open = true;
    gate.resolve();
    const { stdout, exitCode } = await done;
    expect(exitCode).toBe(0);
    const whole = `${Array.from({ length: 2_000_000 }, (_, index) => index + 1).join("\n")}\nend\n`;
    expect(bytes).toBe(whole.length);
    expect(stdout.endsWith("2000000\nend\n")).toBe(true);
  });

  onTerminal("is ended like any other", async () => {
    const { done, program, stop } = started("echo ready; sleep 60");
    await until("it to be ready", async () => program().tail().includes("ready"));
    stop.abort();
    expect(await done).toMatchObject({ exitCode: null, signal: "SIGINT" });
  });
});
