import { readdirSync } from "node:fs";
import { describe, expect, test } from "bun:test";
import { fifos } from "./fifos.ts";
import { launch } from "./process.ts";
import { until } from "../../../test/support/program.ts";

const run = (command: string, timeoutMs = 10_000) =>
  launch({
    argv: ["bash", "--noprofile", "--norc", "-c", command],
    options: { timeoutMs },
    env: {},
    home: "/",
    signal: new AbortController().signal,
    emit: () => {},
    waits: { stepMs: 200, childrenMs: 100, killMs: 500 },
  });
const descriptors = (): number => readdirSync("/proc/self/fd").length;

describe.skipIf(process.platform !== "linux")("the output of a program", () => {
  test("can be opened by its name under /dev, by bash and by programs", async () => {
    const { stdout, stderr, exitCode } = await run(
      "echo one >/dev/stdout; echo two | tee /dev/stderr; echo three >/dev/stderr; sh -c 'echo four >>/proc/self/fd/1'",
    );
    expect({ stdout, stderr, exitCode }).toEqual({
      stdout: "one\ntwo\nfour\n",
      stderr: "two\nthree\n",
      exitCode: 0,
    });
  });

  test("lies under no name that another program could open", async () => {
    const [pair] = (await fifos(1)) ?? [];
    const { stdout } = await run(`readlink /proc/${process.pid}/fd/${pair?.read ?? 0}`);
    expect(stdout).toEndWith("(deleted)\n");
  });

  test("leaves no descriptor open, however it ends", async () => {
    await run("true");
    const before = descriptors();
    for (const command of ["echo x", "exit 3", "kill -9 $$", "setsid sleep 0.2 &", "seq 1 100000 | head -1"])
      await run(command);
    await run("echo x; sleep 10", 50);
    const missing = { argv: ["/no/such/program"], options: {}, env: {}, home: "/", emit: () => {} };
    const outcome = await launch({ ...missing, signal: new AbortController().signal }).catch(() => "not started");
    expect(outcome).toBe("not started");
    await until("all of them to be closed", async () => descriptors() <= before);
  });
});
