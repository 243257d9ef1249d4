import { describe, expect, test } from "bun:test";
import { bootOf } from "./testing/boot.ts";

describe("service.disable", () => {
  test("has failed where it is enabled still, whatever systemctl says", async () => {
    const { tool, output } = await bootOf("disable", ["enabled", "enabled"]);
    expect(tool.judge({ service: "nginx" }, output)).toMatchObject({
      kind: "failed",
      reason: "nginx.service is enabled",
    });
  });

  test("is critical for what the way in hangs on", async () => {
    const { tool } = await bootOf("disable", ["enabled", "disabled"]);
    for (const service of ["ssh", "ailx-agent", "networking"]) expect(tool.risk({ service }).risk).toBe("critical");
  });
});
