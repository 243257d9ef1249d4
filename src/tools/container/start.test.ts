import { describe, expect, test } from "bun:test";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { preview, run } from "./start.run.ts";
import { anew, engine, exited, running } from "./testing/engine.ts";

const tool = toolNamed("container.start");
const input = { container: "shop-web" };

describe("container.start", () => {
  test("is right once it stays up, and is taken back by a stop", async () => {
    const output = await run(input, engine({ inspect: [exited, anew] }).ctx);
    expect(tool.judge(input, output)).toMatchObject({ kind: "ok" });
    expect(tool.wayBack?.(input, output)).toMatchObject({ kind: "tool", tool: "container.stop" });
    expect(tool.line(output)).toBe("running since 2026-11-21 11:00:00, was exited");
  });

  test("of one that runs changes nothing", async () => {
    const output = await run(input, engine({ post: { status: 304 } }).ctx);
    expect(tool.judge(input, output)).toMatchObject({ kind: "ok" });
    expect(tool.wayBack?.(input, output)).toEqual({ kind: "nothing" });
    const { notes } = await preview(input, engine({ inspect: [running] }).ctx);
    expect(notes.map(forHtml)).toContain("Nothing would change: it runs already.");
  });

  test("fails where it does not come up", async () => {
    const output = await run(input, engine({ inspect: [exited] }).ctx);
    expect(tool.judge(input, output)).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("did not start"),
    });
    expect(tool.wayBack?.(input, output)).toEqual({ kind: "nothing" });
  });
});
