import { describe, expect, test } from "bun:test";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { parseLog } from "./entries.ts";
import { run } from "./logs.run.ts";
import { sinceMs } from "../../lib/since.ts";
import { engine, frame } from "./testing/engine.ts";

const tool = toolNamed("container.logs");
const stamp = "2026-11-21T10:52:04.123456789Z";
const texts = (bytes: string) => parseLog(bytes).map(({ stream, text }) => `${stream} ${forHtml(text)}`);

describe("container.logs", () => {
  test("shows lines of both streams with their times", async () => {
    const log = frame(1, `${stamp} connecting\n`) + frame(2, `${stamp} ERROR größer €\n`);
    const { ctx, asked } = engine({ log });
    const output = await run({ container: "shop-web", lines: 50, since: "1h" }, ctx);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(tool.table?.(output).rows).toEqual([
      ["2026-11-21 10:52:04", "stdout", "connecting"],
      ["2026-11-21 10:52:04", "stderr", "ERROR größer €"],
    ]);
    expect(tool.line(output)).toBe("2 lines, 1 on stderr");
    const since = Math.floor(ctx.nowMs() / 1_000) - 3_600;
    expect(asked.at(-1)).toBe(`GET /containers/ID/logs?stdout=true&stderr=true&timestamps=true&tail=50&since=${since}`);
  });

  test("sends the newest of what is too long together, and says so", async () => {
    const log = Array.from({ length: 200 }, (_, at) => frame(1, `${stamp} ${at} ${"x".repeat(4_000)}\n`)).join("");
    const output = await run({ container: "shop-web", lines: 200 }, engine({ log }).ctx);
    expect(output.truncated).toBe(true);
    expect(forHtml(output.entries.at(-1)?.text ?? untrusted(""))).toStartWith("199 ");
    expect(JSON.stringify(output).length).toBeLessThan(450_000);
  });

  test("refuses what is no time", async () => {
    for (const since of ["yesterday", "-1h", "1h; rm", "2026"])
      expect(tool.input().safeParse({ container: "a", since }).success).toBe(false);
    expect(run({ container: "shop-web", since: "2026-13-45" }, engine({}).ctx)).rejects.toMatchObject({
      code: "bad_input",
    });
  });
});

describe("the log of an engine", () => {
  test("is put together where a line comes in pieces", () => {
    expect(texts(frame(1, "first ha") + frame(2, "other\n") + frame(1, "lf\nsecond"))).toEqual([
      "stderr other",
      "stdout first half",
      "stdout second",
    ]);
  });

  test("of a container with a terminal has no frames", () => {
    expect(texts("one\r\ntwo\r\n")).toEqual(["stdout one", "stdout two"]);
    expect(parseLog("")).toEqual([]);
  });

  test("that was cut in the middle of a frame ends there", () => {
    expect(texts(frame(1, "whole\n") + frame(1, "not whole").slice(0, 12))).toEqual(["stdout whole", "stdout not "]);
  });
});

test("a time without a zone is UTC", () => {
  expect(sinceMs("2026-11-21 10:00", 0)).toBe(Date.parse("2026-11-21T10:00Z"));
  expect(sinceMs("2026-11-21T10:00:00+02:00", 0)).toBe(Date.parse("2026-11-21T08:00Z"));
  expect(sinceMs("90m", 6_000_000)).toBe(600_000);
});
