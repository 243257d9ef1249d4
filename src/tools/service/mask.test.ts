import { describe, expect, test } from "bun:test";
import { bootOf } from "./testing/boot.ts";

describe("service.mask", () => {
  test("is seen in systemd's word, and undone by unmask", async () => {
    const { tool, output } = await bootOf("mask", ["enabled", "masked"]);
    expect(tool.judge({ service: "nginx" }, output).kind).toBe("ok");
    expect(tool.undo({ service: "nginx" })).toMatchObject({ tool: "service.unmask" });
    expect(tool.risk({ service: "ufw" })).toMatchObject({ risk: "critical" });
  });
});
