import { afterEach, describe, expect, test } from "bun:test";
import { testWhere } from "../../../test/support/skip.ts";
import { realFiles, refusal } from "../file/testing/real.ts";
import { toolNamed } from "../index.ts";
import { run } from "./preview.run.ts";

const onLinux = testWhere(process.platform === "linux", "Linux");
const tool = toolNamed("change.preview");
let files = realFiles();
afterEach(() => {
  files.end();
  files = realFiles();
});

describe("change.preview", () => {
  onLinux("shows what another tool would do, and does nothing", async () => {
    const path = files.write("a", "old\n");
    const output = await files.call((ctx) => run({ tool: "file.write", input: { path, content: "new\n" } }, ctx));
    expect([output.files[0]?.kind, tool.line(output), files.read("a")]).toEqual([
      "changed",
      `${path} would change`,
      "old\n",
    ]);
  });

  onLinux("refuses as the change would", async () => {
    const look = (name: string, input: Record<string, string>) => files.call((ctx) => run({ tool: name, input }, ctx));
    expect((await refusal(look("file.write", { path: "/etc/ailx/policy.yaml", content: "" }))).code).toBe(
      "refused_by_policy",
    );
    expect((await refusal(look("file.write", { path: "relative" }))).code).toBe("bad_input");
    expect((await refusal(look("shell.run", { command: "true" }))).code).toBe("not_supported");
    expect((await refusal(look("no.tool", {}))).code).toBe("no_such_tool");
  });

  test("looks where the change would need the level for it, and nowhere else", () => {
    const level = (path: string) => tool.level({ tool: "file.write", input: { path, content: "" } });
    expect([level("/home/a/x"), level("/etc/motd"), level("/etc/sudoers")]).toEqual([2, 3, 4]);
    expect(tool.level({ tool: "no.tool", input: {} })).toBe(4);
  });
});
