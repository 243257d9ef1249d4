import { afterEach, describe, expect } from "bun:test";
import { symlinkSync } from "node:fs";
import { testWhere } from "../../../test/support/skip.ts";
import { toolNamed } from "../index.ts";
import { preview, run } from "./move.run.ts";
import { realFiles, refusal } from "./testing/real.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("file.move");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});
const move = (from: string, to: string, replace = false) =>
  files.call((ctx) => run({ from: files.path(from), to: files.path(to), replace }, ctx));

describe("file.move", () => {
  onLinux("moves a file, and the way back brings both paths back", async () => {
    files.write("a", "mine", 0o600);
    files.write("b", "theirs");
    const output = await move("a", "b", true);
    expect([files.names(), files.read("b"), files.mode("b"), tool.judge({}, output).kind]).toEqual([
      ["b"],
      "mine",
      0o600,
      "ok",
    ]);
    await files.call((ctx) => ctx.backup.restore(files.idOf(1)));
    expect([files.read("a"), files.mode("a"), files.read("b")]).toEqual(["mine", 0o600, "theirs"]);
  });

  onLinux("refuses to replace, to move a link, and to itself", async () => {
    files.write("a", "x");
    files.write("b", "y");
    symlinkSync("a", files.path("link"));
    expect((await refusal(move("a", "b"))).code).toBe("conflict");
    expect((await refusal(move("link", "c"))).code).toBe("not_supported");
    expect((await refusal(move("a", "a", true))).code).toBe("conflict");
    expect([files.read("a"), files.read("b")]).toEqual(["x", "y"]);
  });

  onLinux("shows both paths before", async () => {
    files.write("a", "x\n");
    const seen = await files.call((ctx) => preview({ from: files.path("a"), to: files.path("b") }, ctx));
    expect(seen.files.map(({ kind }) => kind)).toEqual(["created", "removed"]);
    expect(files.names()).toEqual(["a"]);
  });

  onLinux("is rated by the worse of both paths", () => {
    expect([
      tool.risk({ from: "/tmp/x", to: "/etc/sudoers.d/x" }).risk,
      tool.level({ from: "/etc/shadow", to: "/tmp/x" }),
    ]).toEqual(["critical", 4]);
  });
});
