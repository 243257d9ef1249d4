import { describe, expect, test } from "bun:test";
import { run } from "../tasks/table.ts";
import { updateOf } from "./update.ts";

describe("an update", () => {
  test("names the table's own columns, and sets nothing that is not given", () => {
    const made = updateOf(run, {
      set: { state: "ok", line: undefined, endedAtMs: 7 },
      where: { id: "r", state: "running" },
    });
    expect(made.toSQL()).toEqual({
      sql: 'update "run" set "state" = ?, "ended_at_ms" = ? where "id" = ? and "state" = ?',
      params: ["ok", 7, "r", "running"],
    });
  });

  test("to nothing sets NULL", () => {
    const made = updateOf(run, { set: { stallJson: null }, where: { id: "r" } });
    expect(made.toSQL()).toEqual({ sql: 'update "run" set "stall_json" = ? where "id" = ?', params: [null, "r"] });
  });
});
