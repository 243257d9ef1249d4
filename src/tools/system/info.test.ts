import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { run } from "./info.run.ts";

describe("system.info", () => {
  test("joins the agent's facts with how the machine is now", async () => {
    const ctx = scripted([], { nowMs: 1_795_222_000_000 + 3 * 86_400_000 });
    const info = await run({}, ctx);
    expect(toolNamed("system.info").output().safeParse(info).success).toBe(true);
    expect(forHtml(info.osName)).toBe("Debian GNU/Linux 12 (bookworm)");
    expect(info.memoryTotalBytes).toBeGreaterThan(info.memoryUsedBytes);
    expect(toolNamed("system.info").line(info)).toStartWith("Debian GNU/Linux 12 (bookworm), up 3 d, load ");
  });

  test("of a clock before the boot is up for no time", async () => {
    expect((await run({}, scripted([], { nowMs: 0 }))).uptimeMs).toBe(0);
  });
});
