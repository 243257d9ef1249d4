import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "bun:test";
import { scripted, type Scripted } from "../../../test/support/scripted-context.ts";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { run } from "./logs.run.ts";

/** Recorded on Debian 12, systemd 252. */
const recorded = (name: string): string => readFileSync(join(import.meta.dir, "recorded", name), "utf8");
const journal = (stdout: string, argv = /^journalctl -u nginx\.service /): Scripted => [argv, { stdout }];
const entry = (message: unknown) =>
  `${JSON.stringify({ MESSAGE: message, PRIORITY: "3", __REALTIME_TIMESTAMP: "1795226148227635" })}\n`;

describe("service.logs", () => {
  test("has time, priority and text of each line, oldest first", async () => {
    const { lines, cut } = await run(
      { service: "nginx" },
      scripted([journal(recorded("nginx-journal.jsonl"), / -n 50$/)]),
    );
    expect(lines).toHaveLength(5);
    expect(lines.map(({ priority }) => priority)).toEqual([6, 6, 5, 4, 3]);
    expect(forHtml(lines[0]?.text ?? untrusted(""))).toContain('invalid number of arguments in "root"');
    expect(lines.every(({ atMs }, at) => at === 0 || atMs >= (lines[at - 1]?.atMs ?? 0))).toBe(true);
    expect(cut).toBe(false);
  });

  test("asks for errors only where that is wanted", async () => {
    const ctx = scripted([journal(entry("x"), / -n 7 -p err$/)]);
    expect((await run({ service: "nginx", lines: 7, errorsOnly: true }, ctx)).lines).toHaveLength(1);
  });

  test("asks from a moment on, which may be how long ago it was", async () => {
    const from = Math.floor((scripted([]).nowMs() - 2 * 3_600_000) / 1_000);
    const ctx = scripted([journal(entry("x"), new RegExp(` -n 50 --since @${from}$`))]);
    expect((await run({ service: "nginx", since: "2h" }, ctx)).lines).toHaveLength(1);
    const day = scripted([journal(entry("x"), / -n 50 --since @1795219200$/)]);
    expect((await run({ service: "nginx", since: "2026-11-21T00:00Z" }, day)).lines).toHaveLength(1);
  });

  test("reads bytes that are no text, and marks a line that was too long", async () => {
    const { lines } = await run(
      { service: "nginx" },
      scripted([journal(entry([111, 107, 255]) + entry(null) + "{half a line\n")]),
    );
    expect(lines.map(({ text }) => forHtml(text))).toEqual(["ok\uFFFD", "(a message too long to show)"]);
  });

  test("of a silent service are none, of an unknown one an error", async () => {
    const silent = scripted([journal(""), [/^systemctl show/, { stdout: recorded("nginx-active.txt") }]]);
    expect((await run({ service: "nginx" }, silent)).lines).toEqual([]);
    const unknown = scripted([
      [/^journalctl/, {}],
      [/^systemctl show/, { stdout: recorded("not-found.txt") }],
    ]);
    expect(await run({ service: "nope" }, unknown).catch((thrown: unknown) => thrown)).toMatchObject({
      code: "no_such_unit",
    });
  });

  test("that may not be read are an error, not silence", async () => {
    const ctx = scripted([
      [/./, { exitCode: 1, stderr: "No journal files were opened due to insufficient permissions.\n" }],
    ]);
    expect(await run({ service: "nginx" }, ctx).catch((thrown: unknown) => thrown)).toMatchObject({
      code: "permission_denied",
    });
  });

  test("keep the newest lines when they are too long together", async () => {
    const { lines, cut } = await run(
      { service: "nginx", lines: 1_000 },
      scripted([journal(entry("y".repeat(8_000)).repeat(200) + entry("last"))]),
    );
    expect(cut).toBe(true);
    expect(lines.length).toBeLessThan(60);
    expect(forHtml(lines.at(-1)?.text ?? untrusted(""))).toBe("last");
  });
});
