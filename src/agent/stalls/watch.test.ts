import { describe, expect, test } from "bun:test";
import type { Stall } from "../../domain/stall.ts";
import type { Program } from "../calls/program.ts";
import { watchStallsEvery } from "./watch.ts";

/** A sleeping process that writes when the test says so. */
function sleeper() {
  const child = Bun.spawn(["sleep", "1000"], { stdin: "ignore" });
  let lastMs = Date.now();
  const program: Program = {
    pid: child.pid,
    pids: () => [child.pid],
    lastOutputMs: () => lastMs,
    tail: () => "",
    signal: (name) => child.kill(name),
  };
  return { program, write: () => (lastMs = Date.now()), end: () => child.kill() };
}

describe.if(process.platform === "linux")("a silent call", () => {
  test("is told of once, as moving when it writes, and again after the next silence", async () => {
    const { program, write, end } = sleeper();
    const told: (string | undefined)[] = [];
    const heard = (count: number) => async () => {
      while (told.length < count) await Bun.sleep(10);
    };
    const watching = watchStallsEvery({ everyMs: 20, gapMs: 10, againMs: 30 })({
      programs: () => [program],
      idleMs: () => 100,
      tell: (stall) => void told.push(stall?.kind),
    });
    await heard(1)();
    await Bun.sleep(150);
    expect(told).toEqual(["sleep"]);
    write();
    await heard(3)();
    expect(told).toEqual(["sleep", undefined, "sleep"]);
    watching.stop();
    end();
  });

  test("that somebody waits for is left in peace until it has been silent three times as long", async () => {
    const { program, end } = sleeper();
    const quiet: number[] = [];
    let waits = false;
    const watching = watchStallsEvery({ everyMs: 20, gapMs: 10, againMs: 30 })({
      programs: () => [program],
      idleMs: () => (waits ? 300 : 100),
      tell: (stall: Stall | undefined) => {
        quiet.push(stall?.quietMs ?? -1);
        waits = false;
      },
    });
    while (quiet.length < 1) await Bun.sleep(10);
    waits = true;
    while (quiet.length < 2) await Bun.sleep(10);
    expect(quiet[1]).toBeGreaterThanOrEqual(300);
    watching.stop();
    end();
  });
});
