import { describe, expect, test } from "bun:test";
import { firstIdAt, isId, newId } from "./ids.ts";

describe("the first id of a time", () => {
  test("is an id, before all that are made later and behind all that were made before", () => {
    const nowMs = Date.now();
    expect(isId(firstIdAt(nowMs))).toBe(true);
    expect(firstIdAt(nowMs - 1_000) < newId()).toBe(true);
    expect(newId() < firstIdAt(nowMs + 60_000)).toBe(true);
  });
});
