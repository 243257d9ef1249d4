import { chmodSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "bun:test";
import { forHtml, untrusted } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import { statFacts } from "./stat.ts";
import { run } from "./stat.run.ts";

const tool = toolNamed("file.stat");
const folder = realpathSync(mkdtempSync(join(tmpdir(), "stat-")));
chmodSync(folder, 0o755);
const path = join(folder, "a.conf");
writeFileSync(path, "12345", { mode: 0o600 });

describe("file.stat", () => {
  test("tells size, mode and times of a file, also of a private one", async () => {
    const output = await run({ path });
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(output).toMatchObject({ kind: "file", sizeBytes: 5, mode: "0600", names: 1 });
    expect(statFacts(output).map(([name]) => name)).toContain("Modified");
    expect(tool.line(output)).toMatch(/^file, 5B, \S+ 0600, modified \d{4}-/);
  });

  test("tells a link as a link, and where it leads in the end", async () => {
    const link = join(folder, "link");
    symlinkSync("a.conf", link);
    const output = await run({ path: link });
    expect([output.kind, forHtml(output.link ?? untrusted("")), forHtml(output.leadsTo ?? untrusted(""))]).toEqual([
      "link",
      "a.conf",
      path,
    ]);
  });

  test("says that a link leads to nothing", async () => {
    const link = join(folder, "dangling");
    symlinkSync("nowhere", link);
    expect(statFacts(await run({ path: link }))).toContainEqual(["Leads to", "nothing: what it names is not there"]);
  });

  test("takes a folder with a slash behind it, and the root", async () => {
    expect((await run({ path: `${folder}/` })).kind).toBe("folder");
    expect((await run({ path: "/" })).kind).toBe("folder");
    expect((await run({ path: `${folder}/..` })).kind).toBe("folder");
  });

  test("refuses what is not there, and what lies in a closed folder", async () => {
    expect(run({ path: join(folder, "no") })).rejects.toMatchObject({ code: "no_such_file" });
    expect(run({ path: join(path, "below") })).rejects.toMatchObject({ code: "no_such_file" });
    const closed = join(folder, "closed");
    mkdirSync(closed);
    writeFileSync(join(closed, "in"), "");
    chmodSync(closed, 0o700);
    expect(run({ path: join(closed, "in") })).rejects.toMatchObject({ code: "permission_denied" });
  });
});
