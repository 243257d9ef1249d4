import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { mostBytes } from "./follow.ts";
import { run } from "./follow.run.ts";

const tool = toolNamed("log.follow");
const dirs: string[] = [];
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));
function logFile(text = ""): string {
  const dir = mkdtempSync(join(tmpdir(), "ailx-follow-"));
  dirs.push(dir);
  writeFileSync(join(dir, "app.log"), text);
  return join(dir, "app.log");
}
/** What happens to the file at each look, and what people saw. */
function watching(steps: (() => void)[]) {
  const ctx = scripted();
  let seen = "";
  const sleep = async (ms: number): Promise<void> => {
    await ctx.sleep(ms);
    steps.shift()?.();
  };
  const emit = (_stream: string, bytes: Uint8Array): void => void (seen += new TextDecoder().decode(bytes));
  return { ctx: { ...ctx, sleep, emit }, seen: () => seen };
}

describe("log.follow of a file", () => {
  test("shows what is added from now on, whole lines only, and ends with its time", async () => {
    const path = logFile("old\n");
    const { ctx, seen } = watching([() => appendFileSync(path, "one\ntw"), () => appendFileSync(path, "o\nthree")]);
    const output = await run({ path, forMs: 3_000 }, ctx);
    expect(seen()).toBe("one\ntwo\n");
    expect([output.lines, output.stoppedBy, output.forMs]).toEqual([2, "time", 3_000]);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(tool.line(output)).toBe("2 lines in 3 s");
  });

  test("goes on where the file is cut short or another one takes its place", async () => {
    const path = logFile("old old old\n");
    const { ctx, seen } = watching([
      () => truncateSync(path),
      () => appendFileSync(path, "cut\n"),
      () => {
        renameSync(path, `${path}.1`);
        writeFileSync(path, "new\n");
      },
    ]);
    await run({ path, forMs: 5_000 }, ctx);
    expect(seen()).toBe("cut\nnew\n");
  });

  test("shows only lines with the text", async () => {
    const path = logFile();
    const { ctx, seen } = watching([() => appendFileSync(path, "an Error\nfine\n")]);
    expect((await run({ path, text: "error", forMs: 1_000 }, ctx)).lines).toBe(1);
    expect(seen()).toBe("an Error\n");
  });

  test("ends where too much is written", async () => {
    const path = logFile();
    const line = `${"x".repeat(65_000)}\n`;
    const { ctx } = watching(Array.from({ length: 400 }, () => () => appendFileSync(path, line.repeat(4))));
    const output = await run({ path, forMs: 600_000 }, ctx);
    expect([output.stoppedBy, output.forMs < 600_000]).toEqual(["size", true]);
    expect(output.lines * 65_001).toBeLessThan(mostBytes + 65_001 * 8);
  });

  test("reads no pipe, and none that is not there", async () => {
    expect((await refusal(run({ path: "/dev/null" }, scripted()))).code).not.toBe("tool_failed");
    expect((await refusal(run({ path: "/tmp/nope/x.log" }, scripted()))).code).toBe("no_such_file");
  });
});

describe("log.follow of the journal", () => {
  const unit = "Id=nginx.service\nLoadState=loaded\nActiveState=active\n";
  test("lets journalctl write for as long as was asked", async () => {
    const ctx = scripted([
      [/^systemctl show/, { stdout: unit }],
      [
        /^journalctl --follow --lines=0 .* -u nginx\.service --grep=a\\\.b --case-sensitive=no$/,
        { stdout: "x\ny\n", timedOut: true, exitCode: null, signal: "SIGTERM" },
      ],
    ]);
    const output = await run({ service: "nginx", text: "a.b" }, ctx);
    expect([output.lines, output.stoppedBy, forHtml(output.source)]).toEqual([2, "time", "journal"]);
  });

  test("knows no service that is not there, and no journal that it may not read", async () => {
    const none = scripted([
      [/^systemctl show/, { stdout: "Id=x.service\nLoadState=not-found\nActiveState=inactive\n" }],
    ]);
    expect((await refusal(run({ service: "x" }, none))).code).toBe("no_such_unit");
    const closed = scripted([
      [/./, { exitCode: 1, stderr: "No journal files were opened due to insufficient permissions.\n" }],
    ]);
    expect((await refusal(run({}, closed))).code).toBe("permission_denied");
  });
});
