import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { forHtml } from "../../domain/untrusted.ts";
import { toolNamed } from "../index.ts";
import type { SearchOutput } from "./search.ts";
import { run } from "./search.run.ts";
import { aptRoot, canHave } from "./testing/aptRoot.ts";

const tool = toolNamed("package.search");
const withApt = testWhere(canHave && Bun.which("apt-cache") !== null, "root and apt");
let apt: ReturnType<typeof aptRoot> | undefined;
beforeEach(() => {
  if (canHave) apt = aptRoot();
});
afterEach(() => apt?.end());
const rows = ({ packages }: SearchOutput) =>
  packages.map(({ name, summary, installed }) => [name, forHtml(summary), installed]);

describe("package.search", () => {
  withApt("finds by apt what the repositories have, the name itself first", async () => {
    if (!apt) throw new Error("there is no apt");
    apt.publish({ name: "libweb", version: "1.0" }, { name: "web", version: "1.0" }, { name: "other", version: "1.0" });
    await apt.context().spawn(["apt-get", "-q", "-y", "install", "libweb"]);
    const output = await run({ text: "web" }, apt.context());
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(rows(output)).toEqual([
      ["web", "x", false],
      ["libweb", "x", true],
    ]);
    expect(tool.line(output)).toBe("2 packages: web, libweb");
    expect(tool.line(await run({ text: "w.b" }, apt.context()))).toBe("no package has that word");
  });

  // By the forms that the manuals and published transcripts show; those managers were not at hand.
  test.each([
    [
      "dnf",
      "rpm -qa",
      "nginx\t1:1.26.2-1.fc41",
      "====== Name Exactly Matched: nginx ======\nnginx.x86_64 : A high performance web server\n====== Name Matched ======\nnginx-mod.noarch : A module\n",
    ],
    [
      "apk",
      "apk list",
      "nginx-1.26.2-r4 x86_64 {nginx} (BSD-2-Clause) [installed]",
      "nginx-1.26.2-r4 - A high performance web server\nnginx-mod-1.0-r1 - A module\n",
    ],
    [
      "pacman",
      "pacman -Q",
      "nginx 1.26.2-1",
      "extra/nginx 1.26.2-1 [installed]\n    A high performance web server\nextra/nginx-mod 1.0-1\n    A module\n",
    ],
    [
      "zypper",
      "rpm -qa",
      "nginx\t1.26.2-1",
      "S | Name | Summary | Type\n--+------+---------+-----\ni | nginx | A high performance web server | package\n  | nginx-mod | A module | package\n",
    ],
  ] as const)("reads what %s finds", async (packageManager, list, installed, stdout) => {
    const ctx = scripted(
      [
        [/search|-Ss/, { stdout }],
        [new RegExp(`^${list}`), { stdout: `${installed}\n` }],
      ],
      { facts: { packageManager } },
    );
    expect(rows(await run({ text: "nginx" }, ctx))).toEqual([
      ["nginx", "A high performance web server", true],
      ["nginx-mod", "A module", false],
    ]);
  });

  test("takes no option for a word", () => {
    for (const text of ["-o", "--help", "x", "", "a\nb", "a\u202e"])
      expect(tool.input().safeParse({ text }).success).toBe(false);
  });
});
