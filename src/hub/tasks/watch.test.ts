import { describe, expect, test } from "bun:test";
import { machineId } from "../../domain/machine.ts";
import { limits } from "../../protocol/limits.ts";
import { graceMs, Watch, type Out } from "./watch.ts";

const machine = machineId("web-1");
const out = (given: Partial<Out> = {}): Out => ({
  attemptId: "a",
  runId: "r",
  machineId: machine,
  access: "change",
  sentAtMs: 1_000,
  acknowledged: false,
  accepted: false,
  timeoutMs: 10_000,
  outputBytes: 1_000,
  ...given,
});
const why = (watch: Watch, nowMs: number): string[] => watch.overdue(nowMs).map((late) => late.why);

describe("a call that is out", () => {
  test("has its time to be acknowledged", () => {
    const watch = new Watch();
    watch.add(out());
    expect(why(watch, 1_000 + limits.acknowledgeMs - 1)).toEqual([]);
    expect(why(watch, 1_000 + limits.acknowledgeMs)).toEqual(["not_acknowledged"]);
  });

  test("once acknowledged waits its turn, and once started a while beyond its own limit", () => {
    const watch = new Watch();
    watch.add(out());
    watch.acknowledged(machine, "a");
    expect(why(watch, 500_000)).toEqual([]);
    watch.started(machine, "a", 1_000);
    expect(why(watch, 70_999)).toEqual([]);
    expect(why(watch, 71_000)).toEqual(["no_result"]);
  });

  test("of a machine that went away has the grace to come back", () => {
    const watch = new Watch();
    watch.add(out({ acknowledged: true }));
    watch.away(machine, 2_000);
    expect(why(watch, 2_000 + graceMs - 1)).toEqual([]);
    expect(why(watch, 2_000 + graceMs)).toEqual(["machine_away"]);
    watch.back(machine);
    expect(why(watch, 2_000 + graceMs)).toEqual([]);
  });

  test("whose tool takes the machine away is waited for as long as the tool says", () => {
    const watch = new Watch();
    watch.add(out({ acknowledged: true, awayMs: 600_000 }));
    watch.away(machine, 2_000);
    expect(why(watch, 2_000 + 599_999)).toEqual([]);
    expect(why(watch, 2_000 + 600_000)).toEqual(["machine_away"]);
  });

  test("that never was acknowledged is not waited for longer because its machine went away", () => {
    const watch = new Watch();
    watch.add(out());
    watch.away(machine, 1_500);
    expect(why(watch, 1_500 + limits.acknowledgeMs)).toEqual(["not_acknowledged"]);
  });

  test("that has ended is not told again", () => {
    const watch = new Watch();
    watch.add(out());
    watch.ended("a");
    expect(why(watch, 1_000_000)).toEqual([]);
  });
});
