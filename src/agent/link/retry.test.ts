import { describe, expect, test } from "bun:test";
import { pause } from "./pause.ts";
import { nextTry, steadyMs, type Ended } from "./retry.ts";

const lost: Ended = { again: true, code: "hub_unreachable", detail: "" };
const held: Ended = { ...lost, upMs: steadyMs };
const of = (ended: Ended, { failures = 0, spreadMs = 0, random = 1 } = {}) =>
  nextTry({ ended, tries: { failures, spreadMs }, random: () => random });

describe("the next try", () => {
  test("after a loss comes at any moment within what the hub asked for", () => {
    expect(of(held, { spreadMs: 8_000, random: 0 }).waitMs).toBe(0);
    expect(of(held, { spreadMs: 8_000, random: 0.5 }).waitMs).toBe(4_000);
    expect(of(held, { spreadMs: 8_000 }).waitMs).toBe(8_000);
  });

  test("waits up to twice as long each time it fails, five minutes at most, for ever", () => {
    const waits: number[] = [];
    let failures = 0;
    for (let n = 0; n < 2_000; n++) {
      const next = of(lost, { failures });
      waits.push(next.waitMs);
      ({ failures } = next);
    }
    expect(waits.slice(0, 5)).toEqual([250, 500, 1_000, 2_000, 4_000]);
    expect(new Set(waits.slice(20))).toEqual(new Set([300_000]));
  });

  test("of a large crowd that fails begins with the spread of that crowd", () => {
    expect(of(lost, { spreadMs: 20_000 }).waitMs).toBe(20_000);
  });

  test("at a hub that takes everybody in and drops them at once waits longer too", () => {
    const short = { ...lost, upMs: 20 };
    expect(of(short, { failures: 6 })).toEqual({ waitMs: 16_000, failures: 7 });
    expect(of(held, { failures: 6 }).failures).toBe(0);
  });

  test("keeps the slot that a goodbye names", () => {
    expect(of({ ...held, code: "hub_stopping", afterMs: 1_234 })).toEqual({ waitMs: 1_234, failures: 0 });
  });

  test("after an answer that everybody at the door got is spread, and longer where it goes on", () => {
    const busy = { ...lost, code: "hub_busy", afterMs: 4_000 };
    expect([of(busy, { random: 0 }).waitMs, of(busy).waitMs]).toEqual([4_000, 8_000]);
    expect(of(busy, { failures: 3 }).waitMs).toBe(9_000);
    expect(of({ ...busy, afterMs: 1e9 }, { random: 0 }).waitMs).toBe(300_000);
  });

  test("of a machine that nobody wants comes all the same, in minutes", () => {
    expect(of({ ...lost, again: false }, { random: 0.5 }).waitMs).toBe(300_000);
  });
});

describe("a wait", () => {
  const world = { nowMs: Date.now, network: () => "10.0.0.2" };
  const waiting = (more: object) =>
    pause({ ms: 60_000, signal: new AbortController().signal, world: { ...world, ...more }, everyMs: 5 });

  test("is over in time", async () => {
    expect(await pause({ ms: 1, signal: new AbortController().signal, world })).toBe("over");
  });

  test("ends where the machine slept meanwhile", async () => {
    let ticks = 0;
    expect(await waiting({ nowMs: () => Date.now() + (++ticks > 3 ? 3_600_000 : 0) })).toBe("changed");
  });

  test("ends where the machine got another address", async () => {
    let looks = 0;
    expect(await waiting({ network: () => (++looks > 3 ? "10.0.0.3" : "10.0.0.2") })).toBe("changed");
  });

  test("ends where the agent stops", async () => {
    const stop = new AbortController();
    const over = pause({ ms: 60_000, signal: stop.signal, world });
    stop.abort();
    expect([await over, await pause({ ms: 60_000, signal: stop.signal, world })]).toEqual(["stopped", "stopped"]);
  });
});
