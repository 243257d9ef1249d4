import { afterEach, describe, expect } from "bun:test";
import { chmodSync, statSync, writeFileSync } from "node:fs";
import { forHtml } from "../../domain/untrusted.ts";
import { testWhere } from "../../../test/support/skip.ts";
import { toolNamed } from "../index.ts";
import type { RestoreInput } from "./restore.ts";
import { preview, run } from "./restore.run.ts";
import { realFiles, refusal } from "./testing/real.ts";
import { run as write } from "./write.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("file.restore");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});
const written = async (text: string) => {
  const path = files.path("a");
  const output = await files.call((ctx) => write({ path, content: text }, ctx));
  const back = toolNamed("file.write").wayBack?.({}, output);
  return (back?.kind === "tool" ? back.input : {}) as RestoreInput;
};
const restore = (input: RestoreInput) => files.call((ctx) => run(input, ctx));

describe("file.restore", () => {
  onLinux("puts back bytes and mode, and its own way back brings the change again", async () => {
    files.write("a", "old\n", 0o640);
    const undone = await restore(await written("new\n"));
    expect([files.read("a"), files.mode("a"), tool.judge({}, undone).kind]).toEqual(["old\n", 0o640, "ok"]);
    const back = tool.wayBack?.({}, undone);
    await restore((back?.kind === "tool" ? back.input : {}) as RestoreInput);
    expect(files.read("a")).toBe("new\n");
  });

  onLinux("removes what was new", async () => {
    await restore(await written("new\n"));
    expect(files.names()).toEqual([]);
  });

  onLinux("refuses where somebody changed it since, shows what would be lost, and does it by force", async () => {
    files.write("a", "old\n");
    const back = await written("new\n");
    writeFileSync(files.path("a"), "new\nand theirs\n");
    expect(await refusal(restore(back))).toMatchObject({ code: "changed_since" });
    expect(files.read("a")).toBe("new\nand theirs\n");
    const seen = await files.call((ctx) => preview(back, ctx));
    expect(seen.problems.map(forHtml)).toEqual([
      `${files.path("a")} was changed since by somebody else; undoing it takes that away too.`,
    ]);
    expect(seen.files.map(({ diff }) => diff && forHtml(diff))).toEqual(["@@ -1,2 +1 @@\n-new\n-and theirs\n+old\n"]);
    await restore({ ...back, force: true });
    expect(files.read("a")).toBe("old\n");
  });

  onLinux("refuses where only the mode was changed since", async () => {
    files.write("a", "old\n");
    const back = await written("new\n");
    chmodSync(files.path("a"), 0o600);
    expect((await refusal(restore(back))).code).toBe("changed_since");
  });

  onLinux("does nothing where it is so already", async () => {
    files.write("a", "old\n");
    const back = await written("new\n");
    writeFileSync(files.path("a"), "old\n");
    const { ino } = statSync(files.path("a"));
    expect((await restore(back)).backup).toBeUndefined();
    expect(statSync(files.path("a")).ino).toBe(ino);
  });

  onLinux("refuses copies of other files than were named, for those were rated", async () => {
    files.write("a", "old\n");
    const back = await written("new\n");
    expect((await refusal(restore({ ...back, paths: ["/tmp/harmless"] }))).code).toBe("bad_input");
    expect((await refusal(restore({ ...back, backup: "f".repeat(32) }))).code).toBe("no_backup");
    expect(files.read("a")).toBe("new\n");
  });
});
