import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "bun:test";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { listTable } from "./list.ts";
import { run } from "./list.run.ts";

const tool = toolNamed("file.list");
const folder = mkdtempSync(join(tmpdir(), "list-"));
chmodSync(folder, 0o755);
writeFileSync(join(folder, "b.conf"), "12345", { mode: 0o640 });
writeFileSync(join(folder, ".hidden"), "");
mkdirSync(join(folder, "z"));
symlinkSync("b.conf", join(folder, "a-link"));
const refused = (path: string): Promise<unknown> => run({ path }).catch((error: unknown) => error);

describe("file.list", () => {
  test("has folders first, then names in order, with size, mode and where a link leads", async () => {
    const output = await run({ path: folder });
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(listTable(output).rows.map(([name, size, , , mode]) => [name, size, mode])).toEqual([
      ["z/", "folder", "0755"],
      ["a-link → b.conf", "link", "0777"],
      ["b.conf", "5B", "0640"],
    ]);
    expect(tool.line(output)).toBe(`3 entries, 1 folder in ${forHtml(output.realPath)}`);
  });

  test("has names with a dot where all are asked for", async () => {
    const { entries, total } = await run({ path: folder, all: true });
    expect([total, entries.map(({ name }) => forHtml(name)).includes(".hidden")]).toEqual([4, true]);
  });

  test("follows a link to a folder, and says where it led", async () => {
    const link = join(folder, "z", "up");
    symlinkSync(folder, link);
    expect(forHtml((await run({ path: link })).realPath)).toEndWith(folder);
  });

  test("counts what it does not tell", async () => {
    const many = mkdtempSync(join(tmpdir(), "list-many-"));
    chmodSync(many, 0o755);
    for (let at = 0; at < 2_100; at++) writeFileSync(join(many, `file-${at}`), "");
    const output = await run({ path: many });
    expect([output.entries.length, output.total, output.truncated]).toEqual([2_000, 2_100, true]);
    expect(tool.line(output)).toStartWith("2100 entries, the first 2000 of them told in ");
  });

  test("shows a name made to deceive as it is", async () => {
    const odd = mkdtempSync(join(tmpdir(), "list-odd-"));
    chmodSync(odd, 0o755);
    writeFileSync(join(odd, "<img src=x>\u202e\nb"), "");
    const { Outcome } = await tool.load.view();
    const html = String(Outcome({ output: await run({ path: odd }) }));
    expect(html).toContain("&lt;img src=x&gt;\\u{202e}");
  });

  test("refuses what is no folder, not there, or closed to others", async () => {
    const closed = join(folder, "closed");
    mkdirSync(join(closed, "in"), { recursive: true });
    chmodSync(closed, 0o700);
    expect(await refused(join(folder, "b.conf"))).toMatchObject({ code: "not_supported" });
    expect(await refused(join(folder, "no"))).toMatchObject({ code: "no_such_file" });
    expect(await refused(closed)).toMatchObject({ code: "permission_denied" });
    expect(await refused(join(closed, "in"))).toMatchObject({ code: "permission_denied" });
    expect([tool.level({ path: "/etc" }), tool.level({ path: "/" }), tool.level({ path: "/home/ann" })]).toEqual([
      1, 1, 3,
    ]);
  });
});
