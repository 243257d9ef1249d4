import { afterEach, describe, expect } from "bun:test";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { testWhere } from "../../../test/support/skip.ts";
import { toolNamed } from "../index.ts";
import { preview, run } from "./delete.run.ts";
import { realFiles, refusal } from "./testing/real.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("file.delete");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});
const remove = (name: string) => files.call((ctx) => run({ path: files.path(name) }, ctx));

describe("file.delete", () => {
  onLinux("removes a file and knows the way back", async () => {
    files.write("a", "x\n");
    const output = await remove("a");
    expect([files.names(), tool.judge({}, output).kind, tool.wayBack?.({}, output).kind]).toEqual([[], "ok", "tool"]);
    expect(output.files).toMatchObject([{ kind: "removed", removed: 1 }]);
  });

  onLinux("removes a link and not where it leads", async () => {
    files.write("real", "x");
    symlinkSync("real", files.path("link"));
    await remove("link");
    expect(files.names()).toEqual(["real"]);
  });

  onLinux("removes an empty folder, and no other", async () => {
    mkdirSync(files.path("empty"));
    mkdirSync(files.path("full"));
    files.write("full/a", "x");
    await remove("empty");
    expect((await refusal(remove("full"))).code).toBe("tool_failed");
    expect([files.names(), files.read("full/a")]).toEqual([["full"], "x"]);
  });

  onLinux("refuses what is not there, and what belongs to ailx", async () => {
    mkdirSync(files.path("own"));
    expect((await refusal(remove("none"))).code).toBe("no_such_file");
    expect((await refusal(remove("own"))).code).toBe("refused_by_policy");
    expect(existsSync(files.path("own"))).toBe(true);
  });

  onLinux("shows before what would be gone", async () => {
    files.write("a", "x\n");
    expect((await files.call((ctx) => preview({ path: files.path("a") }, ctx))).files).toMatchObject([
      { kind: "removed" },
    ]);
    expect(files.names()).toEqual(["a"]);
  });
});
