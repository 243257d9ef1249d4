import { afterEach, describe, expect } from "bun:test";
import { chownSync, openSync, statSync, symlinkSync } from "node:fs";
import { testWhere } from "../../../test/support/skip.ts";
import { xattrs } from "../../lib/xattrs.ts";
import { toolNamed } from "../index.ts";
import { preview, run } from "./copy.run.ts";
import { realFiles, refusal } from "./testing/real.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const asRoot = testWhere(process.platform === "linux" && process.getuid?.() === 0, "root on Linux");
const tool = toolNamed("file.copy");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});
const copy = (from: string, to: string, replace = false) =>
  files.call((ctx) => run({ from: files.path(from), to: files.path(to), replace }, ctx));

describe("file.copy", () => {
  asRoot("copies bytes, owner, mode and attributes", async () => {
    const path = files.write("a", "x".repeat(3 << 20), 0o750);
    chownSync(path, 12, 34);
    const { read, write } = await xattrs();
    write(openSync(path, "r"), { "user.a": "eA==" });
    expect(tool.judge({}, await copy("a", "b")).kind).toBe("ok");
    const { uid, gid, size } = statSync(files.path("b"));
    expect([uid, gid, size, files.mode("b")]).toEqual([12, 34, 3 << 20, 0o750]);
    expect(read(openSync(files.path("b"), "r"))).toMatchObject({ "user.a": "eA==" });
  });

  onLinux("replaces nothing unless it may, and then keeps a copy", async () => {
    files.write("a", "new");
    files.write("b", "old");
    expect((await refusal(copy("a", "b"))).code).toBe("conflict");
    expect(files.read("b")).toBe("old");
    await copy("a", "b", true);
    expect(files.read("b")).toBe("new");
    await files.call((ctx) => ctx.backup.restore(files.idOf(2)));
    expect(files.read("b")).toBe("old");
  });

  onLinux("copies no folder, and into no link", async () => {
    files.write("a", "new");
    symlinkSync("/etc/hosts", files.path("link"));
    expect((await refusal(copy(".", "b"))).code).toBe("not_supported");
    expect((await refusal(copy("a", "link", true))).code).toBe("not_supported");
  });

  onLinux("of a secret is rated by the secret, and does not show it", async () => {
    expect(tool.risk({ from: "/etc/shadow", to: "/tmp/x" }).risk).toBe("high");
    expect([
      tool.level({ from: "/etc/shadow", to: "/tmp/x" }),
      tool.level({ from: "/etc/hosts", to: "/tmp/x" }),
    ]).toEqual([4, 2]);
    files.write(".env", "KEY=1\n");
    const seen = await files.call((ctx) => preview({ from: files.path(".env"), to: files.path("b") }, ctx));
    expect(seen.files).toMatchObject([{ kind: "created", leftOut: "secret" }]);
    expect(files.names()).toEqual([".env"]);
  });
});
