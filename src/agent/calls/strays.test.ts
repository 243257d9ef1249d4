import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { launch } from "./process.ts";
import { marked, markName } from "./strays.ts";

const onLinux = test.if(process.platform === "linux");
const alive = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));

/** Starts a command, and cancels it once `count` of its processes are there. */
async function cancelled(command: string, count: number): Promise<number[]> {
  const mark = crypto.randomUUID();
  const stop = new AbortController();
  const ended = launch({
    argv: ["bash", "--noprofile", "--norc", "-c", command],
    options: {},
    env: { [markName]: mark },
    home: "/tmp",
    signal: stop.signal,
    emit: () => {},
  });
  while (marked(mark).length < count) await Bun.sleep(5);
  const pids = marked(mark);
  stop.abort();
  await ended;
  return pids;
}

describe("a cancelled call", () => {
  onLinux(
    "takes along what left its session, what forked twice and what ignores TERM",
    async () => {
      const command = "setsid sleep 60 & (setsid bash -c 'trap \"\" TERM; sleep 60; true' &) ; nohup sleep 60 & wait";
      const pids = await cancelled(command, 5);
      expect(pids.filter(alive)).toEqual([]);
    },
    10_000,
  );

  onLinux("leaves processes of other calls alone", async () => {
    const other = Bun.spawn(["sleep", "60"], { env: { PATH: process.env["PATH"] ?? "", [markName]: "another" } });
    await cancelled("sleep 60", 1);
    expect(alive(other.pid)).toBe(true);
    other.kill();
  });

  test("with an unknown mark finds nothing", () => {
    expect(marked(crypto.randomUUID())).toEqual([]);
  });
});
