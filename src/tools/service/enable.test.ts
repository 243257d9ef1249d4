import { describe, expect, test } from "bun:test";
import { bootOf } from "./testing/boot.ts";

describe("service.enable", () => {
  test("is high, because it runs again later, and is undone by disable", async () => {
    const { tool, output } = await bootOf("enable", ["disabled", "enabled"]);
    expect([tool.risk({ service: "nginx" }).risk, tool.level({ service: "nginx" })]).toEqual(["high", 3]);
    expect(tool.judge({ service: "nginx" }, output)).toMatchObject({ kind: "ok" });
    expect(tool.wayBack?.({ service: "nginx" }, output)).toMatchObject({ tool: "service.disable" });
    expect(tool.line(output)).toBe("enabled, was disabled; it runs now");
  });

  test("has nothing to undo where it was enabled before", async () => {
    const { tool, output } = await bootOf("enable", ["enabled", "enabled"]);
    expect(tool.wayBack?.({ service: "nginx" }, output)).toEqual({ kind: "nothing" });
  });

  test("refuses a unit that does not say when it is to be started", async () => {
    expect(bootOf("enable", ["static"])).rejects.toMatchObject({ code: "wrong_state" });
  });
});
