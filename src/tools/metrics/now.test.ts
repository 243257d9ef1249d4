import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { run } from "./now.run.ts";

describe.if(process.platform === "linux")("metrics.now", () => {
  test("measures this machine over 200 ms", async () => {
    const ctx = scripted();
    const now = await run({}, ctx);
    expect(toolNamed("metrics.now").output().safeParse(now).success).toBe(true);
    expect(ctx.sleptMs).toEqual([200]);
    expect(now.memoryRatio).toBeGreaterThan(0);
    expect(forHtml(now.fullestDisk)).toStartWith("/");
  });

  test("sees a core that is busy", async () => {
    const busy = Bun.spawn(["sh", "-c", "while :; do :; done"]);
    try {
      expect((await run({}, scripted())).cpuRatio).toBeGreaterThan(0.05);
    } finally {
      busy.kill();
      await busy.exited;
    }
  });
});
