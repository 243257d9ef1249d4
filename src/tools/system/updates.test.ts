import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scripted, type Scripted } from "../../../test/support/scripted-context.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { refusal } from "../file/testing/real.ts";
import { aptRoot, canHave } from "../package/testing/aptRoot.ts";
import { listsAtMs } from "../package/updating.ts";
import { toolNamed } from "../index.ts";
import { run } from "./updates.run.ts";

const tool = toolNamed("system.updates");
const withApt = testWhere(canHave, "root and apt");
let apt: ReturnType<typeof aptRoot> | undefined;
beforeEach(() => {
  if (canHave) apt = aptRoot();
});
afterEach(() => apt?.end());
const using = (packageManager: string, script: Scripted[]) => run({}, scripted(script, { facts: { packageManager } }));

describe("system.updates", () => {
  withApt("is what apt would bring, and installs nothing", async () => {
    if (!apt) throw new Error("there is no apt");
    apt.publish({ name: "lib", version: "1.0" }, { name: "app", version: "1.0" });
    await apt.context().spawn(["apt-get", "-q", "-y", "install", "lib", "app"]);
    apt.publish({ name: "lib", version: "2.0" });
    const output = await run({}, apt.context());
    expect(tool.output().safeParse(output).success).toBe(true);
    expect(output.updates).toEqual([{ name: "lib", from: "1.0", to: "2.0", security: false }]);
    expect(apt.installed()).toEqual(["app 1.0", "lib 1.0"]);
    expect(tool.line(output)).toStartWith("1 update");
  });

  test("knows by apt what mends security, and leaves out what would come new", async () => {
    const stdout = `Inst libssl3 [3.0.14-1~deb12u1] (3.0.15-1~deb12u1 Debian-Security:12/stable-security [amd64]) []
Inst bash [5.2.15-2] (5.2.15-3 Debian:12.8/stable [amd64])
Inst linux-image-6.1.0-40-amd64 (6.1.150-1 Debian-Security:12/stable-security [amd64])
Inst curl [7.81.0-1ubuntu1.18] (7.81.0-1ubuntu1.20 Ubuntu:22.04/jammy-updates, Ubuntu:22.04/jammy-security [amd64])
Conf libssl3 (3.0.15-1~deb12u1 Debian-Security:12/stable-security [amd64])
`;
    const output = await using("apt", [[/^apt-get -s .*dist-upgrade$/, { stdout }]]);
    expect(output.updates.map(({ name, security }) => `${name} ${security}`)).toEqual([
      "curl true",
      "libssl3 true",
      "bash false",
    ]);
    expect(tool.line(output)).toStartWith("3 updates, 2 of them for security");
  });

  // By the forms that the manuals and published transcripts show; those managers were not at hand.
  test.each<[string, Scripted[], string[]]>([
    [
      "dnf",
      [
        [
          /check-update$/,
          {
            exitCode: 100,
            stdout:
              "\nnginx.x86_64   1:1.26.2-1.fc41   updates\nvim.x86_64  2:9.1-1.fc41  updates\nObsoleting Packages\nnew.noarch 1-1 updates\n    old.noarch 1-1 @fedora\n",
          },
        ],
        [/updateinfo/, { stdout: "FEDORA-2026-1 Important/Sec. nginx-1:1.26.2-1.fc41.x86_64\n" }],
        [/^rpm/, { stdout: "nginx\t1:1.26.1-1.fc41\nvim\t2:9.0-1.fc41\n" }],
      ],
      ["nginx 1:1.26.1-1.fc41 1:1.26.2-1.fc41 true", "vim 2:9.0-1.fc41 2:9.1-1.fc41 false"],
    ],
    [
      "apk",
      [
        [
          /^apk version -l <$/,
          { stdout: "Installed:                Available:\nmusl-1.2.5-r0             < 1.2.5-r1\n" },
        ],
      ],
      ["musl 1.2.5-r0 1.2.5-r1 false"],
    ],
    [
      "pacman",
      [[/^pacman -Qu$/, { stdout: "linux 6.11.9-1 -> 6.12.1-1\nheld 1-1 -> 2-1 [ignored]\n" }]],
      ["linux 6.11.9-1 6.12.1-1 false"],
    ],
    [
      "zypper",
      [
        [
          /list-updates$/,
          {
            stdout:
              "S | Repository | Name | Current Version | Available Version | Arch\n--+---\nv | Main | curl | 8.0.1-1 | 8.6.0-1 | x86_64\n",
          },
        ],
      ],
      ["curl 8.0.1-1 8.6.0-1 false"],
    ],
  ])("reads what %s says", async (manager, script, updates) => {
    const output = await using(manager, script);
    expect(output.updates.map(({ name, from, to, security }) => `${name} ${from} ${to} ${security}`)).toEqual(updates);
    expect(output.securityKnown).toBe(manager === "dnf");
  });

  test("finds none where pacman has none, and fails with the manager's words", async () => {
    expect(tool.line(await using("pacman", [[/./, { exitCode: 1 }]]))).toStartWith("no updates");
    const broken = using("apt", [
      [/./, { exitCode: 100, stderr: "E: The package lists or status file could not be parsed.\n" }],
    ]);
    expect(await refusal(broken)).toMatchObject({
      code: "tool_failed",
      detail: expect.stringContaining("could not be parsed"),
    });
    expect((await refusal(using("none", []))).code).toBe("not_supported");
  });

  test("says where the lists are old, or were never fetched", () => {
    const found = {
      manager: "apt",
      updates: [],
      count: 0,
      securityCount: 0,
      securityKnown: true,
      rebootRequired: false,
    };
    expect(tool.line({ ...found, listsAtMs: null, listsAgeMs: null })).toBe(
      "no updates; the lists of packages were never fetched",
    );
    expect(tool.line({ ...found, listsAtMs: 0, listsAgeMs: 12 * 86_400_000 })).toContain("12 d old");
    const dir = mkdtempSync(join(tmpdir(), "ailx-lists-"));
    expect(listsAtMs("apk", dir)).toBeUndefined();
    writeFileSync(join(dir, "APKINDEX"), "");
    utimesSync(join(dir, "APKINDEX"), 1_000, 1_000);
    expect(listsAtMs("apk", dir)).toBe(1_000_000);
    rmSync(dir, { recursive: true });
  });
});
