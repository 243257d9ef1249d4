import { afterEach, describe, expect } from "bun:test";
import { chownSync, linkSync, lstatSync, mkdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { forHtml } from "../../domain/untrusted.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { toolNamed } from "../index.ts";
import { realFiles, refusal } from "./testing/real.ts";
import { preview, run } from "./write.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const asRoot = testWhere(process.platform === "linux" && process.getuid?.() === 0, "root on Linux");
const tool = toolNamed("file.write");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});

describe("file.write", () => {
  onLinux("makes a new file, and the way back removes it", async () => {
    const path = files.path("new");
    const output = await files.call((ctx) => run({ path, content: "hello\n", mode: "0600" }, ctx));
    expect([files.read("new"), files.mode("new"), tool.judge({}, output).kind]).toEqual(["hello\n", 0o600, "ok"]);
    expect(tool.line(output)).toBe(`${path} created`);
    expect(tool.wayBack?.({}, output)).toMatchObject({
      kind: "tool",
      tool: "file.restore",
      input: { backup: files.idOf(1), paths: [path] },
    });
  });

  asRoot("keeps the owner and mode of what was there", async () => {
    const path = files.write("a", "old\n", 0o664);
    chownSync(path, 1234, 4321);
    const output = await files.call((ctx) => run({ path, content: "new\n" }, ctx));
    const { uid, gid, mode } = statSync(path);
    expect([files.read("a"), uid, gid, mode & 0o777]).toEqual(["new\n", 1234, 4321, 0o664]);
    expect(output.files.map(({ diff }) => diff && forHtml(diff))).toEqual(["@@ -1 +1 @@\n-old\n+new\n"]);
    expect(files.names()).toEqual(["a"]);
  });

  asRoot("gives it to whom is named, and refuses whom the machine does not know", async () => {
    const path = files.write("a", "x");
    await files.call((ctx) => run({ path, content: "x", owner: "daemon:adm" }, ctx));
    expect(statSync(path).uid).toBe(1);
    expect(await refusal(files.call((ctx) => run({ path, content: "y", owner: "nobodyhere" }, ctx)))).toMatchObject({
      code: "bad_input",
    });
    expect(files.read("a")).toBe("x");
  });

  onLinux("changes nothing, and keeps no copy, where it is so already", async () => {
    const path = files.write("a", "same\n");
    const output = await files.call((ctx) => run({ path, content: "same\n" }, ctx));
    expect([output.backup, tool.wayBack?.({}, output)]).toEqual([undefined, { kind: "nothing" }]);
  });

  onLinux("changes nothing where no copy can be kept", async () => {
    files.end();
    files = realFiles({ mostBytes: 3 });
    const path = files.write("a", "12345");
    expect(await refusal(files.call((ctx) => run({ path, content: "new" }, ctx)))).toMatchObject({
      code: "backup_failed",
    });
    expect([files.read("a"), files.names()]).toEqual(["12345", ["a"]]);
  });

  onLinux("refuses to replace where only a new file was asked for", async () => {
    const path = files.write("a", "old");
    expect(await refusal(files.call((ctx) => run({ path, content: "new", onlyNew: true }, ctx)))).toMatchObject({
      code: "conflict",
    });
    expect(files.read("a")).toBe("old");
  });

  onLinux("shows before what it would do, and does not do it", async () => {
    const path = files.write("a", "1\n2\n");
    const { files: seen } = await files.call((ctx) => preview({ path, content: "1\ntwo\n", mode: "0600" }, ctx));
    expect(seen).toMatchObject([
      { kind: "changed", added: 1, removed: 1, before: { mode: "0644" }, after: { mode: "0600" } },
    ]);
    expect(files.read("a")).toBe("1\n2\n");
  });

  onLinux("follows a link to where it leads and leaves the link", async () => {
    files.write("real", "old");
    symlinkSync("real", files.path("link"));
    await files.call((ctx) => run({ path: files.path("link"), content: "new" }, ctx));
    expect([files.read("real"), readlinkSync(files.path("link"))]).toEqual(["new", "real"]);
  });

  onLinux("does not say what a file with secrets holds", async () => {
    const path = files.write(".env", "KEY=1\n");
    const output = await files.call((ctx) => run({ path, content: "KEY=2\n" }, ctx));
    expect(output.files).toMatchObject([{ leftOut: "secret" }]);
    expect(JSON.stringify(output)).not.toContain("KEY");
  });
});

describe("a private file", () => {
  onLinux("is not shown by a level that may only write an ordinary user's files", async () => {
    const path = files.write("diary", "dear diary\n", 0o600);
    const output = await files.call((ctx) => run({ path, content: "x\n" }, ctx));
    expect(output.files).toMatchObject([{ kind: "changed", leftOut: "secret" }]);
    expect(JSON.stringify(output)).not.toContain("dear");
  });
});

