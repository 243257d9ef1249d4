import { describe, expect, test } from "bun:test";
import { sampleSchema } from "../../domain/metric.ts";
import { linuxReaders, otherReaders, type Readers } from "./readers.ts";
import { makeSampler } from "./sampler.ts";

/** A machine whose counters follow a script, one entry a sample. */
function counters(script: { atMs: number; busy: number; total: number; received: number; sent: number }[]) {
  let at = -1;
  const now = () => script[Math.min(at, script.length - 1)] ?? { atMs: 0, busy: 0, total: 0, received: 0, sent: 0 };
  const readers: Readers = {
    cpu: () => ({ busy: now().busy, total: now().total }),
    memory: () => ({ totalBytes: 100, usedBytes: 40, swapTotalBytes: 10, swapUsedBytes: 1 }),
    load1: () => 0.5,
    traffic: () => ({ receivedBytes: now().received, sentBytes: now().sent }),
    disks: () => [],
  };
  const clock = () => {
    at++;
    return now().atMs;
  };
  return makeSampler({ readers, clock });
}

describe("a sampler", () => {
  test("has no rates in its first sample", () => {
    const sample = counters([{ atMs: 1_000, busy: 5, total: 50, received: 7, sent: 8 }])();
    expect(sample).toEqual({
      atMs: 1_000,
      load1: 0.5,
      memoryTotalBytes: 100,
      memoryUsedBytes: 40,
      swapTotalBytes: 10,
      swapUsedBytes: 1,
      disks: [],
    });
  });

  test("measures rates against the sample before", () => {
    const sample = counters([
      { atMs: 1_000, busy: 100, total: 1_000, received: 1_000, sent: 0 },
      { atMs: 6_000, busy: 150, total: 1_200, received: 6_000, sent: 50 },
      { atMs: 7_000, busy: 250, total: 1_300, received: 6_000, sent: 50 },
    ]);
    sample();
    expect(sample()).toMatchObject({ cpuRatio: 0.25, receivedBytesPerSecond: 1_000, sentBytesPerSecond: 10 });
    expect(sample()).toMatchObject({ cpuRatio: 1, receivedBytesPerSecond: 0, sentBytesPerSecond: 0 });
  });

  test("leaves a rate out when its counter began anew", () => {
    const sample = counters([
      { atMs: 1_000, busy: 1, total: 10, received: 9_000, sent: 5 },
      { atMs: 2_000, busy: 2, total: 20, received: 10, sent: 6 },
    ]);
    sample();
    expect(sample().receivedBytesPerSecond).toBeUndefined();
  });

  test("leaves rates out when the clock went back", () => {
    const sample = counters([
      { atMs: 9_000, busy: 1, total: 10, received: 1, sent: 1 },
      { atMs: 2_000, busy: 2, total: 20, received: 2, sent: 2 },
    ]);
    sample();
    expect(sample()).not.toHaveProperty("sentBytesPerSecond");
  });

  test.if(process.platform === "linux")("on a machine whose /proc is gone still samples", () => {
    const sample = makeSampler({ readers: linuxReaders("/no/such/proc") });
    expect(sampleSchema().parse(sample())).toMatchObject({ memoryTotalBytes: 0, disks: [] });
  });

  test.if(process.platform === "linux")("of this machine reads real numbers", async () => {
    const sample = makeSampler();
    sample();
    await Bun.sleep(60);
    const found = sampleSchema().parse(sample());
    expect(found.memoryTotalBytes).toBeGreaterThan(found.memoryUsedBytes);
    expect(found.disks.map(({ mount }) => mount)).toContain("/");
    expect(found.cpuRatio).toBeNumber();
  });

  test.if(process.platform === "linux")("starts no program and is quick", () => {
    const sample = makeSampler();
    sample();
    const startedMs = performance.now();
    for (let i = 0; i < 200; i++) sample();
    // About 0.05 ms here; a sample by a child process would be above 1 ms each.
    expect((performance.now() - startedMs) / 200).toBeLessThan(1);
  });

  test("where there is no /proc uses what the runtime knows", () => {
    const found = sampleSchema().parse(makeSampler({ readers: otherReaders() })());
    expect(found.memoryTotalBytes).toBeGreaterThan(0);
  });
});
