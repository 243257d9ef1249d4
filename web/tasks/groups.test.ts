import { describe, expect, test } from "bun:test";
import type { RunView } from "../../src/api/task.ts";
import { run } from "../gallery/tasks.ts";
import { groupsOf } from "./groups.tsx";

const on = (at: number, more: Partial<RunView> = {}): RunView[] => [
  run({ stepId: "s1", at, state: "ok", line: "exit 0", more: { stdoutBytes: 0, ...more } }),
];
const told = (machines: RunView[][]) => groupsOf(machines).map(({ machines: names, whole }) => [names.length, whole]);

describe("equal results", () => {
  test("are one group, the largest first", () => {
    const machines = [on(1), on(2, { state: "failed", line: "exit status 1" }), on(3), on(4)];
    expect(groupsOf(machines).map(({ machines: names }) => names)).toEqual([["web-1", "web-3", "web-4"], ["web-2"]]);
  });

  test("are equal however long they took", () => {
    const ms = (durationMs: number) => ({ output: { exitCode: 0, durationMs } });
    expect(told([on(1, ms(5)), on(2, ms(900))])).toEqual([[2, true]]);
  });

  test("are not those that wrote something else", () => {
    const wrote = (outputDigest: string) => ({ stdoutBytes: 4, outputDigest });
    expect(told([on(1, wrote("a")), on(2, wrote("b")), on(3, wrote("a"))])).toEqual([
      [2, true],
      [1, true],
    ]);
  });

  test("are called alike and not the same where what was written is not known", () => {
    expect(told([on(1, { stdoutBytes: 4 }), on(2, { stdoutBytes: 5 })])).toEqual([[2, false]]);
  });

  test("are those of machines that have ended", () => {
    expect(told([on(1), on(2, { state: "running" })])).toEqual([[1, true]]);
  });
});