describe("what belongs to ailx", () => {
  const refused = async (path: string) => (await refusal(files.call((ctx) => run({ path, content: "x" }, ctx)))).code;

  onLinux("is written by no tool: by its name, where it is not there yet, by a link, by ..", async () => {
    mkdirSync(files.path("own"));
    writeFileSync(files.path("own/policy.yaml"), "maxLevel: 1");
    symlinkSync(files.path("own"), files.path("folder"));
    symlinkSync(files.path("own/policy.yaml"), files.path("file"));
    symlinkSync(files.path("own/absent"), files.path("nowhere"));
    const ways = ["own/policy.yaml", "own/absent", "folder/policy.yaml", "folder/absent", "file", "./own/../own/new"];
    expect(await Promise.all(ways.map((way) => refused(`${files.at}/${way}`)))).toEqual(
      ways.map(() => "refused_by_policy"),
    );
    expect(await refused(files.path("nowhere"))).toBeString();
    expect(files.read("own/policy.yaml")).toBe("maxLevel: 1");
  });

  onLinux("is refused by name, whoever the agent is", async () => {
    for (const path of [
      "/etc/ailx/policy.yaml",
      "/var/lib/ailx-agent/key",
      "/etc/systemd/system/ailx-agent.service.d/x.conf",
      "/etc/x/../ailx/policy.yaml",
    ])
      expect([path, await refused(path)]).toEqual([path, "refused_by_policy"]);
  });

  onLinux("keeps its bytes where another name of it is written", async () => {
    mkdirSync(files.path("own"));
    writeFileSync(files.path("own/key"), "secret");
    linkSync(files.path("own/key"), files.path("innocent"));
    await refused(files.path("innocent"));
    expect(files.read("own/key")).toBe("secret");
  });

  asRoot("is refused behind a mount of it", async () => {
    mkdirSync(files.path("own"));
    mkdirSync(files.path("mounted"));
    if (Bun.spawnSync(["mount", "--bind", files.path("own"), files.path("mounted")]).exitCode !== 0) return;
    try {
      expect(await refused(files.path("mounted/new"))).toBe("refused_by_policy");
    } finally {
      Bun.spawnSync(["umount", files.path("mounted")]);
    }
  });
});

describe("a path that leads elsewhere", () => {
  onLinux("is refused where that is rated higher than what was asked for", async () => {
    symlinkSync("/etc/shadow", files.path("link"));
    symlinkSync("/etc", files.path("folder"));
    for (const path of [files.path("link"), files.path("folder/shadow"), files.path("folder/sudoers.d/x")])
      expect((await refusal(files.call((ctx) => run({ path, content: "x" }, ctx)))).code).toBeOneOf([
        "refused_by_policy",
        "no_such_file",
      ]);
  });

  onLinux("is never the kernel's own, a device, a pipe or a folder", async () => {
    symlinkSync("/proc/self/comm", files.path("proc"));
    Bun.spawnSync(["mkfifo", files.path("pipe")]);
    mkdirSync(files.path("folder"));
    for (const path of [
      "/dev/null",
      "/proc/self/comm",
      "/sys/x",
      files.path("proc"),
      files.path("pipe"),
      files.path("folder"),
    ])
      expect([path, (await refusal(files.call((ctx) => run({ path, content: "x" }, ctx)))).code]).toEqual([
        path,
        "not_supported",
      ]);
  });

  onLinux("is not followed where it becomes a link while the file is written", async () => {
    mkdirSync(files.path("dir"));
    mkdirSync(files.path("elsewhere"));
    files.write("elsewhere/a", "theirs");
    const path = files.write("dir/a", "old");
    const work = files.call((ctx) =>
      run(
        { path, content: "new" },
        {
          ...ctx,
          backup: {
            ...ctx.backup,
            // Between the look and the write, the folder is swapped for a link.
            keep: async (paths) => {
              const kept = await ctx.backup.keep(paths);
              Bun.spawnSync(["mv", files.path("dir"), files.path("moved")]);
              symlinkSync(files.path("elsewhere"), files.path("dir"));
              return kept;
            },
          },
        },
      ),
    );
    await refusal(work);
    expect(files.read("elsewhere/a")).toBe("theirs");
    expect(lstatSync(files.path("dir")).isSymbolicLink()).toBe(true);
  });

  onLinux("with another's change in between is left as that one wrote it", async () => {
    const path = files.write("a", "old");
    const work = files.call((ctx) =>
      run(
        { path, content: "new" },
        {
          ...ctx,
          backup: {
            ...ctx.backup,
            keep: async (paths) => {
              const kept = await ctx.backup.keep(paths);
              writeFileSync(path, "theirs");
              return kept;
            },
          },
        },
      ),
    );
    expect(await refusal(work)).toMatchObject({ code: "conflict" });
    expect(files.read("a")).toBe("theirs");
  });
});
