import { describe, expect, test } from "bun:test";
import { toolNamed } from "../index.ts";
import { memoryTable } from "./memory.ts";
import { run } from "./memory.run.ts";

describe("system.memory", () => {
  test.if(process.platform === "linux")("of this machine adds up", async () => {
    const memory = await run();
    expect(toolNamed("system.memory").output().safeParse(memory).success).toBe(true);
    expect(memory.usedBytes + memory.availableBytes).toBe(memory.totalBytes);
    expect(memory.usedRatio).toBeCloseTo(memory.usedBytes / memory.totalBytes, 6);
  });

  test("shows sizes in binary units", () => {
    const gib = 2 ** 30;
    const table = memoryTable({
      totalBytes: 4 * gib,
      usedBytes: 3 * gib,
      availableBytes: gib,
      cachedBytes: gib,
      swapTotalBytes: 0,
      swapUsedBytes: 0,
      usedRatio: 0.75,
    });
    expect(table.rows).toEqual([["4.0G", "3.0G", "1.0G", "75%", "0B", "0B"]]);
  });
});
