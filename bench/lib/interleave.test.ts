import { describe, expect, test } from "bun:test";
import { interleave, rotated } from "./interleave.ts";

describe("interleaving", () => {
  test("runs every subject once a round, each time another one first", async () => {
    const ran: string[] = [];
    const run = (name: string) => () => ran.push(name);
    await interleave({ rounds: 3, warmups: 0, subjects: { a: run("a"), b: run("b") } });
    expect(ran).toEqual(["a", "b", "b", "a", "a", "b"]);
  });
  test("throws away what was measured while warming up", async () => {
    let count = 0;
    const { ours } = await interleave({ rounds: 2, warmups: 3, subjects: { ours: () => ++count } });
    expect(ours).toEqual([4, 5]);
  });
  test("of nothing rotates nothing", () => {
    expect(rotated([], 5)).toEqual([]);
    expect(rotated([1, 2, 3], 4)).toEqual([2, 3, 1]);
  });
});
