import { describe, expect, test } from "bun:test";
import { bootOf } from "./testing/boot.ts";

describe("service.unmask", () => {
  test("is seen in systemd's word, and says what systemctl refuses", async () => {
    const { tool, output } = await bootOf("unmask", ["masked", "disabled"]);
    expect(tool.judge({ service: "nginx" }, output).kind).toBe("ok");
    const refused = await bootOf("unmask", ["masked", "masked"], { exitCode: 1, stderr: "Read-only file system" });
    expect(tool.judge({ service: "nginx" }, refused.output)).toMatchObject({
      kind: "failed",
      reason: "systemctl refused it: Read-only file system",
    });
  });
});
