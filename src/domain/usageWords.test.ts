import { describe, expect, test } from "bun:test";
import { survivorText, usageText } from "./usageWords.ts";

describe("what a run used", () => {
  test("is one line of what was counted", () => {
    const usage = { cpuMs: 1_240, memoryBytes: 34 << 20, readBytes: 5, writtenBytes: 4_096, processes: 3 };
    expect(usageText({ usage, containedBy: "cgroup2" })).toBe(
      "1.2 s CPU, 34.0M memory, 4.0K written, 3 processes at most, held by a control group",
    );
  });

  test("says nothing of what was not counted, and nothing at all where nothing was", () => {
    expect(usageText({ usage: { cpuMs: 75, writtenBytes: 0, processes: 1 }, containedBy: "group" })).toBe(
      "75 ms CPU, held by its process group alone",
    );
    expect(usageText({})).toBe("");
  });
});

describe("a process that was left behind", () => {
  test("is told with its id and why it is there", () => {
    const why = "left running by the command";
    expect(survivorText({ pid: 812, command: "sleep 300", state: "S", why })).toBe(`sleep 300 (pid 812), ${why}`);
  });
});
