import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, type Launch } from "./process.ts";

function run(command: string, given: Partial<Launch> = {}) {
  const heard: string[] = [];
  const done = launch({
    argv: ["bash", "--noprofile", "--norc", "-c", command],
    options: {},
    env: {},
    home: "/tmp",
    signal: new AbortController().signal,
    emit: (stream, bytes) => void heard.push(`${stream}:${new TextDecoder().decode(bytes)}`),
    ...given,
  });
  return { heard, done };
}
const alive = (pid: string): boolean =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));

describe("a program", () => {
  test("brings its exit status and both streams", async () => {
    expect(await run("echo out; echo err >&2; exit 7").done).toMatchObject({
      exitCode: 7,
      signal: null,
      stdout: "out\n",
      stderr: "err\n",
      timedOut: false,
    });
  });

  test("that a signal ended has no exit status", async () => {
    expect(await run("kill -KILL $$").done).toMatchObject({ exitCode: null, signal: "SIGKILL" });
  });

  test("has no input, a clean environment and its own session", async () => {
    const { stdout } = await run("read -r x; echo read=$?; env | sort; ps -o sid= -p $$ | tr -d ' '; echo $$", {
      env: { AILX_TASK: "t1" },
    }).done;
    expect(stdout).toContain("read=1");
    expect(stdout).toContain("AILX_TASK=t1");
    expect(stdout).toContain("DEBIAN_FRONTEND=noninteractive");
    expect(stdout).not.toContain("BUN");
    const [session, pid] = stdout.trim().split("\n").slice(-2);
    expect(session).toBe(pid ?? "");
  });

  test("is told in its environment that nobody can be asked", async () => {
    const { stdout } = await run("env").done;
    for (const line of ["LESS=-FRX", "GIT_TERMINAL_PROMPT=0", "SSH_ASKPASS_REQUIRE=never", "UCF_FORCE_CONFFOLD=1"])
      expect(stdout.split("\n")).toContain(line);
  });

  test("that takes too long is ended with all its children, also those that ignore TERM", async () => {
    const file = join(tmpdir(), `ailx-pids-${crypto.randomUUID()}`);
    const { timedOut } = await run(
      `trap '' TERM; echo $$ >> ${file}; (trap '' TERM; echo $BASHPID >> ${file}; sleep 60) & sleep 60`,
      { options: { timeoutMs: 300 } },
    ).done;
    expect(timedOut).toBe(true);
    expect(readFileSync(file, "utf8").trim().split("\n").filter(alive)).toEqual([]);
  }, 10_000);

  test("is ended when its call is cancelled", async () => {
    const stop = new AbortController();
    const { done } = run("sleep 60", { signal: stop.signal });
    setTimeout(() => stop.abort(), 100);
    expect(await done).toMatchObject({ exitCode: null, signal: "SIGINT" });
  });

  test("whose child keeps the pipes open ends all the same", async () => {
    const { stdout } = await run("echo now; sleep 30 & disown").done;
    expect(stdout).toBe("now\n");
  });

  test("that writes more than is kept loses the middle, and says how much", async () => {
    const { stdout } = await run("seq 1 20000", { options: { maxBytes: 1_000 } }).done;
    expect(stdout.startsWith("1\n2\n")).toBe(true);
    expect(stdout.trimEnd().endsWith("20000")).toBe(true);
    expect(stdout).toMatch(/\[… \d+ bytes left out …\]/);
    expect(stdout.length).toBeLessThan(1_200);
  });

  test("is heard live only where that was asked for", async () => {
    const quiet = run("echo a");
    const live = run("echo a", { options: { live: true } });
    await Promise.all([quiet.done, live.done]);
    expect([quiet.heard, live.heard]).toEqual([[], ["stdout:a\n"]]);
  });

  test("that does not exist is an error, not a result", async () => {
    const gone = run("", { argv: ["/nowhere/at-all"] });
    expect(await gone.done.catch((error: unknown) => error)).toBeInstanceOf(Error);
  });
});
