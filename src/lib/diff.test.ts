import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "bun:test";
import { testWhere } from "../../test/support/skip.ts";
import { unified } from "./diff.ts";

const patchTest = testWhere(Bun.which("patch") !== null, "patch");

describe("a diff", () => {
  test("of the same texts is empty", () => {
    expect(unified("a\n", "a\n")).toEqual({ text: "", added: 0, removed: 0 });
  });

  test("shows what changes with three lines around it", () => {
    const before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
    expect(unified(before, before.replace("5", "five"))).toEqual({
      text: "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
      added: 1,
      removed: 1,
    });
  });

  test("tells a missing line feed at the end", () => {
    expect(unified("a\nb", "a\nb\n").text).toBe("@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
  });

  test("of a new and of a removed file names line 0", () => {
    expect(unified("", "a\n").text).toBe("@@ -0,0 +1 @@\n+a\n");
    expect(unified("a\n", "").text).toBe("@@ -1 +0,0 @@\n-a\n");
  });

  test("keeps changes that lie far apart apart", () => {
    const lines = Array.from({ length: 100 }, (_, at) => `line ${at}`);
    const changed = lines.map((line, at) => (at === 10 || at === 80 ? `${line}!` : line));
    expect(unified(`${lines.join("\n")}\n`, `${changed.join("\n")}\n`).text.match(/^@@/gm)).toHaveLength(2);
  });

  test("of texts that have nothing in common is not thought about for long", () => {
    const many = (of: string): string => Array.from({ length: 20_000 }, (_, at) => `${of}${at}\n`).join("");
    expect(unified(many("a"), many("b"))).toMatchObject({ added: 20_000, removed: 20_000 });
  });

  patchTest("is what patch takes, for a hundred random edits", () => {
    const dir = mkdtempSync(join(tmpdir(), "diff-"));
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 100; round++) {
      const text = (): string =>
        Array.from({ length: random(30) }, () => "abcde"[random(5)]).join("\n") + (random(2) ? "\n" : "");
      const [before, after] = [text(), text()];
      const { text: diff } = unified(before, after);
      if (diff === "") continue;
      const file = join(dir, "f");
      writeFileSync(file, before);
      writeFileSync(join(dir, "p"), `--- f\n+++ f\n${diff}`);
      const ran = Bun.spawnSync(["patch", "-s", "--no-backup-if-mismatch", "-i", join(dir, "p"), "f"], { cwd: dir });
      const got = after === "" && ran.exitCode === 0 ? "" : readFileSync(file, "utf8");
      expect([ran.exitCode, got], JSON.stringify({ before, after, diff })).toEqual([0, after]);
      if (after === "") writeFileSync(file, "");
    }
  });
});
