/** Takes samples of the machine's vital numbers; rates are measured against the sample before. */
import type { Sample } from "../../domain/metric.ts";
import { systemClock, type Clock } from "../../lib/clock.ts";
import { busyRatio, type CpuTimes } from "../../lib/proc/cpu.ts";
import type { Traffic } from "../../lib/proc/network.ts";
import { linuxReaders, otherReaders, type Readers } from "./readers.ts";

type Before = { atMs: number; cpu: CpuTimes | undefined; traffic: Traffic | undefined };

/** A function that reads one sample, about 0.1 ms on Linux. The first has no rates: there is nothing to measure against. */
export function makeSampler({
  readers = readersHere(),
  clock = systemClock,
}: { readers?: Readers; clock?: Clock } = {}): () => Sample {
  let before: Before | undefined;
  return () => {
    const now: Before = { atMs: clock(), cpu: readers.cpu(), traffic: readers.traffic() };
    const memory = readers.memory();
    const sample: Sample = {
      atMs: now.atMs,
      load1: readers.load1(),
      memoryTotalBytes: memory.totalBytes,
      memoryUsedBytes: memory.usedBytes,
      swapTotalBytes: memory.swapTotalBytes,
      swapUsedBytes: memory.swapUsedBytes,
      disks: readers.disks(),
      ...(before && ratesBetween(before, now)),
    };
    before = now;
    return sample;
  };
}

const readersHere = (): Readers => (process.platform === "linux" ? linuxReaders() : otherReaders());

/** Left out where it cannot be told: the clock went back, or a counter did because its interface is a new one. */
function ratesBetween(before: Before, now: Before): Partial<Sample> {
  const cpuRatio = before.cpu && now.cpu && busyRatio(before.cpu, now.cpu);
  const seconds = (now.atMs - before.atMs) / 1_000;
  const rate = (of: keyof Traffic): number | undefined => {
    if (!before.traffic || !now.traffic || seconds <= 0) return undefined;
    const bytes = now.traffic[of] - before.traffic[of];
    return bytes < 0 ? undefined : bytes / seconds;
  };
  const received = rate("receivedBytes");
  const sent = rate("sentBytes");
  return {
    ...(cpuRatio === undefined ? {} : { cpuRatio }),
    ...(received === undefined ? {} : { receivedBytesPerSecond: received }),
    ...(sent === undefined ? {} : { sentBytesPerSecond: sent }),
  };
}
