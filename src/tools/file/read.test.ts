import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "bun:test";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import type { ReadInput } from "./read.ts";
import { run } from "./read.run.ts";

const tool = toolNamed("file.read");
const folder = mkdtempSync(join(tmpdir(), "read-"));
chmodSync(folder, 0o755);
let made = 0;
const file = (content: string | Uint8Array, mode = 0o644): string => {
  const path = join(folder, `file-${made++}`);
  writeFileSync(path, content, { mode });
  return path;
};
const read = async (input: ReadInput) => {
  const output = await run(input);
  expect(tool.output().safeParse(output).success).toBe(true);
  return { ...output, text: forHtml(output.text), realPath: forHtml(output.realPath) };
};
const refused = async (path: string): Promise<unknown> => run({ path }).catch((error: unknown) => error);

describe("file.read", () => {
  test("reads a file whole", async () => {
    expect(await read({ path: file("a\nb\n") })).toMatchObject({ text: "a\nb\n", lines: 2, more: false, sizeBytes: 4 });
  });

  test("reads the first or the last lines", async () => {
    const path = file("1\n2\n3\n4\n");
    expect(await read({ path, lines: 2 })).toMatchObject({ text: "1\n2\n", lines: 2, more: true });
    expect(await read({ path, lines: 2, from: "end" })).toMatchObject({ text: "3\n4\n", lines: 2, more: true });
    expect(await read({ path, lines: 9, from: "end" })).toMatchObject({ lines: 4, more: false });
  });

  test("shows its lines as a table, the first of many", async () => {
    const rows = async (content: string) => tool.table?.(await run({ path: file(content) })).rows;
    expect(await rows("")).toEqual([]);
    expect(await rows("a\n\nb\n")).toEqual([["a"], [""], ["b"]]);
    expect((await rows("x\n".repeat(1_000)))?.slice(-2)).toEqual([["x"], ["… and 800 more lines"]]);
  });

  test("keeps a last line without its end", async () => {
    expect(await read({ path: file("a\nb"), lines: 1, from: "end" })).toMatchObject({ text: "b", lines: 1 });
    expect(await read({ path: file("") })).toMatchObject({ text: "", lines: 0, more: false });
  });

  test("cuts at 256 KiB, at either end", async () => {
    const path = file(Array.from({ length: 60_000 }, (_, at) => `line ${at}\n`).join(""));
    const start = await read({ path });
    expect(start.more).toBe(true);
    expect(start.text).toStartWith("line 0\n");
    const end = await read({ path, from: "end" });
    expect(end.text).toEndWith("line 59999\n");
    expect(end.text).toMatch(/^line \d+\n/);
    expect(end.text.length).toBeLessThanOrEqual(256 << 10);
  });

  test.if(process.platform === "linux")("reads files that the kernel makes", async () => {
    expect((await read({ path: "/proc/meminfo", lines: 1 })).text).toStartWith("MemTotal:");
  });

  test("says where a link led", async () => {
    const path = file("x\n");
    const link = join(folder, "link");
    symlinkSync(path, link);
    expect((await read({ path: link })).realPath).toEndWith(path);
  });

  test("refuses what is no regular file", async () => {
    const pipe = join(folder, "pipe");
    Bun.spawnSync(["mkfifo", pipe]);
    expect(await refused(folder)).toMatchObject({
      code: "not_supported",
      detail: `${folder} is a directory, not a file.`,
    });
    expect(await refused(pipe)).toMatchObject({ code: "not_supported", detail: `${pipe} is a pipe, not a file.` });
    expect(await refused("/dev/zero")).toMatchObject({
      code: "not_supported",
      detail: "/dev/zero is a device, not a file.",
    });
  });

  test("refuses what is not text, and what is not there", async () => {
    expect(await refused(file(new Uint8Array([1, 2, 0, 3])))).toMatchObject({
      code: "not_supported",
      detail: "That file is not text.",
    });
    expect(await refused(join(folder, "no"))).toMatchObject({ code: "no_such_file" });
    expect(await refused(`${file("x")}/y`)).toMatchObject({ code: "no_such_file" });
  });

  test("refuses a harmless name that leads to a secret", async () => {
    mkdirSync(join(folder, ".ssh"));
    const key = join(folder, ".ssh", "id_rsa");
    writeFileSync(key, "secret", { mode: 0o644 });
    const link = join(folder, "notes.txt");
    symlinkSync(key, link);
    expect(await refused(link)).toMatchObject({ code: "refused_by_policy" });
    expect((await read({ path: key })).text).toBe("secret");
  });

  test("refuses what not everybody may read where it was asked as everybody", async () => {
    expect(await refused(file("private", 0o600))).toMatchObject({ code: "permission_denied" });
  });

  test("refuses a private file with a second name, which may be a secret's", async () => {
    const outside = mkdtempSync(join(homedir(), ".ailx-test-"));
    const path = join(outside, "a");
    writeFileSync(path, "x", { mode: 0o600 });
    linkSync(path, join(outside, "b"));
    expect(await refused(path)).toMatchObject({ code: "refused_by_policy" });
    rmSync(outside, { recursive: true });
  });
});

describe("the contract of file.read", () => {
  test("is low at level 1 for public files and level 3 elsewhere", () => {
    expect(tool.risk({ path: "/etc/hosts" }).risk).toBe("low");
    expect(tool.level({ path: "/etc/hosts" })).toBe(1);
    expect(tool.level({ path: "/var/log/syslog" })).toBe(3);
  });

  test("is high at level 4 for secrets, however they are written", () => {
    for (const path of ["/etc/shadow", "/etc/x/../shadow", "//etc/shadow"]) {
      expect(tool.risk({ path }).risk).toBe("high");
      expect(tool.level({ path })).toBe(4);
    }
  });

  test("refuses paths that are relative or hold what hides", () => {
    for (const path of ["etc/hosts", "", "/", "-f", "/a\0b", "/a\nb", "/a\u202eb", `/${"x".repeat(5_000)}`]) {
      expect(tool.input().safeParse({ path }).success, JSON.stringify(path.slice(0, 20))).toBe(false);
    }
  });

  test("shows a command that can be pasted", () => {
    expect(tool.preview({ path: "/a b/it's", lines: 5, from: "end" }).exact).toBe(`tail -n 5 -- '/a b/it'\\''s'`);
  });
});
