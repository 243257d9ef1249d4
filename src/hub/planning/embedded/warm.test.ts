import { describe, expect, test } from "bun:test";
import { fleet } from "./testing.ts";
import { warm } from "./warm.ts";

describe("the planner before anybody asks", () => {
  test("reads requests one at a time, and lets others go first", async () => {
    let pauses = 0;
    let running = 0;
    await warm(fleet, {
      nowMs: Date.parse("2026-11-21T12:00:00Z"),
      pause: async () => {
        running += 1;
        expect(running).toBe(1);
        await Bun.sleep(0);
        running -= 1;
        pauses += 1;
      },
    });
    expect(pauses).toBeGreaterThan(10);
  });

  test("does nothing where there is no machine", async () => {
    const pause = (): Promise<void> => Promise.reject(new Error("it paused"));
    expect(await warm([], { nowMs: 0, pause })).toBeUndefined();
  });
});
