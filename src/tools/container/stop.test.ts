import { describe, expect, test } from "bun:test";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { preview, run } from "./stop.run.ts";
import { anew, engine, exited, running } from "./testing/engine.ts";

const tool = toolNamed("container.stop");
const input = { container: "shop-web" };

describe("container.stop", () => {
  test("is right once it stays stopped, and is taken back by a start", async () => {
    const output = await run(input, engine({ inspect: [running, exited] }).ctx);
    expect(tool.judge(input, output)).toMatchObject({ kind: "ok" });
    expect(tool.wayBack?.(input, output)).toMatchObject({
      kind: "tool",
      tool: "container.start",
      input: { container: "966e06ff20fe" },
    });
  });

  test("of one that does not run changes nothing", async () => {
    const output = await run(input, engine({ inspect: [exited], post: { status: 304 } }).ctx);
    expect(tool.judge(input, output)).toMatchObject({ kind: "ok" });
    expect(tool.wayBack?.(input, output)).toEqual({ kind: "nothing" });
    expect(tool.line(output)).toStartWith("was already exited");
  });

  test("fails where something starts it again", async () => {
    const output = await run(input, engine({ inspect: [running, exited, exited, anew] }).ctx);
    expect(tool.judge(input, output)).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("was started again by something else"),
    });
  });

  test("leaves one alone that is gone once it stops", async () => {
    const { ctx, asked } = engine({ inspect: [{ ...running, HostConfig: { AutoRemove: true } }] });
    expect(run(input, ctx)).rejects.toMatchObject({ code: "wrong_state" });
    expect(asked).toEqual(["GET /containers/shop-web/json"]);
  });

  test("says beforehand that it comes back with its engine", async () => {
    const { notes } = await preview(input, engine({}).ctx);
    expect(notes.map(forHtml).at(-1)).toStartWith("Its restart policy is “always”");
  });
});
