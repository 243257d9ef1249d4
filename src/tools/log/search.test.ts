import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { sinceMs } from "./entry.ts";
import { parseLine, priorityOf } from "./lines.ts";
import { run } from "./search.run.ts";

const tool = toolNamed("log.search");
const dirs: string[] = [];
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));
function logFile(text: string): string {
  const dir = mkdtempSync(join(tmpdir(), "ailx-log-"));
  dirs.push(dir);
  const path = join(dir, "app.log");
  writeFileSync(path, text);
  return path;
}
/** As systemd 252 of Debian 12 writes them. */
const entry = (atUs: number, message: unknown, more: object = {}): string =>
  `${JSON.stringify({ MESSAGE: message, _TRANSPORT: "syslog", _COMM: "logger", SYSLOG_IDENTIFIER: "app", PRIORITY: "6", __REALTIME_TIMESTAMP: String(atUs), ...more })}\n`;
const texts = (entries: readonly { text: ReturnType<typeof untrusted> }[]): string[] =>
  entries.map(({ text }) => forHtml(text));
const thrown = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

describe("log.search in the journal", () => {
  test("asks by text, service, time and priority, and tells the oldest first", async () => {
    const newestFirst =
      entry(1_795_258_316_102_645, "ERROR: boom 17", { PRIORITY: "3", _SYSTEMD_UNIT: "nginx.service" }) +
      entry(1_795_258_316_099_962, "boom 16", { _SYSTEMD_UNIT: "nginx.service" });
    const ctx = scripted([
      [/^journalctl -o json .* -u nginx\.service -p 4 --grep=boom \\\(1 --case-sensitive=no$/, { stdout: newestFirst }],
    ]);
    const output = await run({ text: "boom (1", service: "nginx", priority: "warning", since: "2h" }, ctx);
    expect(ctx.ran[0]).toContain(`--since=@${(1_795_226_400_000 - 7_200_000) / 1_000} `);
    expect(output.entries.map(({ at, unit, priority }) => [at, forHtml(unit), priority])).toEqual([
      ["2026-11-21T10:51:56.099Z", "nginx", "info"],
      ["2026-11-21T10:51:56.102Z", "nginx", "error"],
    ]);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(tool.line(output)).toBe("2 lines; last 2026-11-21 10:51:56 ERROR: boom 17");
  });

  test("looks through the lines itself where that journalctl knows no patterns", async () => {
    const stdout = entry(1e15, "it went Boom") + entry(1e15, "all well");
    const ctx = scripted([
      [/--grep=boom/, { exitCode: 1, stderr: "Compiled without pattern matching support\n" }],
      [/^journalctl (?!.*--grep)/, { stdout }],
    ]);
    expect(texts((await run({ text: "boom" }, ctx)).entries)).toEqual(["it went Boom"]);
  });

  test("finds nothing where nothing fits, and an unknown service is an error", async () => {
    const none = await run({ text: "x" }, scripted([[/--grep=x/, { exitCode: 1, stdout: "-- No entries --\n" }]]));
    expect([none.matched, tool.line(none)]).toEqual([0, "no such line"]);
    const unknown = scripted([
      [/^journalctl/, {}],
      [/^systemctl show/, { stdout: "Id=nope.service\nLoadState=not-found\nActiveState=inactive\n" }],
    ]);
    expect(await thrown(run({ service: "nope" }, unknown))).toMatchObject({ code: "no_such_unit" });
  });

  test("keeps to the newest, and says that there is more", async () => {
    const stdout = Array.from({ length: 30 }, (_, at) => entry(1e15 + at, `line ${at}`)).join("");
    const output = await run({ lines: 3 }, scripted([[/^journalctl/, { stdout }]]));
    expect([texts(output.entries), output.matched, output.truncated]).toEqual([
      ["line 27", "line 28", "line 29"],
      30,
      true,
    ]);
  });

  test("that may not be read is an error, not silence", async () => {
    const ctx = scripted([
      [/./, { exitCode: 1, stderr: "No journal files were opened due to insufficient permissions.\n" }],
    ]);
    expect(await thrown(run({}, ctx))).toMatchObject({ code: "permission_denied" });
  });

  test("passes text on that looks like an option or a pattern as text", async () => {
    const ctx = scripted([[/ --grep=\\-\\-flush\.\* /, { exitCode: 1 }]]);
    expect(await thrown(run({ text: "--flush.*" }, ctx))).toBeInstanceOf(Error);
    const escaped = scripted([[/ --grep=\\-\\-flush\\\.\\\* --case-sensitive=no$/, { exitCode: 1 }]]);
    expect((await run({ text: "--flush.*" }, escaped)).matched).toBe(0);
  });
});

describe("log.search in a file", () => {
  test("reads from the end, by text and time, and stops where it is older than asked for", async () => {
    const path = logFile(
      [
        "2026-11-19T10:00:00Z web app[1]: timeout of yesterday",
        "2026-11-21T01:00:00Z web app[1]: Timeout one",
        "2026-11-21T01:00:01Z web app[1]: fine",
        "2026-11-21T01:00:02Z web app[1]: timeout two",
        "",
      ].join("\n"),
    );
    const output = await run({ path, text: "timeout", since: "2h" }, scripted());
    expect(texts(output.entries)).toEqual(["Timeout one", "timeout two"]);
    expect([output.matched, output.truncated, forHtml(output.source)]).toEqual([2, false, path]);
    expect(forHtml(output.entries[0]?.unit ?? untrusted(""))).toBe("app");
  });

  test("finds a line that lies across two pieces of the file, and counts more than it shows", async () => {
    const path = logFile(`${"x".repeat(1_048_570)}\nerror at the border\n${"y".repeat(1_048_560)}\n`.repeat(3));
    const output = await run({ path, text: "border", lines: 2 }, scripted());
    expect([output.matched, output.entries.length, output.truncated]).toEqual([3, 2, true]);
  });

  test("reads no secret, no folder and no pipe", async () => {
    expect(tool.risk({ path: "/etc/shadow" }).risk).toBe("high");
    expect([tool.level({ path: "/etc/shadow" }), tool.level({ path: "/var/log/app.log" }), tool.level({})]).toEqual([
      4, 3, 1,
    ]);
    expect(await thrown(run({ path: "/tmp/nope.log" }, scripted()))).toMatchObject({ code: "no_such_file" });
    expect(await thrown(run({ path: "/usr/bin" }, scripted()))).toMatchObject({ code: "not_supported" });
  });

  test("looks into no compressed file, and says what does", async () => {
    const path = `${logFile("")}.gz`;
    writeFileSync(path, Bun.gzipSync(new TextEncoder().encode("timeout\n")));
    expect(await thrown(run({ path, text: "timeout" }, scripted()))).toMatchObject({
      code: "not_supported",
      hint: expect.stringContaining("zgrep"),
    });
  });

  test("is what a machine without a journal has", async () => {
    const ctx = scripted([[/^journalctl/, new Error("ENOENT")]]);
    const answer = await thrown(run({ text: "no such text at all 4711" }, ctx));
    // This machine may have such a file, or none.
    expect(answer).toMatchObject(answer instanceof Error ? { code: "not_supported" } : { matched: 0 });
  });
});

describe("a line of a log file", () => {
  const now = Date.parse("2026-01-02T00:00:00Z");
  test.each([
    ["2026-01-01T10:00:00.123456+01:00 web sshd[1]: hello", "2026-01-01T09:00:00.123Z", "sshd", "hello"],
    ["2026-01-01 10:00:00,250Z ERROR boom", "2026-01-01T10:00:00.250Z", "", "ERROR boom"],
    ["2026/01/01 10:00:00 [error] 12#12: open() failed", undefined, "", "[error] 12#12: open() failed"],
    ["<13>Jan  1 10:00:00 web app: hello", undefined, "app", "hello"],
    ["Dec 31 10:00:00 web daemon.err app[3]: hello", undefined, "app", "hello"],
    ["no time at all", "", "", "no time at all"],
  ] as const)("%s", (line, at, unit, text) => {
    const parsed = parseLine(line, now);
    expect([forHtml(parsed.unit), forHtml(parsed.text)]).toEqual([unit, text]);
    // Without a zone it is the machine's own time, whatever that is here.
    if (at === undefined) expect(Math.abs(Date.parse(parsed.at) - now)).toBeLessThan(4 * 86_400_000);
    else expect(parsed.at).toBe(at);
  });

  test.each([
    ['10.0.0.1 - - [01/Jan/2026:10:00:00 +0000] "GET /error HTTP/1.1" 200 12 "-"', "info"],
    ['10.0.0.1 - - [01/Jan/2026:10:00:00 +0000] "GET / HTTP/1.1" 502 12 "-"', "error"],
    ["2026/01/01 10:00:00 [crit] 12#12: connect() failed", "critical"],
    ["Jan 1 10:00:00 web kern.warn kernel: x", "warning"],
    ["time=x level=warn msg=y", "warning"],
    ["INFO: 3 errors were mended", "info"],
    ["Traceback (most recent call last):", "error"],
  ] as const)("%s is %s", (line, priority) => expect(priorityOf(line)).toBe(priority));
});

describe("since", () => {
  test("is a length, or a moment that is UTC without a zone", () => {
    expect(sinceMs("15m", 1_000_000)).toBe(100_000);
    expect(sinceMs("2026-01-01T10:00", 0)).toBe(Date.parse("2026-01-01T10:00Z"));
    expect(sinceMs("2026-01-01T10:00:00+02:00", 0)).toBe(Date.parse("2026-01-01T08:00Z"));
    for (const since of ["", "2 hours", "yesterday", "-1h", "2026-13-01", "99999999d"])
      expect(tool.input().safeParse({ since }).success, since).toBe(false);
  });
});
