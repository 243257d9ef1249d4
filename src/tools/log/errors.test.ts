import { describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { kernelEvent } from "./kernel.ts";
import { run } from "./errors.run.ts";
import { templateOf } from "./template.ts";

const tool = toolNamed("log.errors");
let at = 1_795_226_000_000_000;
const entry = (message: string, more: object = {}): string =>
  `${JSON.stringify({ MESSAGE: message, PRIORITY: "3", __REALTIME_TIMESTAMP: String((at += 1_000)), ...more })}\n`;
const kernel = (message: string): string => entry(message, { _TRANSPORT: "kernel", PRIORITY: "6" });
const of = (unit: string) => ({ _SYSTEMD_UNIT: `${unit}.service` });

describe("log.errors", () => {
  test("counts lines that say the same, also where only the words say error", async () => {
    const marked = [1, 2, 3]
      .map((n) => entry(`upstream timed out, client: 10.0.0.${n}, request: "GET /${n}/<script>"`, of("nginx")))
      .join("");
    const spoken =
      entry("worker 7 failed after 120ms", of("app")) +
      entry("done, 0 errors", of("app")) +
      entry("worker 9 failed after 8ms", of("app"));
    const ctx = scripted([
      [/ -p 3$/, { stdout: marked }],
      [/ -p 4\.\.7 --grep=/, { stdout: spoken }],
      [/ _TRANSPORT=kernel$/, {}],
    ]);
    const output = await run({ since: "1h" }, ctx);
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(output.groups.map(({ text, unit, count }) => [forHtml(text), forHtml(unit), count])).toEqual([
      ['upstream timed out, client: <address>, request: "<…>"', "nginx", 3],
      ["worker <n> failed after <n>ms", "app", 2],
    ]);
    expect(output.groups[0]?.first).not.toBe(output.groups[0]?.last);
    expect(tool.line(output)).toStartWith("5 errors of 2 kinds; most: nginx: upstream timed out");
  });

  test("names what the kernel killed and which disk fails, and does not count that twice", async () => {
    const oom = "Out of memory: Killed process 812 (mysqld) total-vm:1kB, anon-rss:1kB";
    const ctx = scripted([
      [/ -p 3$/, { stdout: kernel(oom) }],
      [/ -p 4\.\.7/, { exitCode: 1, stdout: "-- No entries --\n" }],
      [
        / _TRANSPORT=kernel$/,
        {
          stdout:
            kernel("usb 1-1: new device") + kernel(oom) + kernel("blk_update_request: I/O error, dev sda, sector 12"),
        },
      ],
    ]);
    const output = await run({}, ctx);
    expect(output.kernel.map(({ kind, name }) => [kind, forHtml(name)])).toEqual([
      ["oom", "mysqld"],
      ["io", "sda"],
    ]);
    expect(output.total).toBe(0);
    expect(tool.line(output)).toBe("kernel: disk error: sda and 1 more");
  });

  test("takes systemd's word for it where a container does not see its kernel's log", async () => {
    const said = entry("mysql.service: Failed with result 'oom-kill'.", { UNIT: "mysql.service", PRIORITY: "4" });
    const ctx = scripted([
      [/ -p 3$/, {}],
      [/ -p 4\.\.7/, { stdout: said }],
      [/ _TRANSPORT=kernel$/, {}],
    ]);
    const output = await run({}, ctx);
    expect(output.kernel.map(({ kind, name }) => [kind, forHtml(name)])).toEqual([["oom", "mysql"]]);
  });

  test("looks at one service alone where one is named", async () => {
    const ctx = scripted([
      [/ -u nginx\.service -p 3$/, { stdout: entry("x", of("nginx")) }],
      [/ -u nginx\.service -p 4\.\.7/, { exitCode: 1 }],
    ]);
    expect((await run({ service: "nginx" }, ctx)).total).toBe(1);
    expect(ctx.left()).toBe(0);
  });

  test("says so where there are none", async () => {
    const ctx = scripted([
      [/ -p 3$/, {}],
      [/ -p 4/, { exitCode: 1 }],
      [/kernel$/, {}],
    ]);
    expect(tool.line(await run({}, ctx))).toBe("no errors");
  });
});

describe("the template of a line", () => {
  test.each([
    [
      "Failed password for invalid user admin from 10.0.0.5 port 4242 ssh2",
      "Failed password for invalid user <name> from <address> port <n> ssh2",
    ],
    [
      "Failed password for root from 2001:db8::1 port 1 ssh2",
      "Failed password for <name> from <address> port <n> ssh2",
    ],
    ["job 550e8400-e29b-41d4-a716-446655440000 at 0xdeadbeef took 3.5s", "job <id> at <n> took <n>s"],
    ["GET https://example.org/a?token=b failed: 503", "GET <url> failed: <n>"],
    ["php-fpm[42]: pool www seems busy (3/5)", "php-fpm[<n>]: pool www seems busy (<n>/<n>)"],
    ["cannot open sda1 of web-1", "cannot open sda1 of web-1"],
    [`user agent ${"A".repeat(500)}`, "user agent <…>"],
  ])("of %s", (line, template) => expect(templateOf(line)).toBe(template));

  test("is short, whatever a stranger wrote", () => {
    for (const part of ["a:", "1.", '"', "0x", "a@", "for x ", "user ", "-", "a.b@c."]) {
      expect(templateOf(part.repeat(5_000)).length).toBeLessThanOrEqual(300);
    }
  });
});

describe("what the kernel says", () => {
  test.each([
    ["Memory cgroup out of memory: Killed process 4711 (node) total-vm:1kB", "oom", "node"],
    ["oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),task_memcg=/x,task=java,pid=1,uid=0", "oom", "java"],
    ["Buffer I/O error on dev dm-0, logical block 3, async page read", "io", "dm-0"],
    ["ata1.00: failed command: READ FPDMA QUEUED", "io", "ata1.00"],
    ["EXT4-fs error (device sda1): ext4_lookup:1855: inode #2", "filesystem", "sda1"],
    ["php-fpm[812]: segfault at 0 ip 00007f sp 00007f error 4 in libc.so", "crash", "php-fpm"],
    ["INFO: task jbd2/sda1-8:312 blocked for more than 120 seconds.", "hang", "jbd2/sda1-8"],
    ["nf_conntrack: nf_conntrack: table full, dropping packet", "network", ""],
    ["mce: [Hardware Error]: Machine check events logged", "hardware", ""],
  ] as const)("%s", (text, kind, name) => expect(kernelEvent(text)).toEqual({ kind, name }));

  test("is mostly nothing of the kind", () => {
    for (const text of [
      "usb 1-1: new high-speed USB device",
      "EXT4-fs (sda1): mounted filesystem with ordered data mode",
    ])
      expect(kernelEvent(text)).toBeUndefined();
  });
});
